"""The letters on a request, and what the case's page and the API tell of it."""

from datetime import date
from io import BytesIO

import pikepdf
import pytest
from django.core import mail
from django.urls import reverse
from django.utils import translation

from accounts.actor import Actor
from dossiers.case_api.case_rows import event_data
from dossiers.correspondence.letter_kinds import LETTERS
from dossiers.handling.taking_up import take_up
from dossiers.information_requests.asking import (
    RequestedQuestion,
    renew_request,
    request_information,
    revoke_request,
)
from dossiers.information_requests.missed_answers import (
    missed_answer_grounds,
    not_treating_if_missed,
)
from dossiers.intake.receiving import receive_application
from dossiers.models import Case, Letter, LetterKind
from dossiers.operations.sending_round import send_due
from dossiers.states import Act
from tests.cast import NOW
from tests.dossiers.conftest import at

ACTOR = "handler_user"

ANSWER_BY = date(2026, 12, 21)
QUESTIONS = [
    RequestedQuestion("purpose", "title", "Wat bedoelt u?"),
    RequestedQuestion("", "", "Waar staat de autoclaaf?"),
]


@pytest.fixture
def filed(signed_draft, researcher, by):
    """`filed(procedure)`: its cases in order, each taken up."""

    def file(procedure: str) -> list[Case]:
        first = receive_application(
            signed_draft(procedure), by=Actor(user=researcher), at=NOW
        )
        cases = Case.objects.filter(application=first.application).order_by("pk")
        for case in cases:
            take_up(case, by=by, at=NOW)
        return list(cases)

    return file


def asking(case: Case, by: Actor):
    """Ask both questions in a case."""
    return request_information(
        case,
        opening="Wij lazen uw stuk.",
        questions=QUESTIONS,
        answer_by=ANSWER_BY,
        by=by,
        at=NOW,
    )


def said(kind: LetterKind, language: str = "nl") -> str:
    """All words of the last letter of a kind, one part a line."""
    letter = Letter.objects.filter(kind=kind).last()
    letter.language = language
    with translation.override(language):
        text = LETTERS[kind].write(letter)
        lines = [text.subject]
        for part in text.parts:
            rows = [" | ".join(row) for row in part.get("rows", [])]
            lines += [str(part["text"])] if "text" in part else rows
    return "\n".join(lines)


def test_the_letter_says_what_by_when_and_what_stands_still(filed, by):
    (case,) = filed("iiv-new")
    asking(case, by)

    assert said(LetterKind.REQUEST) == "\n".join(
        [
            "Verzoek om aanvullende informatie over “CRISPR-screens in E. coli”",
            "Deze brief gaat over uw vergunningaanvraag IG 26-001_IIv-000, ontvangen "
            "op maandag 23 november 2026.",
            "Wij lazen uw stuk.",
            "Wat wij vragen",
            "Vraag 1, over Doel van de werkzaamheden › Titel:",
            "Wat bedoelt u?",
            "Vraag 2, over uw indiening als geheel:",
            "Waar staat de autoclaaf?",
            "Wanneer wij uw antwoord nodig hebben",
            "Antwoord in het GGO-portaal, uiterlijk op maandag 21 december 2026. U "
            "vindt deze vragen bij uw zaak; daar kunt u ook aanvullen wat u hebt "
            "ingediend.",
            "Hebben wij uw antwoord dan niet ontvangen, dan kunnen wij besluiten uw "
            "indiening niet of niet verder te behandelen (Besluit ggo 2.38 lid 3; Awb "
            "4:5 lid 1).",
            "Wat dit betekent voor de termijn",
            "De termijn staat stil: de dagen vanaf dinsdag 24 november 2026 tot de dag "
            "waarop wij uw antwoord ontvangen, tellen niet mee. Op die dag loopt de "
            "termijn weer door (Besluit ggo 2.38 lid 2; Awb 4:15 lid 1 onder a).",
            "Hebben wij op maandag 21 december 2026 alles wat wij hebben gevraagd, dan "
            "worden de datums zoals hieronder; antwoordt u eerder, dan komen ze "
            "eerder.",
            "Bureau GGO beslist uiterlijk | woensdag 3 februari 2027 | "
            "Besluit ggo 2.37 lid 1 onder a",
        ]
    )


def test_the_letter_of_a_combination_tells_that_both_stand_still(filed, by):
    request, follow_up = filed("2.8-combination")
    asking(follow_up, by)

    text = said(LetterKind.REQUEST)

    assert f"De termijn van {request.label}, die u er samen mee hebt ingediend" in text
    assert f"{request.label}: Bureau GGO beslist uiterlijk | woensdag 3 febr" in text
    assert "niet in te stemmen tot en met | woensdag 3 februari 2027" in text
    assert "Besluit ggo 2.9 lid 2; Besluit ggo 2.18 lid 2" in text


def test_waiting_work_is_told_when_it_may_begin(filed, by):
    (case,) = filed("iik-new")
    asking(case, by)

    text = said(LetterKind.REQUEST, "en")

    assert "Work may start on | Thursday 4 February 2027 | Besluit ggo 2.17" in text
    assert "regarded as not made (Besluit ggo 2.18 lid 3; Besluit ggo 2.19" in text


def test_the_letter_of_a_later_day_gives_that_day_and_its_dates(filed, by):
    (case,) = filed("i-new")
    renew_request(asking(case, by), answer_by=date(2027, 1, 11), by=by, at=NOW)

    text = said(LetterKind.RENEWAL)

    assert "U krijgt nu tot en met maandag 11 januari 2027" in text
    # 48 days stand still: 24 November to 10 January.
    assert "besluiten niet in te stemmen tot en met | woensdag 24 februari 2027" in text
    assert "Work may start" not in said(LetterKind.RENEWAL, "en")


def test_the_letter_of_a_withdrawal_tells_whether_the_clock_runs(filed, by):
    (case,) = filed("i-new")
    first, second = asking(case, by), asking(case, by)

    revoke_request(first, by=by, at=at(2026, 12, 3))
    assert "Er staat nog een ander verzoek van ons open" in said(LetterKind.REVOCATION)

    revoke_request(second, by=by, at=at(2026, 12, 4))
    text = said(LetterKind.REVOCATION)
    assert "De datums zijn nu:" in text
    assert "maandag 18 januari 2027" in text


def test_a_letter_sent_is_an_accessible_pdf_with_what_was_asked(filed, by):
    (case,) = filed("i-new")
    asking(case, by)

    send_due(at=NOW)

    message = mail.outbox[-1]
    assert message.subject == f"{case.label}: wij hebben aanvullende informatie nodig"
    (attachment,) = message.attachments
    with pikepdf.open(BytesIO(attachment.content)) as pdf, pdf.open_metadata() as meta:
        assert (meta["pdfaid:part"], meta["pdfuaid:part"]) == ("2", "1")
        assert meta["dc:title"].startswith("Verzoek om aanvullende informatie")


@pytest.mark.parametrize(
    ("procedure", "which", "articles"),
    [
        ("i-new", 0, ["2.18 lid 3", "2.19 lid 8"]),
        ("iik-new", 0, ["2.18 lid 3", "2.19 lid 8"]),
        ("iiv-new", 0, ["2.38 lid 3", "4:5 lid 1"]),
        ("iii-same-article", 0, ["4:5 lid 1", "4:5 lid 4"]),
        ("2.8", 0, ["2.9 lid 3", "4:5 lid 1"]),
        ("2.13-annex-2", 0, ["2.9 lid 3", "4:5 lid 1"]),
        ("atv", 0, ["4:5 lid 1"]),
        ("2.8-combination", 0, ["2.9 lid 3", "4:5 lid 1"]),
        ("2.8-combination", 1, ["2.18 lid 3", "2.19 lid 8"]),
        ("mi-i-ii", 0, ["2.9 lid 3", "4:5 lid 1"]),
        ("mi-i-ii", 1, ["2.18 lid 3", "2.19 lid 8"]),
    ],
)
def test_what_happens_without_an_answer_rests_on_the_kind_of_case(
    filed, procedure, which, articles
):
    case = filed(procedure)[which]

    assert [
        ground.article for ground in missed_answer_grounds(case, on=ANSWER_BY)
    ] == articles


def test_not_treating_is_made_known_within_four_weeks_of_the_missed_day(filed):
    (case,) = filed("i-new")

    found = not_treating_if_missed(
        case, answer_by=date(2026, 11, 27), on=date(2026, 11, 28)
    )

    assert found.key == "not-done"
    assert found.until == date(2026, 12, 28)  # Christmas Day, then a weekend
    assert found.until_grounds[0].article == "4:5 lid 4"


@pytest.mark.parametrize(("which", "day"), [(0, "7 januari"), (1, "7 januari")])
def test_each_case_of_a_combination_tells_its_own_date_while_it_stands_still(
    filed, by, client, handler_user, time_machine, which, day
):
    time_machine.move_to(NOW)
    cases = filed("2.8-combination")
    asking(cases[0], by)
    send_due(at=NOW)
    client.force_login(handler_user)

    text = client.get(reverse("case", args=[cases[which].number])).text

    assert f"met een antwoord vandaag: {day} 2027" in text


def test_the_applicant_reads_in_the_api_what_is_asked_and_by_when(filed, by):
    (case,) = filed("i-new")
    request = asking(case, by)
    renew_request(request, answer_by=date(2027, 1, 11), by=by, at=NOW)
    revoke_request(request, remark="Intern.", by=by, at=NOW)

    asked, renewed, revoked = (
        event_data(event) for event in list(case.events.all())[-3:]
    )

    assert asked == {
        "request": request.pk,
        "answerBy": "2026-12-21",
        "opening": "Wij lazen uw stuk.",
        "questions": [question._asdict() for question in QUESTIONS],
    }
    assert renewed == {"request": request.pk, "answerBy": "2027-01-11"}
    assert revoked == {"request": request.pk}
    assert case.events.last().act == Act.REVOKE
