"""A letter always comes out, whatever somebody typed, and says what it can."""

from datetime import date
from io import BytesIO

import pikepdf
import pypdf
import pytest

from accounts.actor import Actor
from applications.drafting import drafting
from applications.drafting.supplementing import begin_supplement
from applications.signing import signing
from dossiers.correspondence import typesetting
from dossiers.correspondence.fonts import legible_data
from dossiers.correspondence.letter_text import (
    LetterText,
    enumeration,
    facts_table,
    heading,
    paragraph,
    quote,
)
from dossiers.correspondence.letters import make_letter_pdf
from dossiers.correspondence.typesetting import CannotBeSet, typeset
from dossiers.extensions.extending import extend_term
from dossiers.handling.taking_up import take_up
from dossiers.information_requests.answering import file_answer
from dossiers.information_requests.asking import renew_request, revoke_request
from dossiers.information_requests.correcting import file_correction
from dossiers.models import Case, Letter, LetterKind
from dossiers.penalties.notices import fix_penalty, give_notice, prepare_penalty
from dossiers.withdrawals.withdrawing import withdraw_case
from tests.awkward import LONG, MARKUP, PASTED, every_block
from tests.cast import NOW
from tests.dossiers.conftest import at
from tests.dossiers.penalties.penalty_days import FINAL

STRANGE = " ".join(PASTED)
ANYTHING = "\n".join([*PASTED, MARKUP, LONG, every_block()])
SHORT = f"{STRANGE} {MARKUP}"[:140]


def letter_of(words: str) -> LetterText:
    """A letter with these words everywhere that words can be."""
    return LetterText(
        subject=words,
        reference=words,
        moment=NOW,
        language="nl",
        addressee=[words, words],
        parts=[
            heading(words),
            paragraph(words),
            quote(words),
            enumeration([words, words]),
            facts_table([(words, words, words)]),
        ],
        signature=[words],
        label=words[:20],
        label_line=words,
    )


def said_in(content: bytes) -> str:
    """What can be read in a PDF, each run of white space as one space."""
    pages = pypdf.PdfReader(BytesIO(content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


@pytest.mark.parametrize("words", PASTED, ids=ascii)
def test_a_letter_comes_out_with_it_everywhere(words):
    with pikepdf.open(BytesIO(typeset(letter_of(f"a{words}b")))) as made:
        assert "a" in str(made.docinfo["/Title"])


def test_a_letter_comes_out_with_every_block_of_unicode_everywhere():
    said = said_in(typeset(letter_of(every_block())))

    assert "[U+E000]" in said
    assert "Ѐ" in said


def test_what_a_lab_writes_is_shown_as_it_is():
    words = "α-синуклеин 山田太郎 김 ∑≥±µ → ⇌ ½ ₃ \U0001f9ec µL"
    letter = LetterText(words, "1", NOW, "nl", ["x"], [paragraph(words)])

    assert said_in(typeset(letter)).count(words) == 2


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("\ue123", "[U+E123]"),
        ("a\x07\ufeff\u202e\uf0b7", "a•"),
        ("\U000132a4", "[U+132A4]"),
        ("a\U00010a3f", "a[U+10A3F]"),
        ("e\u0301", "é"),
        ("\U0001f469\u200d\U0001f52c", "\U0001f469\u200d\U0001f52c"),
    ],
)
def test_what_no_font_has_is_shown_by_its_code_point(words, shown):
    assert legible_data(words) == shown


def test_a_word_longer_than_a_line_is_broken():
    assert legible_data("A" * 100).split("\u200b") == ["A" * 40, "A" * 40, "A" * 20]
    assert legible_data("een gewone zin. " * 20) == "een gewone zin. " * 20

    letter = LetterText("x", "1", NOW, "nl", ["x"], [paragraph(LONG[:1000])])
    page = said_in(typeset(letter)).replace(" ", "").replace("\u200b", "")
    assert page.count(LONG[:1000]) == 1


def test_markup_of_typst_stays_text():
    letter = LetterText("x", "1", NOW, "nl", ["x"], [paragraph(MARKUP)])

    assert MARKUP in said_in(typeset(letter))


def test_what_takes_too_long_is_stopped(monkeypatch):
    monkeypatch.setattr(typesetting, "SECONDS", 0.01)

    with pytest.raises(CannotBeSet, match="no PDF within"):
        typeset(letter_of("a"))


def test_what_typst_refuses_is_told(monkeypatch):
    monkeypatch.setattr(typesetting, "legible_data", lambda value: value)

    with pytest.raises(CannotBeSet, match="could not be displayed"):
        typeset(letter_of("\ue000"))


@pytest.fixture
def strange(lab, researcher, handler_user, decider_user, file):
    """`strange(procedure)`: a case of people and a lab of strange names; taken up."""
    lab.name, lab.address = SHORT, f"{SHORT}\n{STRANGE}"
    lab.save()
    for user in (researcher, handler_user, decider_user):
        user.name = SHORT
        user.save()

    def strange(procedure: str = "i-new") -> Case:
        case = file(procedure)
        Case.objects.filter(pk=case.pk).update(title=SHORT)
        case.refresh_from_db()
        take_up(case, by=Actor(user=handler_user), at=NOW)
        return case

    return strange


@pytest.fixture
def filing(strange, asked, decide, researcher, handler_user, decider_user, bvf_user):
    """How a letter of each kind comes to be: a function without arguments each."""
    by, handler = Actor(user=researcher), Actor(user=handler_user)
    decider = Actor(user=decider_user)
    later = at(2026, 12, 1)

    def asking(case=None):
        return asked(case or strange(), text=ANYTHING, at=NOW)

    def corrected():
        case = strange()
        draft = begin_supplement(case.application, by=by, at=later)
        said = draft.section_answers.get(section="purpose").values
        typed = said | {"results": ANYTHING[:2000]}
        drafting.save_section(draft, "purpose", typed, by=by, at=later)
        signing.sign_content(draft, by=Actor(user=bvf_user), at=later)
        file_correction(case, reason=STRANGE, by=by, at=later)

    def answered():
        request = asking()
        said = {one.pk: ANYTHING for one in request.questions.all()}
        file_answer(request, answers=said, remark=STRANGE, by=by, at=later)

    def noticed(and_fixed=False):
        case, day = strange("2.8"), at(2027, 1, 8)
        give_notice(case, text=ANYTHING, received_on=None, by=by, at=day)
        if and_fixed:
            end = at(FINAL.year, FINAL.month, FINAL.day + 1)
            prepare_penalty(case, by=handler, at=end)
            fix_penalty(case, by=decider, at=end)

    day = date(2027, 2, 1)
    return {
        LetterKind.RECEIPT: strange,
        LetterKind.REQUEST: asking,
        LetterKind.RENEWAL: lambda: renew_request(
            asking(), answer_by=day, by=handler, at=NOW
        ),
        LetterKind.REVOCATION: lambda: revoke_request(
            asking(), remark=STRANGE, by=handler, at=later
        ),
        LetterKind.ANSWER: answered,
        LetterKind.CORRECTION: corrected,
        LetterKind.EXTENSION: lambda: extend_term(
            strange("atv"), days=7, reason=ANYTHING, by=handler, at=later
        ),
        LetterKind.DECISION: lambda: decide(
            strange("iii-new"), reasons=ANYTHING, conditions=ANYTHING
        ),
        LetterKind.OBJECTION: lambda: decide(
            strange(), "cannot-agree", reasons=ANYTHING
        ),
        LetterKind.WITHDRAWAL: lambda: withdraw_case(
            strange(), reason=STRANGE, by=by, at=later
        ),
        LetterKind.NOTICE: noticed,
        LetterKind.PENALTY: lambda: noticed(and_fixed=True),
    }


@pytest.mark.parametrize("kind", list(LetterKind))
def test_every_kind_of_letter_comes_out_whatever_was_typed(filing, kind):
    filing[kind]()

    letter = make_letter_pdf(Letter.objects.filter(kind=kind).latest("pk"), at=NOW)

    said = said_in(letter.file.read())
    assert "山田太郎" in said
    assert "[U+E000]" in said
