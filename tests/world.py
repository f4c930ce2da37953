"""One thing of each kind, for whoever walks all addresses."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.actor import Actor
from accounts.members.inviting import invite_member
from accounts.members.substituting import arrange_substitution
from accounts.models import BureauRole, LabRole
from applications.organisms.importing import store_pending_import
from applications.organisms.tables.table import Table, TableLine
from dossiers.advice.advice_link import link_token
from dossiers.advice.advising import give_advice
from dossiers.decisions.deciding import prepare_decision
from dossiers.decisions.decision_drafts import save_decision_draft
from dossiers.handling.absences import enter_absence
from dossiers.handling.taking_up import take_up
from dossiers.information_requests import asking
from dossiers.intake.receiving import receive_application
from dossiers.models import Case
from dossiers.penalties.notices import give_notice
from dossiers.states import State
from dossiers.worklist.saved_filters import save_filter
from procedures.models import DecisionTemplate
from tests.cast import NOW, member, official, report
from tests.dossiers.advisers import adviser, ask
from tests.dossiers.conftest import NOT_HEARD
from tests.matrix import MATRIX
from tests.signing_in import Browser


def owes_a_penalty(signed_kg, by: Actor, handler: Actor) -> Case:
    """A request that was decided on late, after a notice of default."""
    filed, noticed, decided = (NOW - timedelta(days=days) for days in (150, 100, 80))
    case = receive_application(signed_kg("2.8"), by=by, at=filed)
    take_up(case, by=handler, at=filed)
    give_notice(case, text="", received_on=None, by=by, at=noticed)
    case.state, case.ended_at = State.DECIDED, decided
    case.save()
    return case


@pytest.fixture
def world(
    lab, complete_kg, signed_kg, researcher, bvf_user, lab_admin, outsider_user, request
):
    """One thing of each kind, all of the same lab, and everybody who might want it."""
    draft, filed = complete_kg(), signed_kg()
    case = receive_application(filed, by=Actor(user=researcher), at=NOW)
    take_up(case, by=Actor(user=official("Vera Eerst", BureauRole.HANDLER)), at=NOW)
    letter = case.letters.get()
    letter.file.save("letters/test.pdf", ContentFile(b"%PDF-1.7"), save=False)
    letter.made_at = NOW
    letter.save()
    admin, second = Actor(user=lab_admin), member("Kees Prins", lab, LabRole.BVF)
    now = timezone.now()  # the link works by the clock of the pages
    invited = invite_member(
        lab, email="nieuw@lab.nl", name="Nina", roles=["bvf"], by=admin, at=now
    )
    arranged = arrange_substitution(
        lab,
        bvf=bvf_user,
        substitute=second,
        starts_on=NOW.date(),
        ends_on=NOW.date(),
        by=admin,
        at=NOW,
    )
    handler = official("Ada Vraagt", BureauRole.HANDLER)
    advised = receive_application(signed_kg(), by=Actor(user=researcher), at=NOW)
    take_up(advised, by=Actor(user=handler), at=NOW)
    asked, given = ask(advised, handler), ask(advised, handler)
    give_advice(given, text="Ja", upload=report(), by=adviser(given), at=NOW)
    waiting = receive_application(
        signed_kg("iik-new"), by=Actor(user=researcher), at=NOW
    )
    take_up(waiting, by=Actor(user=handler), at=NOW)
    to_answer = asking.request_information(
        waiting,
        opening="",
        questions=[asking.RequestedQuestion("purpose", "", "Waarom?")],
        answer_by=NOW.date() + timedelta(days=28),
        by=Actor(user=handler),
        at=NOW,
    )
    to_sign = prepared_decision(
        receive_application(signed_kg(), by=Actor(user=researcher), at=NOW)
    )
    table = Table([TableLine(1, {"host": "gist"})], headed=False)
    by = Actor(user=researcher)
    pending = store_pending_import(draft, table, mode="add", source="", by=by, at=NOW)
    handler = request.getfixturevalue("handler_user")
    kept = save_filter(
        "filter=mine", name="Van mij", is_shared=True, by=Actor(user=handler), at=NOW
    )
    away = enter_absence(
        official("Wim Weg", BureauRole.HANDLER),
        substitute=handler,
        first=NOW.date(),
        last=NOW.date(),
        by=Actor(user=handler),
        at=NOW,
    )
    return {
        "procedure": {"key": "iik-new"},
        "year": {"year": NOW.year - 1},
        "table": {"table": "inflow"},
        "open_table": {"table": "endings"},
        "draft": {"pk": draft.pk},
        "section": {"section": "purpose"},
        "claimable": {"section": "purpose", "field": "purpose"},
        "row": {"row": draft.organisms.get().pk},
        "pending": {"pending": pending.pk},
        "ending": {"ending": "csv"},
        "attachment": {"attachment": draft.attachments.get().pk},
        "site": {"pk": lab.sites.get().pk},
        "case": {"number": case.number},
        "dossier": {"pk": case.dossier_id},
        "duty_list": {"kind": "notifications"},
        "letter": {"pk": letter.pk},
        "unsent_letter": {"pk": letter.pk},
        "filed_attachment": {"pk": filed.attachments.get().pk},
        "act": {"act": "take-over"},
        "waiting_case": {"number": waiting.number},
        "to_answer": {"pk": to_answer.pk},
        "to_sign": {"number": to_sign.number},
        "owed": {"number": owes_a_penalty(signed_kg, by, Actor(user=handler)).number},
        "advised": {"number": advised.number},
        "asked": {"pk": asked.pk},
        "given": {"pk": given.pk},
        "advice_link": {"token": link_token(asked)},
        "advice_file": {"pk": advised.application.attachments.get().pk},
        "given_link": {"token": link_token(given)},
        "person": {"pk": lab.persons.create(name="Vera", email="v@lab.nl").pk},
        "lab": {"organisation": lab.pk},
        "colleague": {"person": researcher.pk},
        "invited": {"invitation": invited.pk},
        "link": {"token": invited.token},
        "substitution": {"pk": arranged.pk},
        "saved_filter": {"pk": kept.pk},
        "absence": {"pk": away.pk},
    }


def prepared_decision(case: Case) -> Case:
    """A case with a decision that waits for a signature."""
    by = Actor(user=official("Pia Schrijft", BureauRole.HANDLER))
    take_up(case, by=by, at=NOW)
    template = DecisionTemplate.objects.in_force("other-cfi", NOW.date())
    said = {"cfis": ["DM-I"], "reasons": "Daarom."} | NOT_HEARD
    save_decision_draft(case, template=template, **said, version=0, by=by, at=NOW)
    prepare_decision(case, by=by, at=NOW)
    return case


def address(name: str, world: dict) -> str:
    """The address of a route, for the things of this world."""
    arguments: dict = {}
    for thing in MATRIX[name].what:
        arguments |= world[thing]
    return reverse(name, kwargs=arguments)


def browser(role: str, request) -> Client:
    """The browser of somebody in this role."""
    client = Browser()
    if role != "anonymous":
        client.force_login(request.getfixturevalue(role))
    return client
