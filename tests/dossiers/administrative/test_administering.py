"""An administrative change: asked in one filing, done at once, on record."""

import pytest
from django.urls import reverse

from accounts.actor import SYSTEM, Actor
from accounts.errors import ActorNotAllowed as NoChange
from accounts.models import BureauRole, LabRole, Membership
from applications.access.draft_access import mark_changed
from applications.drafting import drafting
from applications.forms.context import FormContext
from applications.models import Application, FiledNumber, Standing
from applications.parties.responsible_parties import parties_by_dossier
from applications.signing import signing
from dossiers.administrative.processing import process_change
from dossiers.cases.search import search_condition
from dossiers.decisions.closing_by_silence import close_by_silence
from dossiers.errors import NotAllowed
from dossiers.handling.taking_up import take_up
from dossiers.intake.receiving import receive_application
from dossiers.models import Case
from dossiers.states import State
from procedures.counting.legal_day import legal_day
from tests.at_once import at_once
from tests.cast import NOW, member, official, site_of
from tests.cast_answers import responsible, said_in
from tests.dossiers.conftest import at

pytestmark = pytest.mark.django_db
LATER = at(2027, 1, 20)
SILENT = at(2027, 1, 8)
HOLDER = {
    "name": "UMC Noord Groningen",
    "kvk_number": "12345678",
    "address": "Laan van Noord 1, Groningen",
    "from_day": "2027-01-01",
    "reason": "Nieuwe naam in het handelsregister.",
}


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to(LATER)


@pytest.fixture
def handler(handler_user) -> Actor:
    return Actor(user=handler_user)


@pytest.fixture
def ask(lab, researcher, bvf_user, handler):
    """`ask("vm", which="all", vm={…})`: file that, and take it in handling."""

    def ask(*kinds: str, which: str = "all", dossiers=(), **own) -> Case:
        by = Actor(user=researcher)
        draft = drafting.start_draft(
            procedure_key="administrative", organisation=lab, by=by, at=LATER
        )
        said = said_in("administrative", lab, bvf_user)
        chosen = [str(application.pk) for application in dossiers]
        said["dossiers"] = {"kinds": kinds, "which": which, "dossiers": chosen}
        for section in ("organisation", "dossiers", *kinds):
            values = said[section] | own.get(section, {})
            drafting.save_section(draft, section, values, by=by, at=LATER)
        signing.sign_content(draft, by=Actor(user=bvf_user), at=LATER)
        case = receive_application(draft, by=by, at=LATER)
        take_up(case, by=handler, at=LATER)
        return case

    return ask


def prefilled(first: Application, procedure: str, by: Actor) -> FormContext:
    """What stands in a change of a dossier when it is begun."""
    draft = drafting.start_draft(
        procedure_key=procedure,
        organisation=first.organisation,
        by=by,
        at=LATER,
        changes=first,
    )
    return FormContext(draft, legal_day(LATER))


def test_filing_has_a_reference_no_term_and_names_its_dossiers(file, ask):
    one, other = file(), file("iik-new")
    case = ask("bvf", which="some", dossiers=[one.application])

    assert case.number == f"ADM-{case.application.pk.hex[:8].upper()}"
    assert case.application.filed_as == [case.number]
    assert (case.dossier, case.follow_number, case.due_on) == (None, None, None)
    assert list(case.concerns.all()) == [one.dossier]
    assert case.title == "Administratieve wijziging: BVF"
    assert other.dossier not in case.concerns.all()


def test_all_dossiers_are_those_of_the_organisation_at_that_moment(file, ask):
    first, second = file(), file("iik-new")
    change = file("i-other-cfi", changes=first.application)
    earlier = ask("bvf")

    case = ask("bvf")

    said = case.application.content["answers"]["dossiers"]["dossiers"]
    numbers = [first.dossier.number, second.dossier.number]
    assert [one["number"] for one in said] == numbers
    assert set(case.concerns.all()) == {first.dossier, second.dossier}
    assert change.dossier == first.dossier
    assert earlier.application.content["answers"]["dossiers"]["dossiers"] == said


def test_bvf_of_each_dossier_becomes_its_successor(
    file, ask, lab, bvf_user, handler, researcher
):
    one, other = file(), file("iik-new")
    nel = member("Nel Nieuw", lab, LabRole.BVF)
    piet = member("Piet Ander", lab, LabRole.BVF)
    own = {f"dossier-{other.application.pk}": str(piet.pk)}
    bvf = {"leaving": str(bvf_user.pk), "everywhere": str(nel.pk), **own}
    case = ask("bvf", bvf=bvf)

    event = process_change(case, by=handler, at=LATER)

    assert case.state == State.PROCESSED
    assert event.facts["changes"] == [
        {
            "dossier": one.dossier.number,
            "what": "bvf",
            "old": bvf_user.name,
            "new": nel.name,
        },
        {
            "dossier": other.dossier.number,
            "what": "bvf",
            "old": bvf_user.name,
            "new": piet.name,
        },
    ]
    now = parties_by_dossier([one.application, other.application])
    assert now[str(one.application.pk)].bvf == nel.name
    assert now[str(other.application.pk)].bvf == piet.name
    by = Actor(user=researcher)
    begun = prefilled(other.application, "iik-change", by)
    assert begun.values("organisation")["bvf"] == str(piet.pk)


def test_place_and_vm_stand_in_the_next_change(file, ask, lab, handler, researcher):
    permit = file("iiv-new")
    new = site_of(lab, "ML-II", name="Gebouw O3")
    vera = responsible(lab)
    vm = lab.persons.create(name="Vic Volger", email="vic@voorbeeld.nl")
    case = ask(
        "site",
        "vm",
        site={"everywhere": str(new.pk)},
        vm={"everywhere": str(vm.pk)},
    )

    event = process_change(case, by=handler, at=LATER)

    facts = {one["what"]: (one["old"], one["new"]) for one in event.facts["changes"]}
    assert facts == {"site": ("Gebouw O2", "Gebouw O3"), "vm": (vera.name, vm.name)}
    by = Actor(user=researcher)
    granted = {"ending": FiledNumber.Ending.GRANTED, "ended_on": NOW.date()}
    FiledNumber.objects.filter(number=permit.label).update(**granted)
    begun = prefilled(permit.application, "iiv-other-article", by)
    assert begun.values("place")["site"] == str(new.pk)
    assert begun.values("permit")["responsible"] == [str(vm.pk)]


def test_later_filing_goes_before_an_earlier_administrative_change(
    file, ask, lab, bvf_user, handler, researcher
):
    first = file()
    nel = member("Nel Nieuw", lab, LabRole.BVF)
    bvf = {"leaving": "gone", "everywhere": str(nel.pk)}
    process_change(ask("bvf", bvf=bvf), by=handler, at=LATER)
    after = at(2027, 2, 1)
    change = file("i-other-cfi", changes=first.application, at=after)

    begun = prefilled(change.application, "i-other-cfi", Actor(user=researcher))

    assert begun.values("organisation")["bvf"] == str(bvf_user.pk)
    assert (
        parties_by_dossier([first.application])[str(first.application.pk)].bvf
        == bvf_user.name
    )


def test_closed_dossier_takes_no_change(file, ask, handler, researcher):
    case = file()
    close_by_silence(case, at=SILENT)
    process_change(ask("closing"), by=handler, at=LATER)

    assert Standing.objects.get(first=case.application).closed_at == LATER
    with pytest.raises(NoChange, match="gesloten"):
        prefilled(case.application, "i-other-cfi", Actor(user=researcher))


def test_dossier_with_an_open_case_is_not_closed(file, ask, handler):
    open_case = file()
    case = ask("closing")

    with pytest.raises(NotAllowed, match=open_case.label):
        process_change(case, by=handler, at=LATER)

    case.refresh_from_db()
    assert case.state == State.IN_HANDLING
    assert not Standing.objects.exists()


def test_same_legal_person_gets_its_new_name(file, ask, lab, handler):
    file()
    case = ask("holder", holder={"person": "same", **HOLDER})

    event = process_change(case, by=handler, at=LATER)

    lab.refresh_from_db()
    assert (lab.name, lab.kvk_number) == ("UMC Noord Groningen", "12345678")
    assert Case.objects.filter(search_condition("noord groningen")).count() == 2
    [change] = event.facts["changes"]
    assert change["old"] == "UMC Noord, KvK 12345678, Laan van Noord 1, Groningen"
    assert change["new"].startswith("UMC Noord Groningen, KvK 12345678")


def test_name_of_another_organisation_is_refused(file, ask, lab, other_lab, handler):
    file()
    case = ask("holder", holder={"person": "same", **HOLDER, "name": other_lab.name})

    with pytest.raises(NotAllowed, match=other_lab.name):
        process_change(case, by=handler, at=LATER)

    lab.refresh_from_db()
    assert lab.name == "UMC Noord"


def test_dossiers_go_to_another_legal_person_in_the_portal(
    file, ask, lab, other_lab, handler, researcher, outsider_user
):
    case = file()
    close_by_silence(case, at=SILENT)
    stays = file("iik-new")
    Application.objects.filter(pk=case.application_id).update(external_reference="L-1")
    new = {**HOLDER, "name": other_lab.name, "kvk_number": other_lab.kvk_number}
    asked = ask(
        "holder",
        which="some",
        dossiers=[case.application],
        holder={"person": "another", **new},
    )

    process_change(asked, by=handler, at=LATER)

    case.refresh_from_db()
    assert case.organisation == case.dossier.organisation == other_lab
    assert case.application.organisation == other_lab
    assert case.application.external_reference == ""
    assert list(Case.objects.visible_to(outsider_user)) == [case]
    assert set(Case.objects.visible_to(researcher)) == {stays, asked}
    assert case.application.content["organisation"]["name"] == "UMC Noord"


def test_other_holder_that_is_not_in_the_portal_is_refused(file, ask, handler):
    close_by_silence(file(), at=SILENT)
    case = ask(
        "holder", holder={"person": "another", **HOLDER, "kvk_number": "11112222"}
    )

    with pytest.raises(NotAllowed, match="11112222"):
        process_change(case, by=handler, at=LATER)


def test_successor_who_left_meanwhile_is_refused(file, ask, lab, handler):
    file()
    nel = member("Nel Nieuw", lab, LabRole.BVF)
    case = ask("bvf", bvf={"leaving": "gone", "everywhere": str(nel.pk)})
    Membership.objects.filter(user=nel).delete()

    with pytest.raises(NotAllowed, match="Nel Nieuw"):
        process_change(case, by=handler, at=LATER)

    assert not Standing.objects.exists()


def test_dossiers_from_before_the_portal_are_named_for_the_handler(
    complete_draft, bvf_user, researcher, handler
):
    draft = complete_draft("administrative")
    draft.refresh_from_db()
    mark_changed(draft, at=LATER)
    signing.sign_content(draft, by=Actor(user=bvf_user), at=LATER)
    case = receive_application(draft, by=Actor(user=researcher), at=LATER)
    take_up(case, by=handler, at=LATER)

    event = process_change(case, by=handler, at=LATER)

    assert event.facts["by_hand"] == "IG 14-020_III"


def test_processing_waits_for_a_handler_to_take_it_up(file, ask, handler):
    file()
    case = ask("bvf")
    Case.objects.filter(pk=case.pk).update(state=State.RECEIVED)

    with pytest.raises(NotAllowed):
        process_change(case, by=handler, at=LATER)


def test_processing_is_for_handlers_alone(
    file, ask, researcher, bvf_user, decider_user, jurist, auditor, outsider_user
):
    file()
    case = ask("bvf")
    people = (researcher, bvf_user, decider_user, jurist, auditor, outsider_user)

    for by in (SYSTEM, *[Actor(user=person) for person in people]):
        with pytest.raises(NotAllowed):
            process_change(case, by=by, at=LATER)
    assert not Standing.objects.exists()


def test_a_notification_is_not_processed(in_handling, handler):
    with pytest.raises(NotAllowed):
        process_change(in_handling, by=handler, at=LATER)


@pytest.mark.django_db(transaction=True)
def test_two_who_process_at_once_do_it_once(file, ask, handler):
    file()
    case = ask("bvf")
    colleague = Actor(user=official("Vera Eerst", BureauRole.HANDLER))

    results = at_once(
        lambda: process_change(Case.objects.get(pk=case.pk), by=handler, at=LATER),
        lambda: process_change(Case.objects.get(pk=case.pk), by=colleague, at=LATER),
    )

    refused = [result for result in results if isinstance(result, NotAllowed)]
    assert len(refused) == 1
    assert case.events.filter(act="process").count() == 1


def page(case: Case) -> str:
    return reverse("case-act", args=[case.number, "process"])


def test_page_shows_what_will_be_different_and_does_it(
    client, file, ask, lab, bvf_user, handler_user
):
    first = file()
    nel = member("Nel Nieuw", lab, LabRole.BVF)
    case = ask("bvf", bvf={"leaving": str(bvf_user.pk), "everywhere": str(nel.pk)})
    client.force_login(handler_user)

    shown = client.get(page(case)).content.decode()
    assert all(x in shown for x in (first.dossier.number, bvf_user.name, nel.name))
    done = client.post(page(case), follow=True)

    assert done.redirect_chain[-1][0] == reverse("case", args=[case.number])
    assert f"{bvf_user.name} → {nel.name}" in done.content.decode()


def test_page_says_before_and_after_why_it_is_refused(client, file, ask, handler_user):
    first = file()
    case = ask("closing")
    client.force_login(handler_user)

    assert first.label in client.get(page(case)).content.decode()
    refused = client.post(page(case))

    assert refused.status_code == 409
    assert first.label in str(refused.context["form"].non_field_errors())


def test_case_of_the_dossier_names_the_administrative_change(
    client, file, ask, handler, researcher
):
    first = file()
    case = ask("bvf")
    process_change(case, by=handler, at=LATER)
    client.force_login(researcher)

    shown = client.get(reverse("case", args=[first.number])).content.decode()

    assert reverse("case", args=[case.number]) in shown
    assert case.number in shown
