"""Level and CFI in a decision: only what can be true, on every path to a signature."""

from pathlib import Path

import pytest
import yaml
from django.urls import reverse
from django.utils import translation

from accounts.actor import Actor
from accounts.digests import json_digest
from dossiers.decisions.containment import Containment, filed_containment
from dossiers.decisions.deciding import prepare_decision, sign_prepared_decision
from dossiers.decisions.decision_drafts import save_decision_draft
from dossiers.errors import NotAllowed
from dossiers.handling.taking_up import take_up
from dossiers.models import Case, Decision
from dossiers.states import State
from procedures.models import ContainmentCategory, DecisionTemplate
from procedures.models.containment import ALL, LEVELS
from tests.behind import behind_the_triggers
from tests.cast import NOW
from tests.dossiers.conftest import NOT_HEARD

pytestmark = pytest.mark.django_db
TABLE = yaml.safe_load(Path("tests/law/containment.yaml").read_text())
WRONG = {"level": "III", "cfis": ["ML-I"]}


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to(NOW)


def draft(case: Case, user, key: str, **how) -> Decision:
    row = DecisionTemplate.objects.in_force(key, NOW.date())
    said = {"reasons": "Het verslag.", "version": 0} | NOT_HEARD | how
    return save_decision_draft(case, template=row, by=Actor(user=user), at=NOW, **said)


def given(case: Case, user, key: str, **how) -> str:
    """The level that is prepared; raises `NotAllowed` when it cannot be."""
    draft(case, user, key, **how)
    prepare_decision(case, by=Actor(user=user), at=NOW)
    return case.decisions.get().level


def test_every_level_of_the_law_has_its_cfis():
    known = set(ContainmentCategory.objects.values_list("level", flat=True))

    assert known == set(LEVELS)
    assert {level for levels in LEVELS.values() for level in levels} == set(ALL)


@pytest.mark.parametrize("row", TABLE, ids=lambda row: "-".join(map(str, row.values())))
def test_what_can_be_assigned(file, handler_user, row):
    case = file(row["filed"])
    take_up(case, by=Actor(user=handler_user), at=NOW)
    how = {"level": row["level"], "cfis": row["cfis"]}

    if not row["can"]:
        with pytest.raises(NotAllowed):
            given(case, handler_user, row["decision"], **how)
        return

    level = given(case, handler_user, row["decision"], **how)
    assert level == row.get("follows", row["level"])


@pytest.fixture
def permit(file, handler_user) -> Case:
    case = file("iii-new")
    take_up(case, by=Actor(user=handler_user), at=NOW)
    return case


def test_a_draft_that_contradicts_itself_is_kept_and_not_offered(permit, handler_user):
    draft(permit, handler_user, "permit", **WRONG)

    with translation.override("en"), pytest.raises(NotAllowed, match="does not go"):
        prepare_decision(permit, by=Actor(user=handler_user), at=NOW)

    assert permit.decisions.get().prepared_at is None


def test_a_draft_may_still_be_half(permit, handler_user):
    assert draft(permit, handler_user, "permit", level="III").level == "III"


def test_a_stored_contradiction_is_neither_offered_nor_signed(
    permit, prepared, handler_user, decider_user
):
    decision = draft(permit, handler_user, "permit", level="III", cfis=["ML-III"])
    Decision.objects.filter(pk=decision.pk).update(**WRONG)
    with pytest.raises(NotAllowed):
        prepare_decision(permit, by=Actor(user=handler_user), at=NOW)
    Decision.objects.filter(pk=decision.pk).update(cfis=["ML-III"])
    prepare_decision(permit, by=Actor(user=handler_user), at=NOW)
    with behind_the_triggers():
        Decision.objects.filter(pk=decision.pk).update(**WRONG)
    decision.refresh_from_db()

    sha256 = json_digest(decision.letter)
    with pytest.raises(NotAllowed):
        sign_prepared_decision(
            permit, sha256=sha256, by=Actor(user=decider_user), at=NOW
        )

    permit.refresh_from_db()
    assert permit.state == State.PREPARED


def test_the_page_does_not_offer_it_and_keeps_what_was_typed(
    client, permit, handler_user
):
    client.force_login(handler_user)
    url = reverse("draft-decision", args=[permit.number]) + "?template=permit"
    typed = {"version": "0", "reasons": "Zo.", **WRONG}

    response = client.post(url, typed | {"step": "offer"})

    assert set(response.context["form"].errors) == {"cfis"}
    assert "Zo." in response.text
    assert not permit.decisions.exists()


def test_the_page_saves_it_and_says_what_cannot_be(client, permit, handler_user):
    client.force_login(handler_user)
    url = reverse("draft-decision", args=[permit.number]) + "?template=permit"
    typed = {"version": "0", "reasons": "Zo.", **WRONG}

    page = client.post(url, typed | {"step": "save"}, follow=True)

    assert permit.decisions.get().reasons == "Zo."
    assert page.context["lacks"][0].startswith("Niveau III hoort niet bij ML-I")
    assert page.context["lacks"][0] in page.text


def test_what_cannot_be_chosen_is_not_offered(client, file, handler_user):
    client.force_login(handler_user)
    offered = {}
    for row, key in (("iii-new", "permit"), ("i-new", "other-level")):
        case = file(row)
        take_up(case, by=Actor(user=handler_user), at=NOW)
        url = reverse("draft-decision", args=[case.number]) + f"?template={key}"
        fields = client.get(url).context["form"].fields
        offered[key] = [value for value, _ in fields["level"].choices]
        offered[key, "above"] = ["ML-III" in dict(fields["cfis"].choices)]

    assert offered == {
        "permit": ["", "II-v", "III", "IV"],
        ("permit", "above"): [True],
        "other-level": ["", "II-k"],
        ("other-level", "above"): [False],
    }


@pytest.mark.parametrize(
    ("procedure", "filed"),
    [
        ("i-new", Containment("I", ("ML-I",))),
        ("iii-new", Containment("III", ("ML-III",))),
        ("mi-iii", Containment("III", ("MI-III",))),
        ("mi-i-ii", Containment("I", ("MI-I",))),
        ("mi-ii-new", Containment("II-k", ("MI-II",))),
        ("s-i", Containment("I", ("S-I",))),
    ],
)
def test_what_was_filed(file, procedure, filed):
    assert filed_containment(file(procedure)) == filed


def test_what_was_filed_stands_beside_what_is_assigned(permit, decide):
    decision = decide(permit, level="IV", cfis=["ML-IV"])

    letter = permit.decisions.get().letter
    table = next(part["rows"] for part in letter["parts"] if "rows" in part)
    assert ["niveau en CFI", "III, ML-III", "IV, ML-IV"] in table
    assert decision.facts["level"] == "IV"


def test_the_signer_sees_both(client, permit, prepared, decider_user):
    prepared(permit, level="IV", cfis=["ML-IV"])
    client.force_login(decider_user)

    page = client.get(reverse("sign-decision", args=[permit.number])).text

    assert "III, ML-III" in page
    assert "ML-IV" in page
