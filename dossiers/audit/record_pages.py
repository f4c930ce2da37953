"""The record, for Bureau GGO: the law, access and the seals; and one case's chain."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, NamedTuple

from django.contrib.auth.decorators import login_required
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from accounts.models import AccessEvent
from accounts.requests import signed_in_user
from dossiers.audit.seals import seal_digest
from dossiers.audit.verifying import case_histories, faults_of, free_days_changed
from dossiers.cases.event_chain import RecordFault
from dossiers.cases.page_access import case_or_404
from dossiers.models import Event, Seal
from procedures.law_rows import law
from procedures.law_rows.change_log import broken_changes
from procedures.models import DatedRow, LawChange

PAGE = 50
LAW, ACCESS, SEALS = "law", "access", "seals"
SUBJECTS = {
    LAW: _("The law"),
    ACCESS: _("Access at Bureau GGO"),
    SEALS: _("Seals"),
}


OPERATIONS = {"INSERT": _("added"), "UPDATE": _("changed"), "DELETE": _("removed")}

TABLES = {
    model._meta.db_table: model._meta.verbose_name
    for model in DatedRow.__subclasses__()
}


class ChangedColumn(NamedTuple):
    """One column of the law that a change gave another value."""

    column: str
    before: object
    after: object


class LawRow(NamedTuple):
    """A change of the law, in words, and whether the log bears it out."""

    change: LawChange
    table: str
    what: str
    columns: list[ChangedColumn]
    holds: bool


@login_required
@require_safe
def record_page(request: HttpRequest) -> HttpResponse:
    """What changed in the law and in access, and the seals, the last first."""
    if not signed_in_user(request).is_bureau:
        raise Http404
    subject = request.GET.get("about", LAW)
    subject = subject if subject in SUBJECTS else LAW
    page = Paginator(record_rows(subject), PAGE).get_page(request.GET.get("page"))
    shown = _shown_rows(subject, page)
    context = {
        "subjects": SUBJECTS,
        "subject": subject,
        "page": page,
        "rows": shown,
        "last_seal": Seal.objects.last(),
    }
    return render(request, "dossiers/audit/record.html", context)


def _shown_rows(subject: str, page: Page[Any]) -> list[Any]:
    if subject == LAW:
        return law_rows(page)
    return seal_rows(page) if subject == SEALS else list(page)


def record_rows(subject: str) -> QuerySet[Any]:
    """What there is about a subject, the last first."""
    if subject == LAW:
        return LawChange.objects.order_by("-pk")
    if subject == SEALS:
        return Seal.objects.order_by("-pk")
    return AccessEvent.objects.filter(organisation=None).order_by("-pk")


def law_rows(page: Page[LawChange]) -> list[LawRow]:
    """Each change with what it changed, and whether the log bears it out."""
    # The whole log is proved for one page of it, since each row rests on the one
    # before.
    wrong = set(broken_changes())
    return [
        LawRow(
            change,
            str(TABLES.get(change.table, change.table)),
            str(OPERATIONS.get(change.operation, change.operation)),
            changed_columns(change),
            change.pk not in wrong,
        )
        for change in page
    ]


def changed_columns(change: LawChange) -> list[ChangedColumn]:
    """The columns that differ; none of a row that was added or removed whole."""
    if change.before is None or change.after is None:
        return []
    return [
        ChangedColumn(column, change.before.get(column), value)
        for column, value in change.after.items()
        if change.before.get(column) != value
    ]


def seal_rows(page: Page[Seal]) -> list[tuple[Seal, bool]]:
    """Each seal, and whether the record still is what it covers."""
    seals = list(page)
    if not seals:
        return []
    # The newest stand on top, so the seal before the last one here is on the next page.
    earlier = Seal.objects.filter(pk__lt=seals[-1].pk).last()
    before = [*seals[1:], earlier]
    return [
        (seal, seal_digest(seal, last) == (seal.events, seal.sha256))
        for seal, last in zip(seals, before, strict=True)
    ]


@login_required
@require_safe
def case_record_page(request: HttpRequest, number: str) -> HttpResponse:
    """The chain of one case, proved as the page is made."""
    if not signed_in_user(request).is_bureau:
        raise Http404
    case = case_or_404(request, number)
    (history,) = case_histories([case])
    faults = faults_of(history, law.current_law(), free_days_changed(), timezone.now())
    context = {
        "case": case,
        "links": chain_links(history.events, faults),
        "faults": [fault for fault in faults if fault.event is None],
    }
    return render(request, "dossiers/audit/case_record.html", context)


class ChainLink(NamedTuple):
    """An event, what is wrong with it, and whether the chain holds there."""

    event: Event
    wrong: list[str]
    holds: bool


def chain_links(events: Iterable[Event], faults: list[RecordFault]) -> list[ChainLink]:
    """Each event of a case as a link of its chain."""
    wrong = defaultdict(list)
    for fault in faults:
        wrong[fault.event].append(fault.what)
    return [ChainLink(event, wrong[event.pk], not wrong[event.pk]) for event in events]
