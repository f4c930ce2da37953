"""Every kind of letter says what the Awb asks of it: the jurist's table, in the PDF."""

from datetime import date
from io import BytesIO
from pathlib import Path

import pypdf
import pytest
import yaml

from accounts.actor import Actor
from accounts.models import User
from applications.drafting import drafting
from applications.drafting.supplementing import begin_supplement
from applications.signing import signing
from dossiers.advice.advising import give_advice
from dossiers.correspondence.letters import make_letter_pdf
from dossiers.extensions.extending import extend_term
from dossiers.handling.taking_up import take_up
from dossiers.information_requests.answering import file_answer
from dossiers.information_requests.asking import renew_request, revoke_request
from dossiers.information_requests.correcting import file_correction
from dossiers.models import Case, Decision, Letter, LetterKind
from dossiers.models.outgoing import DECISIONS
from dossiers.penalties.notices import fix_penalty, give_notice, prepare_penalty
from dossiers.withdrawals.withdrawing import withdraw_case
from tests.cast import NOW
from tests.dossiers.advisers import adviser, ask
from tests.dossiers.conftest import at
from tests.dossiers.penalties.penalty_days import FINAL

DEMANDS = yaml.safe_load(Path("tests/law/letters.yaml").read_text())
LATER, LATE = at(2026, 12, 1), at(2027, 1, 8)


def demands_of(kind: LetterKind) -> list[dict]:
    """All that the table asks of a kind of letter."""
    shared = [*DEMANDS["all"], *(DEMANDS["decisions"] if kind in DECISIONS else [])]
    return [*shared, *DEMANDS[kind]]


@pytest.fixture
def people(lab, researcher, bvf_user, handler_user, decider_user):
    """The names that the table speaks of."""
    lab.name, lab.address = "UMC Noord", "Hanzeplein 1\n9713 GZ Groningen"
    lab.save()
    names = {
        researcher: "A. Anders",
        bvf_user: "Bram Vos",
        handler_user: "Henk Handelaar",
        decider_user: "Bea Beslist",
    }
    for user, name in names.items():
        user.name = name
        user.save()


@pytest.fixture
def taken_up(people, file, handler_user):
    """`taken_up(procedure)`: a filing that somebody handles."""

    def taken_up(procedure: str = "i-new") -> Case:
        case = file(procedure)
        take_up(case, by=Actor(user=handler_user), at=NOW)
        return case

    return taken_up


@pytest.fixture
def acts(taken_up, asked, decide, researcher, handler_user, decider_user, bvf_user):
    """How a letter of each kind comes to be: a function without arguments each."""
    by, handler = Actor(user=researcher), Actor(user=handler_user)

    def corrected():
        case = taken_up()
        draft = begin_supplement(case.application, by=by, at=LATER)
        said = draft.section_answers.get(section="purpose").values
        typed = said | {"results": "Een beter inzicht."}
        drafting.save_section(draft, "purpose", typed, by=by, at=LATER)
        signing.sign_content(draft, by=Actor(user=bvf_user), at=LATER)
        file_correction(case, reason="Een tikfout.", by=by, at=LATER)

    def answered():
        request = asked(taken_up())
        said = {one.pk: "De vector pUC19." for one in request.questions.all()}
        file_answer(request, answers=said, remark="", by=by, at=LATER)

    def noticed(and_fixed=False):
        case = taken_up("2.8")
        give_notice(case, text="U bent te laat.", received_on=None, by=by, at=LATE)
        if and_fixed:
            end = at(FINAL.year, FINAL.month, FINAL.day + 1)
            prepare_penalty(case, by=handler, at=end)
            fix_penalty(case, by=Actor(user=decider_user), at=end)

    def decided():
        case = taken_up("iii-new")
        advice = ask(case, handler_user)
        text = "De risico's zijn verwaarloosbaar klein."
        give_advice(advice, text=text, upload=None, by=adviser(advice), at=NOW)
        decide(
            case,
            reasons=f"{text} Dat volgt uit het verslag.",
            conditions="Werk in een kabinet.\nLabel alles.",
            advice_use=Decision.AdviceUse.FOLLOWED,
        )

    def objected():
        decide(
            taken_up(),
            "cannot-agree",
            reasons="De zeef ontbreekt.",
            hearing=Decision.Hearing.HEARD,
            heard_on=date(2026, 11, 20),
            hearing_text="U zei dat de zeef ontbreekt.",
        )

    return {
        LetterKind.RECEIPT: taken_up,
        LetterKind.REQUEST: lambda: asked(taken_up(), at=NOW),
        LetterKind.RENEWAL: lambda: renew_request(
            asked(taken_up()), answer_by=date(2027, 2, 1), by=handler, at=NOW
        ),
        LetterKind.REVOCATION: lambda: revoke_request(
            asked(taken_up()), remark="", by=handler, at=LATER
        ),
        LetterKind.ANSWER: answered,
        LetterKind.CORRECTION: corrected,
        LetterKind.EXTENSION: lambda: extend_term(
            taken_up("atv"), days=7, reason="Wij wachten.", by=handler, at=LATER
        ),
        LetterKind.DECISION: decided,
        LetterKind.OBJECTION: objected,
        LetterKind.WITHDRAWAL: lambda: withdraw_case(
            taken_up(), reason="Niet meer nodig.", by=by, at=LATER
        ),
        LetterKind.NOTICE: noticed,
        LetterKind.PENALTY: lambda: noticed(and_fixed=True),
    }


def pages_of(kind: LetterKind) -> list[str]:
    """What can be read on each page of the last letter of a kind."""
    letter = make_letter_pdf(Letter.objects.filter(kind=kind).latest("pk"), at=NOW)
    content = letter.file.read()
    pages = pypdf.PdfReader(BytesIO(content)).pages
    return [" ".join(page.extract_text().split()) for page in pages]


def test_the_table_has_every_kind_of_letter():
    assert set(DEMANDS) == {"all", "decisions", *LetterKind}


@pytest.mark.parametrize("kind", list(LetterKind))
def test_a_letter_says_what_the_law_asks(acts, kind):
    acts[kind]()

    said = " ".join(pages_of(kind))

    lacking = [
        (demand["article"], words)
        for demand in demands_of(kind)
        for words in demand["words"]
        if words not in said
    ]
    assert lacking == []


@pytest.mark.parametrize("kind", list(LetterKind))
def test_who_reads_english_gets_the_dutch_letter_and_a_translation(
    acts, kind, researcher
):
    User.objects.filter(pk=researcher.pk).update(language="en")
    acts[kind]()

    said = " ".join(pages_of(kind))

    assert "Alleen de Nederlandse tekst is bindend (Awb 2:6)" in said
    assert all(
        words in said for demand in demands_of(kind) for words in demand["words"]
    )
    translation = said[said.index("The Dutch letter before it is the binding text") :]
    assert "Dear A. Anders" in translation
    assert "THE MINISTER OF INFRASTRUCTURE AND WATER MANAGEMENT" in translation
