"""Letters of one kind in one case have names that differ, wherever they stand."""

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone, translation

from accounts.actor import Actor
from dossiers.information_requests.asking import revoke_request
from dossiers.models import Letter, LetterKind
from dossiers.models.outgoing import TRIES
from dossiers.operations.sending_round import send_due
from tests.api.conftest import lims  # noqa: F401
from tests.cast import NOW


@pytest.fixture
def requests(in_handling, asked, handler_user):
    """The letters of two requests for information in one case, on one day."""
    revoke_request(asked(in_handling), remark="", by=Actor(user=handler_user), at=NOW)
    asked(in_handling)
    return list(in_handling.letters.filter(kind=LetterKind.REQUEST))


@pytest.mark.parametrize(
    ("language", "names"),
    [
        (
            "nl",
            [
                "verzoek om aanvullende informatie",
                "verzoek om aanvullende informatie nr. 2",
            ],
        ),
        (
            "en",
            [
                "request for further information",
                "request for further information no. 2",
            ],
        ),
    ],
)
def test_two_requests_have_two_names(requests, language, names):
    with translation.override(language):
        assert [letter.name for letter in requests] == names


def test_page_and_downloads_name_them_apart(client, requests, in_handling, researcher):
    send_due(at=timezone.now())
    client.force_login(researcher)

    text = client.get(reverse("case", args=[in_handling.number])).text
    saved = [
        client.get(reverse("letter", args=[in_handling.number, letter.pk]))
        for letter in requests
    ]

    assert "Verzoek om aanvullende informatie (PDF)</a>" in text
    assert "Verzoek om aanvullende informatie nr. 2 (PDF)</a>" in text
    assert [answer["Content-Disposition"] for answer in saved] == [
        f'attachment; filename="{in_handling.number}-request.pdf"',
        f'attachment; filename="{in_handling.number}-request-2.pdf"',
    ]


def test_mails_name_them_apart(requests):
    send_due(at=timezone.now())

    names = {message.attachments[0].filename for message in mail.outbox}
    assert {name for name in names if "-request" in name} == {
        "IG-26-001_I-000-request.pdf",
        "IG-26-001_I-000-request-2.pdf",
    }


def test_api_tells_their_order_in_as_many_queries(
    lims,  # noqa: F811
    requests,
    in_handling,
    asked,
    handler_user,
    count_queries,
):
    path = f"/cases/{in_handling.number}/letters"

    told = lims.get(path).json()["results"]

    orders = [one["order"] for one in told if one["kind"] == LetterKind.REQUEST]
    assert orders == [1, 2]
    few = count_queries(lambda: lims.get(path))
    revoke_request(
        in_handling.information_requests.open().get(),
        remark="",
        by=Actor(user=handler_user),
        at=NOW,
    )
    asked(in_handling)
    assert count_queries(lambda: lims.get(path)) == few


def test_list_of_letters_that_did_not_arrive_names_them_apart(
    client, requests, handler_user, count_queries
):
    Letter.objects.update(attempts=TRIES)
    client.force_login(handler_user)
    url = reverse("undelivered")

    text = client.get(url).text
    assert "Verzoek om aanvullende informatie nr. 2<" in text
    many = count_queries(lambda: client.get(url))
    Letter.objects.exclude(pk=requests[0].pk).update(posted_on=NOW.date())
    assert count_queries(lambda: client.get(url)) == many
