"""The letter of a decision: whole in both languages, archivable, as it was signed."""

from datetime import datetime, time, timedelta
from io import BytesIO

import pikepdf
import pytest
from django.utils import translation

from accounts.actor import Actor
from accounts.digests import json_digest
from accounts.models import User
from dossiers.correspondence.letter_text import LetterText
from dossiers.correspondence.letters import make_letter_pdf
from dossiers.correspondence.typesetting import typeset
from dossiers.decisions import decision_letter as letters
from dossiers.decisions.deciding import sign_prepared_decision
from dossiers.decisions.wording import (
    APPLIED,
    ASSIGNED_ABOVE,
    NOTIFIED,
    ON_CONDITIONS,
    condition_lines,
    filled_words,
)
from dossiers.errors import NotAllowed
from dossiers.handling.taking_up import take_up
from dossiers.models import Case, Decision, Event, Letter, LetterKind
from procedures.counting.legal_day import AMSTERDAM
from procedures.law_rows import law
from procedures.law_rows.changing_rows import succeed_row
from procedures.models import DecisionTemplate, Letterhead, amsterdam_today
from tests.behind import behind_the_triggers
from tests.cast import NOW
from tests.dossiers.conftest import at, said_of

pytestmark = pytest.mark.django_db
KEYS = [
    *("permit", "permit-refused", "agreement", "agreement-refused", "consent"),
    *("consent-refused", "2.8", "2.8-with-notification", "2.8-refused", "2.13"),
    *("2.13-refused", "2.13a", "2.13a-refused", "atv", "atv-refused", "other-cfi"),
    *("other-level", "cannot-agree", "not-done", "request-not-treated"),
    *("permit-not-treated", "atv-not-treated", "treat-as-permit"),
    *("treat-as-notification", "2.13-insert", "report-not-treated"),
    *("consent-change", "consent-change-refused"),
    *("coupled-not-done", "coupled-permit-not-treated", "coupled-request-not-treated"),
]


def written(case: Case, key: str, user, language: str) -> Decision:
    """A decision of a kind with all that it names, not stored."""
    # The newest words.
    row = DecisionTemplate.objects.filter(key=key).latest("valid")
    said = {"reasons": "Zie het {advies}."}
    if row.assigns != DecisionTemplate.Assigns.PROCEDURE:
        said = said_of(row, case) | said
    else:
        said["becomes"] = law.current_law().in_force("iii-new", NOW.date())
    return Decision(
        case=case,
        template=row,
        language=language,
        saved_at=NOW,
        saved_by=user,
        **said,
    )


def test_every_kind_is_read_here():
    assert set(KEYS) == set(DecisionTemplate.objects.values_list("key", flat=True))


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("key", KEYS)
def test_no_gap_is_left_in_the_words(case, handler_user, key, language):
    decision = written(case, key, handler_user, language)

    row = decision.template
    with translation.override(language):
        words = [row.subject, row.operative, row.next_steps, row.name]
        found = [filled_words(each, case, decision) for each in words]

    for text in found:
        assert text
        assert not set("{}…") & set(text)
    letter = letters.letter_to_freeze(case, decision, on=NOW.date())
    # The Dutch text is the letter; what is in English comes beside it (Awb 2:6).
    assert letter["language"] == "nl"
    assert letter.get("courtesy", letter)["language"] == language
    assert (case.title in letter["subject"], letter["reference"]) == (True, case.label)


def test_what_people_wrote_is_left_as_it_is(case, handler_user):
    Case.objects.filter(pk=case.pk).update(title="Gist met {level} %s")
    case.refresh_from_db()

    letter = letters.letter_to_freeze(
        case, written(case, "cannot-agree", handler_user, "nl"), on=NOW.date()
    )

    assert letter["subject"] == "Besluit op uw kennisgeving “Gist met {level} %s”"
    assert "Zie het {advies}." in str(letter["parts"])


@pytest.fixture
def permit(file, handler_user):
    """An application for a permit of level III that a handler took up."""
    case = file("iii-new")
    take_up(case, by=Actor(user=handler_user), at=NOW)
    return case


def pdf_of(letter: Letter) -> pikepdf.Pdf:
    """The letter as it was made."""
    return pikepdf.open(BytesIO(make_letter_pdf(letter, at=NOW).file.read()))


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_letter_is_pdf_a_with_the_tags_of_pdf_ua(
    permit, decide, language, researcher
):
    User.objects.filter(pk=researcher.pk).update(language=language)
    conditions = "Werk in een kabinet.\nLabel alles."
    decide(permit, conditions=conditions, reasons="Goed.")

    pdf = pdf_of(Letter.objects.get(kind=LetterKind.DECISION))

    root = pdf.Root
    assert root.MarkInfo.Marked
    assert root.StructTreeRoot.K
    assert str(root.Lang) == "nl"
    assert root.ViewerPreferences.DisplayDocTitle
    assert permit.title in str(pdf.docinfo["/Title"])
    with pdf.open_metadata() as metadata:
        assert metadata["pdfaid:part"] == "2"
        assert metadata["pdfaid:conformance"] == "A"
        assert metadata["pdfuaid:part"] == "1"
        assert permit.title in metadata["dc:title"]
    fonts = [each for each in pdf.objects if is_a(each, "/FontDescriptor")]
    assert fonts
    assert all(embedded(font) for font in fonts)


def is_a(each, kind: str) -> bool:
    """Is an object of a PDF a dictionary of this type?"""
    return isinstance(each, pikepdf.Dictionary) and each.get("/Type") == kind


def embedded(font: pikepdf.Dictionary) -> bool:
    """Does the file carry the font itself?"""
    return bool({"/FontFile", "/FontFile2", "/FontFile3"} & set(font.keys()))


def test_the_structure_of_the_letter_has_headings_table_and_list(permit, decide):
    decide(permit, conditions="Eén.\nTwee.")

    pdf = pdf_of(Letter.objects.get(kind=LetterKind.DECISION))

    tags = {
        str(each["/S"])
        for each in pdf.objects
        if isinstance(each, pikepdf.Dictionary) and "/S" in each and "/P" in each
    }
    assert {"/H1", "/H2", "/P", "/Table", "/TH", "/TD", "/L", "/LI"} <= tags


def test_the_letter_says_who_signs_and_until_when_one_may_object(
    permit, decide, handler_user, decider_user
):
    moment = at(2026, 12, 1)
    event = decide(permit, at=moment)
    decision = permit.decisions.get()

    with translation.override("nl"):
        text = letters.decision_letter_text(Letter.objects.get(event=event))

    data = text.as_data()
    assert data["particulars"][0] == ["Datum", "dinsdag 1 december 2026"]
    assert ["Behandeld door", handler_user.name] in data["particulars"]
    assert data["closing"][1:] == [
        "DE MINISTER VAN INFRASTRUCTUUR EN WATERSTAAT,",
        "namens deze,",
    ]
    assert data["signature"] == [
        decider_user.name,
        "tekenbevoegd medewerker van Bureau GGO",
    ]
    assert "uiterlijk op dinsdag 12 januari 2027" in data["lead"][-1]
    assert data["label"] == ""
    assert text.parts[: len(decision.letter["parts"])] == decision.letter["parts"]
    clause = text.parts[len(decision.letter["parts"]) :]
    assert "uiterlijk op dinsdag 12 januari 2027" in clause[-2]["text"]
    assert "(Awb 6:7" in clause[-2]["text"]
    assert "schorst dit besluit niet" in clause[-1]["text"]


def test_what_is_sent_is_what_was_signed(permit, decide):
    decide(permit, reasons="Zie het advies.")
    title = permit.title
    letter = Letter.objects.get(kind=LetterKind.DECISION)
    first = make_letter_pdf(letter, at=NOW).sha256

    Case.objects.filter(pk=permit.pk).update(title="Later hernoemd")
    with behind_the_triggers():
        Letter.objects.filter(pk=letter.pk).update(made_at=None)

    again = make_letter_pdf(
        Letter.objects.get(pk=letter.pk), at=NOW + timedelta(days=2)
    )
    assert again.sha256 == first
    pdf = pikepdf.open(BytesIO(again.file.read()))
    assert title in str(pdf.docinfo["/Title"])


def test_words_that_were_changed_after_signing_are_not_sent(permit, decide):
    decide(permit)
    decision = permit.decisions.get()
    changed = decision.letter | {"subject": "Iets anders"}
    with behind_the_triggers():
        Decision.objects.filter(pk=decision.pk).update(letter=changed)

    with pytest.raises(letters.NotWhatWasSigned):
        make_letter_pdf(Letter.objects.get(kind=LetterKind.DECISION), at=NOW)


def test_the_preview_is_marked_as_a_draft(permit, prepared):
    decision = prepared(permit)

    with translation.override("nl"):
        text = letters.draft_letter_text(permit, decision, at=NOW)

    assert text.label == "CONCEPT"
    assert text.signature == ["…"]
    assert typeset(text).startswith(b"%PDF")
    assert not Letter.objects.filter(kind=LetterKind.DECISION).exists()


@pytest.mark.parametrize(
    ("typed", "numbered"),
    [
        ("1. eerste\n2) tweede\n3. 1. derde", ["eerste", "tweede", "derde"]),
        ("• eerste\n•\n• •\n▪\ttweede\n- derde", ["eerste", "tweede", "derde"]),
        ("o\tonder\n\n4.\n", ["onder"]),
        (
            "37 °C of minder\n-20 °C\n1.5 m vrij",
            ["37 °C of minder", "-20 °C", "1.5 m vrij"],
        ),
        ("o wee\nα-deeltjes", ["o wee", "α-deeltjes"]),
    ],
    ids=ascii,
)
def test_the_letter_numbers_conditions_and_leaves_out_other_marks(typed, numbered):
    assert condition_lines(typed) == numbered


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_words_of_the_law_have_what_is_left_out_or_changed(db, language):
    """What `applicable_wording` looks for is there: other words break this."""
    rows = DecisionTemplate.objects.all()
    said = [getattr(one, f"operative_{language}") for one in rows]
    then = [getattr(one, f"next_{language}") for one in rows]

    assert any(ON_CONDITIONS[language] in one for one in then)
    assert any(ASSIGNED_ABOVE[language][0] in one for one in then)
    for clauses in (APPLIED, NOTIFIED):
        assert any(clauses[language][0] in one for one in said)


@pytest.mark.parametrize("conditions", ["", "Werk in een kabinet."])
def test_a_permit_speaks_of_conditions_only_if_it_has_some(file, decide, conditions):
    event = decide(file("iii-new"), conditions=conditions)

    said = str(event.letters.get().words["lead"])

    assert ("voorschriften bij dit besluit" in said) == bool(conditions)


def test_a_permit_without_reasons_is_not_offered(file, prepared):
    with pytest.raises(NotAllowed, match="Geef de motivering"):
        prepared(file("iii-new"), "permit", reasons="")


def test_a_letter_of_before_there_was_a_letterhead_is_set_as_it_was(permit, decide):
    letter = Letter.objects.get(event=decide(permit))
    kept = ("subject", "reference", "language", "addressee", "parts", "signature")
    old = {name: letter.words[name] for name in kept} | {"label": "", "label_line": ""}

    data = LetterText(**old, moment=NOW).as_data()

    assert data["closing"][-1] == "Bureau GGO"
    assert (data["salutation"], data["lead"], data["annexes"]) == ("", [], [])
    assert typeset(LetterText(**old, moment=NOW)).startswith(b"%PDF")


def test_a_decision_frozen_before_there_was_a_letterhead_still_goes_out(permit, decide):
    letter = Letter.objects.get(event=decide(permit))
    decision = permit.decisions.get()
    kept = ("subject", "reference", "language", "addressee", "parts")
    old = {name: decision.letter[name] for name in kept}
    signed = letter.event.facts | {"sha256": json_digest(old)}
    with behind_the_triggers():
        Decision.objects.filter(pk=decision.pk).update(letter=old)
        Event.objects.filter(pk=letter.event_id).update(facts=signed)

    made = make_letter_pdf(Letter.objects.get(pk=letter.pk), at=NOW)

    assert made.made_at == NOW


@pytest.fixture
def head_of_tomorrow() -> Letterhead:
    """A letterhead with another Minister from tomorrow on."""
    row = Letterhead.objects.in_force("letterhead", NOW.date())
    tomorrow = amsterdam_today() + timedelta(days=1)
    successor = succeed_row(row, from_day=tomorrow, today=amsterdam_today())
    successor.minister_nl = "de Minister van Overmorgen"
    successor.save()
    return successor


def test_a_decision_has_the_letterhead_of_the_day_on_which_it_is_signed(
    permit, prepared, decider_user, head_of_tomorrow
):
    decision = prepared(permit)
    moment = datetime.combine(head_of_tomorrow.valid_from, time(9), tzinfo=AMSTERDAM)

    event = sign_prepared_decision(
        permit, sha256=decision.sha256, by=Actor(user=decider_user), at=moment
    )

    words = event.letters.get().words
    assert "DE MINISTER VAN OVERMORGEN," in words["sender"]["closing"]
    assert "de Minister van Overmorgen" in str(words["parts"])
