"""The page of a case, that everything is about."""

from datetime import date
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.actor import Actor
from accounts.models import User
from accounts.requests import signed_in_user
from applications.forms.changing import can_change, why_not_changed
from applications.forms.procedures import CHANGES
from applications.models import Standing
from dossiers.case_page import news_panel
from dossiers.case_page.acts_and_panels import PAGES, PANELS
from dossiers.case_page.case_summary import case_ending, ending_event, key_facts
from dossiers.cases.act_definition import open_acts
from dossiers.cases.act_page import ActPage
from dossiers.cases.announcement import end_ledger_rows, told_state
from dossiers.cases.dates import case_dates, clock_facts
from dossiers.cases.downloads import letters_for
from dossiers.cases.page_access import case_or_404
from dossiers.cases.page_parts import Panel, case_badges
from dossiers.cases.standing_still import cases_standing_still_with
from dossiers.cases.timeline import not_told_yet, timeline_entries
from dossiers.cases.transitions import roles_of
from dossiers.cases.versions import filed_versions
from dossiers.decisions.acts import PREPARE
from dossiers.handling.acts import TAKE_OVER
from dossiers.models import Case, Event
from dossiers.states import STATES, Act, Part, Role, State, Turn
from dossiers.work_start import start_ledger as of_start
from procedures.counting.legal_day import legal_day
from procedures.counting.terms import LegalGround
from procedures.explaining import ledger_page
from procedures.law_rows import law
from procedures.models import amsterdam_today
from procedures.picture.term import draw_term
from procedures.what_if.what_if_form import what_if_query


@login_required
@require_safe
def case_page(request: HttpRequest, number: str) -> HttpResponse:
    """Whose turn, the next date, may I start, who; the term; the papers; the log."""
    user, today = signed_in_user(request), amsterdam_today()
    found = case_or_404(request, number)
    # Badges, facts, ledger and papers all ask for the letters: read once for all.
    prefetch_related_objects([found], "letters__deliveries")
    held = roles_of(Actor(user), found)
    acts, is_mine = offered_acts(found, user, held), Role.APPLICANT in held
    context = {
        "case": found,
        "is_bureau": user.is_bureau,
        "acts": acts,
        "likely": likely_act(acts, found, held),
        "may_copy": is_mine,
        "just_filed": is_mine and "filed" in request.GET,
        "panels": panels_of_case(found, held, today),
        **related_context(found, user, is_mine=is_mine),
        **papers_context(found, user),
        **term_context(found, today, is_applicant=is_mine),
    }
    # After all else was read: this records the look, and what failed on the way was not
    # seen.
    if fresh := fresh_news_panel(request, found, context["events"]):
        context["panels"].insert(0, fresh)
    # Only now in words; the panel above needs the events themselves.
    context["events"] = timeline_entries(
        context["events"],
        to_bureau=user.is_bureau,
        hidden=not_told_yet(found, context["events"]),
    )
    return render(request, "dossiers/case_page/case.html", context)


def related_context(case: Case, user: User, *, is_mine: bool) -> dict[str, Any]:
    """The cases and dossiers around it, and whether it can be changed from here."""
    closed = dossier_closed_on(case)
    return {
        "coupled": coupled_cases(case),
        "standing_still_with": standing_still_with(case),
        "concerns": case.concerns.all(),
        "administrative": administrative_filings(case, user),
        "closed_on": closed,
        "may_change": is_mine and closed is None and can_be_changed(case),
    }


def papers_context(case: Case, user: User) -> dict[str, Any]:
    """The letters that this reader may read, and what was filed, the latest version."""
    filed = filed_versions(case)
    return {
        "letters": letters_for(case, user),
        "versions": len(filed),
        "latest": filed[-1],
        "attachments": filed[-1].attachments.all(),
    }


def likely_act(offers: list[tuple[Act, ActPage]], case: Case, held: set[Role]) -> str:
    """The act that comes next, for the one button that stands out; empty when none.

    None stands out for who waits for another, nor one that leads back or hands over;
    and none beside the button of a draft.
    """
    mine = Turn.APPLICANT if Role.APPLICANT in held else Turn.AUTHORITY
    if STATES[State(case.state)].turn != mine or not offers or has_draft(case, held):
        return ""
    act, page = offers[0]
    return "" if page.is_grave or page.is_aside else act.value


def has_draft(case: Case, held: set[Role]) -> bool:
    """Has somebody begun a decision that this reader may go on with?"""
    may_prepare = PREPARE in open_acts(case.state, held, case.kind)
    return may_prepare and not PAGES[PREPARE].is_apt(case)


def panels_of_case(case: Case, held: set[Role], today: date) -> list[Panel]:
    """The parts of the page that have something to tell to this reader."""
    found = [panel(case, held=held, today=today) for panel in PANELS]
    return [panel for panel in found if panel]


def fresh_news_panel(
    request: HttpRequest, case: Case, events: list[Event]
) -> Panel | None:
    """What others did since the reader's last look; a GET is a look, a HEAD is not."""
    if request.method != "GET":
        return None
    return news_panel.recorded_news_panel(
        case, user=signed_in_user(request), events=events, at=timezone.now()
    )


def coupled_cases(case: Case) -> list[Case]:
    """The other cases of a combination; their pages are for the same people."""
    # What goes on as another procedure shares the filing as well, but takes the place
    # of the first case instead of standing beside it.
    others = (Part.REQUEST, Part.FOLLOW_UP)
    if case.part not in others:
        return []
    same = Case.objects.filter(application=case.application_id, part__in=others)
    return list(same.exclude(pk=case.pk))


def standing_still_with(case: Case) -> list[Case]:
    """The cases of a combination whose term stands still with that of an open one."""
    is_open_part = case.part in (Part.REQUEST, Part.FOLLOW_UP) and not case.ended_at
    return list(cases_standing_still_with(case)) if is_open_part else []


def administrative_filings(case: Case, user: User) -> list[tuple[Case, bool]]:
    """Administrative filings about its dossier, and whether the reader may open them.

    They stay with who filed them, also when the dossier went to another holder.
    """
    if case.dossier is None:
        return []
    found = case.dossier.administrative_cases.order_by("received_at")
    mine = set(Case.objects.visible_to(user).filter(pk__in=found).values_list("pk"))
    return [(change, (change.pk,) in mine) for change in found]


def dossier_closed_on(case: Case) -> date | None:
    """The day on which its dossier was closed; None while it is open."""
    standing = Standing.objects.of_closed(case.application).first()
    return standing.closed_at and legal_day(standing.closed_at) if standing else None


def offered_acts(case: Case, user: User, held: set[Role]) -> list[tuple[Act, ActPage]]:
    """The acts to show as buttons, in the order of `PAGES`, the grave ones last.

    Nobody takes a case over from himself.
    """
    allowed = open_acts(case.state, held, case.kind)
    acts = [act for act in PAGES if act in allowed]
    if case.handler == user:
        acts = [act for act in acts if act != TAKE_OVER]
    # Stable, so the rest stays in the order of `PAGES`.
    acts.sort(key=lambda act: PAGES[act].is_grave)
    # Last, for some of these ask the database.
    pages = [(act, PAGES[act]) for act in acts]
    return [
        (act, page)
        for act, page in pages
        if page.is_apt(case) and page.is_open_to(case, user)
    ]


def term_context(case: Case, today: date, *, is_applicant: bool) -> dict[str, Any]:
    """All that the page says of the term: facts on top, picture, ledger, grounds.

    The clock of a case that has ended is shown as it stood on that day.
    """
    # The law once for the whole page: changed half-way, the ledger and the picture
    # would tell two days.
    books, events = law.current_law(), list(case.events.all())
    end = case_ending(case, events)
    reckoned, verdict = of_start.term_and_start(case, today=today, books=books)
    steps = ledger_page.ledger_page_rows(
        reckoned, books.calendar, ended_on=end.day if end else None
    )
    made_known = end_ledger_rows(case, ending_event(case, events), books.calendar)
    return {
        "events": events,
        "badges": case_badges(case, is_mine=is_applicant),
        "facts": key_facts(
            case, reckoned, verdict, events, today, settings.BUREAU_EMAIL
        ),
        "verdict": verdict,
        "reckoning": reckoned,
        "derived": case_dates(case, reckoned),
        "picture": draw_term(reckoned, today=today, ending=end),
        "ledger": [*steps, *made_known],
        "ledger_year": ledger_page.single_year(reckoned) if not made_known else None,
        "what_if": what_if_query(clock_facts(case)),
        "grounds": receipt_grounds(case),
    }


def receipt_grounds(case: Case) -> dict[str, tuple[LegalGround, ...]]:
    """The grounds of its row per aspect; `due` those of the last day to decide.

    That is the day for the consent, where a notification has no term but its window.
    """
    grounds = case.procedure.grounds()
    return grounds | {"due": grounds.get("term") or grounds.get("consent", ())}


# Of these nothing stands that could be changed; a converted one goes on elsewhere.
UNCHANGEABLE_STATES = {
    State.OBJECTED,
    State.NOT_TREATED,
    State.WITHDRAWN,
    State.CONVERTED,
}


def can_be_changed(case: Case) -> bool:
    """Is there a procedure for a change of what this case notified?"""
    if told_state(case) in UNCHANGEABLE_STATES:
        return False
    filing = case.application
    return any(
        can_change(filing, procedure) and not why_not_changed(filing, procedure)
        for procedure in CHANGES
    )
