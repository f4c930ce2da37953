"""What was filed, to read, and how a change differs from the case before it."""

from datetime import timedelta

import pytest
from django.urls import reverse

from applications.models import Application
from tests.applications.browsing import text
from tests.behind import behind_the_triggers
from tests.cast import NOW

LATER = NOW + timedelta(days=3)


def page(case, name="case-differences") -> str:
    return reverse(name, args=[case.number])


@pytest.fixture
def change(file, case):
    """A filed change of the case."""
    return file("i-other-cfi", changes=case.application, at=LATER)


@pytest.mark.parametrize("who", ["researcher", "handler_user"])
def test_a_change_is_compared_with_the_case_before_it(
    client, request, change, case, who
):
    client.force_login(request.getfixturevalue(who))

    shown = text(client.get(page(change)))

    assert f"vergeleken met {case.label}" in shown
    assert "Wat er wijzigt" in shown
    assert "Ook werk in ML-I." in shown


def test_the_third_case_is_compared_with_the_second(client, handler_user, file, change):
    third = file("i-other-cfi", changes=change.application, at=LATER)
    client.force_login(handler_user)

    pair = client.get(page(third)).context["pair"]
    assert (pair.before, pair.now) == (change.application, third.application)


def test_the_first_case_has_nothing_before_it(client, handler_user, case):
    client.force_login(handler_user)

    assert "eerste zaak van het dossier" in text(client.get(page(case)))
    assert page(case) not in client.get(page(case, "case")).content.decode()


def test_the_page_of_a_change_leads_to_what_differs(client, handler_user, change):
    client.force_login(handler_user)

    assert page(change) in client.get(page(change, "case")).content.decode()


def test_strangers_find_nothing(client, outsider_user, change):
    client.force_login(outsider_user)

    assert client.get(page(change)).status_code == 404


def test_only_the_applicant_is_led_to_a_copy(client, researcher, handler_user, case):
    copy = reverse("copy-application", args=[case.application_id])

    for user, there in ((researcher, True), (handler_user, False)):
        client.force_login(user)
        shown = client.get(page(case, "case")).content.decode()
        assert (copy in shown) is there


def test_what_was_filed_reads_the_same_on_both_pages(client, researcher, case):
    client.force_login(researcher)
    own = client.get(reverse("read-only", args=[case.application_id]))
    bureau = client.get(page(case, "case-content"))

    assert own.context["reading"].sections == bureau.context["reading"].sections
    for words in ("Sem Bakker", "risk-report.pdf", case.application.content_sha256):
        assert words in text(own)
        assert words in text(bureau)


def test_a_question_left_open_is_left_out(client, researcher, case):
    content = case.application.content
    content["answers"]["methods"]["volumes"] = ""
    content["answers"]["purpose"] = {}
    with behind_the_triggers():
        Application.objects.filter(pk=case.application_id).update(content=content)
    client.force_login(researcher)

    own = reverse("read-only", args=[case.application_id])
    for address in (own, page(case, "case-content")):
        shown = text(client.get(address))
        assert "Kweekvolumes" not in shown
        assert "Hier is niets ingevuld" in shown


def test_a_form_that_is_gone_still_shows_its_organisms(client, researcher, case):
    content = case.application.content
    with behind_the_triggers():
        Application.objects.filter(pk=case.application_id).update(
            content={**content, "edition": "0"}
        )
    client.force_login(researcher)

    for name, key in (
        ("case-content", case.number),
        ("read-only", case.application_id),
    ):
        shown = text(client.get(reverse(name, args=[key])))
        assert "Escherichia coli" in shown
        assert "Kweekvolumes" not in shown
