"""What lies in one case is not reached through the address of another."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from applications.models import Attachment
from dossiers.advice.advice_link import link_token
from dossiers.advice.advising import give_advice
from dossiers.correspondence.letters import make_letter_pdf
from tests.cast import NOW, PDF
from tests.dossiers.advisers import adviser, ask


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to(NOW)


@pytest.fixture(params=["of the same lab", "of another lab"])
def other(request, file, other_lab):
    """Another case than the one of which the address is used, with all it holds."""
    made = file()
    if request.param == "of another lab":
        made.organisation = made.application.organisation = other_lab
        made.application.save(update_fields=["organisation"])
        made.save(update_fields=["organisation"])
    return made


@pytest.fixture(params=["researcher", "handler_user"])
def reader(request, client):
    """A browser of the lab, and one of Bureau GGO."""
    client.force_login(request.getfixturevalue(request.param))
    return client


def test_a_letter_of_another_case_is_not_there(reader, in_handling, other):
    letter = other.letters.get()
    make_letter_pdf(letter, at=NOW)

    address = reverse("letter", args=[in_handling.number, letter.pk])

    assert reader.get(address).status_code == 404


def test_a_file_of_another_case_is_not_there(reader, in_handling, other):
    file = Attachment.objects.get(application=other.application)

    address = reverse("case-attachment", args=[in_handling.number, file.pk])

    assert reader.get(address).status_code == 404


def test_the_link_of_an_adviser_opens_no_file_of_another_case(
    client, in_handling, handler_user, other
):
    advice = ask(in_handling, handler_user)
    file = Attachment.objects.get(application=other.application)

    address = reverse("advice-attachment", args=[link_token(advice), file.pk])

    assert client.get(address).status_code == 404


def test_the_pdf_of_an_advice_in_another_case_is_not_there(
    client, in_handling, handler_user, asked, file
):
    other = file()
    asked(other)
    advice = ask(other, handler_user)
    upload = SimpleUploadedFile("advies.pdf", PDF)
    give_advice(advice, text="Ja.", upload=upload, by=adviser(advice), at=NOW)
    client.force_login(handler_user)

    address = reverse("advice-file", args=[in_handling.number, advice.pk])

    assert client.get(address).status_code == 404


def test_no_new_link_is_sent_to_an_adviser_of_another_case(
    client, in_handling, handler_user, asked, file
):
    other = file()
    asked(other)
    advice = ask(other, handler_user)
    client.force_login(handler_user)

    address = reverse("advice-again", args=[in_handling.number, advice.pk])

    assert client.post(address).status_code == 404
    advice.refresh_from_db()
    assert advice.issue == type(advice)().issue


def test_questions_in_another_case_are_not_answered_here(
    client, researcher, in_handling, asked, file
):
    here, there = asked(in_handling), asked(file())
    client.force_login(researcher)

    address = reverse("answer-request", args=[in_handling.number, there.pk])

    assert client.get(address).status_code == 404
    assert client.post(address, {"then": "file"}).status_code == 404
    for request in (here, there):
        request.refresh_from_db()
        assert request.is_open
