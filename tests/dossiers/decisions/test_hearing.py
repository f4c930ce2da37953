"""Heard, or why not, before what the applicant may not want (Awb 4:7, 4:8)."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import translation

from accounts.actor import Actor
from dossiers.advice.advising import give_advice
from dossiers.decisions.bounds import decision_obstacles
from dossiers.errors import NotAllowed
from dossiers.handling.taking_up import take_up
from dossiers.models import Decision
from procedures.models import DecisionTemplate
from tests.cast import NOW
from tests.dossiers.advisers import adviser, ask

pytestmark = pytest.mark.django_db
HEARD, NOT_HEARD = Decision.Hearing.HEARD, Decision.Hearing.NOT_HEARD
FOLLOWED, DEPARTED = Decision.AdviceUse.FOLLOWED, Decision.AdviceUse.DEPARTED
NOTHING = {"hearing": "", "heard_on": None, "hearing_text": ""}


@pytest.fixture(autouse=True)
def in_english():
    """Refusals are read in English here."""
    with translation.override("en"):
        yield


@pytest.mark.parametrize(
    ("procedure", "key", "how", "article"),
    [
        ("iii-new", "permit-refused", {}, "4:7"),
        ("2.8", "2.8-refused", {}, "4:7"),
        ("iii-new", "permit", {"level": "IV", "cfis": ["ML-IV"]}, "4:7"),
        ("i-new", "cannot-agree", {}, "4:8"),
        ("i-new", "other-cfi", {}, "4:8"),
    ],
)
def test_without_a_word_on_the_hearing_it_is_not_offered(
    file, prepared, procedure, key, how, article
):
    with pytest.raises(NotAllowed, match=rf"or why not \(Awb {article}\)"):
        prepared(file(procedure), key, **how | NOTHING)


@pytest.mark.parametrize(
    ("procedure", "key"), [("iii-new", "permit"), ("iik-new", "treat-as-permit")]
)
def test_who_gets_what_was_asked_need_not_be_heard(file, prepared, procedure, key):
    decision = prepared(file(procedure), key, **NOTHING)

    assert "Awb 4:7" not in str(decision.letter)


@pytest.mark.parametrize(
    ("how", "why"),
    [
        ({"hearing": HEARD}, "Give the day on which"),
        ({"hearing": HEARD, "heard_on": date(2026, 11, 24)}, "Give the day on which"),
        ({"hearing": NOT_HEARD, "hearing_text": " "}, "Say why the applicant"),
    ],
)
def test_half_a_word_on_the_hearing_is_not_enough(file, prepared, how, why):
    with pytest.raises(NotAllowed, match=why):
        prepared(file(), "cannot-agree", **NOTHING | how)


def test_the_letter_says_why_nobody_was_heard(file, prepared):
    how = {"hearing": NOT_HEARD, "hearing_text": "Het kon niet wachten (Awb 4:11)."}

    decision = prepared(file(), "cannot-agree", **NOTHING | how)

    said = "Wij hebben u niet gehoord voor dit besluit (Awb 4:8): Het kon niet wachten"
    assert said in str(decision.letter["parts"])


def test_the_page_says_at_the_field_what_is_missing(file, handler_user, client):
    case = file("iii-new")
    client.force_login(handler_user)
    client.post(reverse("case-act", args=[case.number, "take-up"]))
    address = reverse("draft-decision", args=[case.number])

    page = client.post(
        f"{address}?template=permit-refused",
        {"step": "offer", "version": 0, "reasons": "Zo.", "hearing": HEARD},
    )

    assert list(page.context["form"].errors) == ["heard_on"]
    assert not Decision.objects.filter(prepared_at__isnull=False).exists()


@pytest.fixture
def advised(file, handler_user):
    """A permit on which COGEM gave advice."""
    case = file("iii-new")
    take_up(case, by=Actor(user=handler_user), at=NOW)
    advice = ask(case, handler_user)
    give_advice(advice, text="Doe het niet.", upload=None, by=adviser(advice), at=NOW)
    return case


def test_a_decision_after_advice_says_whether_it_follows_it(advised, prepared):
    with pytest.raises(NotAllowed, match="follows the advice"):
        prepared(advised)


@pytest.mark.parametrize(
    ("use", "said"),
    [
        (FOLLOWED, "Wij volgen dat advies."),
        (DEPARTED, "Wij wijken van dat advies af"),
    ],
)
def test_the_letter_names_the_adviser_and_has_the_advice(advised, prepared, use, said):
    letter = prepared(advised, advice_use=use).letter

    assert "COGEM heeft hierover op" in str(letter["parts"])
    assert said in str(letter["parts"])
    assert "Doe het niet." in str(letter["annexes"])


def test_who_departs_from_advice_says_why(advised):
    template = DecisionTemplate.objects.in_force("consent", NOW.date())
    decision = Decision(case=advised, template=template, advice_use=DEPARTED)

    found = decision_obstacles(advised, decision, today=NOW.date())

    assert any("depart from the advice" in why for why in found)
