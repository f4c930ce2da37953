"""The page of a case, that everything is about."""

from datetime import date

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.actor import Actor
from accounts.models import User
from applications.forms.changing import can_change, why_not_changed
from applications.forms.procedures import CHANGES
from applications.models import Standing
from dossiers.case_page import news_panel
from dossiers.case_page.act_pages import PAGES, ActPage
from dossiers.case_page.case_summary import ended_by, ending, key_facts
from dossiers.case_page.panels import PANELS
from dossiers.cases.announcement import is_unsent, ledger_rows, told_state
from dossiers.cases.badges import badges
from dossiers.cases.dates import dates, facts
from dossiers.cases.downloads import letters_for
from dossiers.cases.page_access import case_or_404, reader
from dossiers.cases.panel import Panel
from dossiers.cases.timeline import told
from dossiers.cases.transitions import roles
from dossiers.cases.versions import versions
from dossiers.models import Case, Event
from dossiers.states import TURN, Act, Part, Role, State, Turn, open_acts
from dossiers.work_start import start_ledger as of_start
from procedures.counting.legal_day import legal_day
from procedures.explaining import ledger_page
from procedures.law_rows import law
from procedures.picture.term import picture
from procedures.what_if.what_if_form import what_if_query


@login_required
@require_safe
def case(request: HttpRequest, number: str) -> HttpResponse:
    """Whose turn, the next date, may I start, who; the term; the papers; the log."""
    user, today = reader(request), legal_day(timezone.now())
    found = case_or_404(request, number)
    prefetch_related_objects([found], "letters__deliveries")
    held = roles(Actor(user), found)
    closed, filed = closed_on(found), versions(found)
    acts = offered(found, user, held)
    context = {
        "case": found,
        "is_bureau": user.is_bureau,
        "acts": acts,
        "likely": likely(acts, found, held),
        "may_change": Role.APPLICANT in held
        and closed is None
        and can_be_changed(found),
        "may_copy": Role.APPLICANT in held,
        "coupled": coupled_with(found),
        "concerns": found.concerns.all(),
        "administrative": administrative_changes(found, user),
        "closed_on": closed,
        "letters": letters_for(found, user),
        "versions": len(filed),
        "latest": filed[-1],
        "attachments": filed[-1].attachments.all(),
        "just_filed": "filed" in request.GET and Role.APPLICANT in held,
        "panels": panels(found, held, today),
        **term(found, today, is_applicant=Role.APPLICANT in held),
    }
    if fresh := what_is_new(request, found, context["events"]):
        context["panels"].insert(0, fresh)
    context["events"] = told(
        context["events"], to_bureau=user.is_bureau, hides_decision=is_unsent(found)
    )
    return render(request, "dossiers/case_page/case.html", context)


def likely(offers: list[tuple[Act, ActPage]], case: Case, held: set[Role]) -> str:
    """The act that comes next, for the one button that stands out; empty when none.

    None stands out for who waits for another, nor one that leads back or hands over;
    and none beside the button of a draft.
    """
    mine = Turn.APPLICANT if Role.APPLICANT in held else Turn.AUTHORITY
    if TURN[State(case.state)] != mine or not offers or has_draft(case, held):
        return ""
    act, page = offers[0]
    return "" if page.is_grave or page.is_aside else act.value


def has_draft(case: Case, held: set[Role]) -> bool:
    """Has somebody begun a decision that this reader may go on with?"""
    may_prepare = Act.PREPARE in open_acts(case.state, held, case.kind)
    return may_prepare and not PAGES[Act.PREPARE].is_apt(case)


def panels(case: Case, held: set[Role], today: date) -> list[Panel]:
    """The parts of the page that have something to tell to this reader."""
    found = [panel(case, held=held, today=today) for panel in PANELS]
    return [panel for panel in found if panel]


def what_is_new(request: HttpRequest, case: Case, events: list[Event]) -> Panel | None:
    """What others did since the reader's last look; a GET is a look, a HEAD is not."""
    if request.method != "GET":
        return None
    return news_panel.panel(
        case, user=reader(request), events=events, at=timezone.now()
    )


def coupled_with(case: Case) -> list[Case]:
    """The other case of a combination; its page is for the same people."""
    others = (Part.REQUEST, Part.FOLLOW_UP)
    if case.part not in others:
        return []
    same = Case.objects.filter(application=case.application_id, part__in=others)
    return list(same.exclude(pk=case.pk))


def administrative_changes(case: Case, user: User) -> list[tuple[Case, bool]]:
    """Administrative filings about its dossier, and whether the reader may open them.

    They stay with who filed them, also when the dossier went to another holder.
    """
    if case.dossier is None:
        return []
    found = case.dossier.administrative_cases.order_by("received_at")
    mine = set(Case.objects.visible_to(user).filter(pk__in=found).values_list("pk"))
    return [(change, (change.pk,) in mine) for change in found]


def closed_on(case: Case) -> date | None:
    """The day on which its dossier was closed; None while it is open."""
    standing = Standing.objects.of_closed(case.application).first()
    return standing.closed_at and legal_day(standing.closed_at) if standing else None


def offered(case: Case, user: User, held: set[Role]) -> list[tuple[Act, ActPage]]:
    """The acts to show as buttons, in the order of `PAGES`, the grave ones last.

    Nobody takes a case over from himself.
    """
    allowed = open_acts(case.state, held, case.kind)
    acts = [act for act in PAGES if act in allowed]
    if case.handler == user:
        acts = [act for act in acts if act != Act.TAKE_OVER]
    acts.sort(key=lambda act: PAGES[act].is_grave)
    return [(act, PAGES[act]) for act in acts if PAGES[act].is_apt(case)]


def term(case: Case, today: date, *, is_applicant: bool) -> dict:
    """All that the page says of the term: facts on top, picture, ledger, grounds.

    The clock of a case that has ended is shown as it stood on that day.
    """
    books, events = law.current(), list(case.events.all())
    end = ending(case, events)
    reckoned, verdict = of_start.told(case, today=today, books=books)
    steps = ledger_page.rows(
        reckoned, books.calendar, ended_on=end.day if end else None
    )
    made_known = ledger_rows(case, ended_by(case, events), books.calendar)
    return {
        "events": events,
        "badges": badges(case, is_mine=is_applicant),
        "facts": key_facts(
            case, reckoned, verdict, events, today, settings.BUREAU_EMAIL
        ),
        "verdict": verdict,
        "reckoning": reckoned,
        "derived": dates(case, reckoned),
        "picture": picture(reckoned, today=today, ending=end),
        "ledger": [*steps, *made_known],
        "ledger_year": ledger_page.only_year(reckoned) if not made_known else None,
        "what_if": what_if_query(facts(case)),
        "grounds": case.procedure.grounds(),
    }


# Of these nothing stands that could be changed; a converted one goes on elsewhere.
NOT_CHANGED = {State.OBJECTED, State.NOT_TREATED, State.WITHDRAWN, State.CONVERTED}


def can_be_changed(case: Case) -> bool:
    """Is there a procedure for a change of what this case notified?"""
    if told_state(case) in NOT_CHANGED:
        return False
    filing = case.application
    return any(
        can_change(filing, procedure) and not why_not_changed(filing, procedure)
        for procedure in CHANGES
    )
