"""The lists that a lab keeps (Regeling ggo 10), as far as the portal knows them."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from accounts.models import User
from applications.models import Application
from applications.parties.responsible_parties import (
    ResponsibleParties,
    parties_by_dossier,
)
from applications.spreadsheets import Cell
from dossiers.cases.announcement import told_as
from dossiers.duties.dossier_duties import cases_with_duties, closed_day
from dossiers.models import Case, Decision
from dossiers.models.dossier import CaseQuerySet
from dossiers.states import Kind, State
from procedures.counting.duties import keep_until
from procedures.counting.legal_day import legal_day

Rows = Iterator[list[Cell]]


def notification_rows(user: User) -> Rows:
    """The notifications with their research leaders (Regeling ggo 10 lid 1 onder b).

    The forms ask the BVF and not the research leader (OL): that column is the lab's to
    fill in.
    """
    yield [
        *(_("Number"), _("Title"), _("Level"), _("Received"), _("Place")),
        *(_("BVF"), _("Research leader (OL): fill in, the form does not ask it")),
    ]
    for case, party in _in_use(cases_with_duties(user), Kind.NOTIFICATION):
        yield [*_named(case), legal_day(case.received_at), party.site, party.bvf, ""]


def permit_rows(user: User) -> Rows:
    """The permits that were given, with their VMs (Regeling ggo 10 lid 1 onder c)."""
    yield [
        *(_("Number"), _("Title"), _("Level"), _("Received"), _("Place")),
        *(_("BVF"), _("Responsible employee (VM)")),
    ]
    for case, party in _in_use(with_permit(user), Kind.REQUEST):
        received = legal_day(case.received_at)
        yield [*_named(case), received, party.site, party.bvf, party.vm]


def ended_rows(user: User) -> Rows:
    """What is no longer used, and until when its report is kept.

    Regeling ggo 10 lid 1 onder d, and 18 lid 8.
    """
    yield [
        *(_("Number"), _("Title"), _("Level"), _("No longer used since")),
        _("Keep the report until at least"),
    ]
    for case in cases_with_duties(user):
        if closed := closed_day(case):
            yield [*_named(case), closed, keep_until(closed)]


def group_rows(user: User) -> Rows:
    """Each group of ggo's with its number (Regeling ggo 10 lid 2 onder a)."""
    yield [
        *(_("Number"), _("Title"), _("Host"), _("Vector"), _("Insert")),
        *(_("Donor organism"), _("CFI"), _("Level")),
    ]
    names = ("host", "vector", "insert", "donor", "cfi", "level")
    for case, row in _organisms_filed(cases_with_duties(user)):
        yield [_number(case), case.title, *(row.get(name, "") for name in names)]


def place_rows(user: User) -> Rows:
    """Per work space the numbers of KGs and permits (Regeling ggo 10 lid 2 onder g).

    The forms ask the place and the CFI and not the room: that column is the lab's.
    """
    yield [
        *(_("Place"), _("CFI"), _("Numbers of notifications and permits")),
        _("Work space: fill in, the form does not ask it"),
    ]
    in_use = [
        *_in_use(cases_with_duties(user), Kind.NOTIFICATION),
        *_in_use(with_permit(user), Kind.REQUEST),
    ]
    sites = {case.pk: party.site for case, party in in_use}
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for case, row in _organisms_filed([case for case, _party in in_use]):
        found[sites[case.pk], row.get("cfi", "")].add(_number(case))
    for (site, cfi), numbers in sorted(found.items()):
        yield [site, cfi, ", ".join(sorted(numbers)), ""]


def _organisms_filed(found: Iterable[Case]) -> Iterator[tuple[Case, dict[str, str]]]:
    """Each row of organisms as it stands now, with its case."""
    cases = {case.application_id: case for case in found}
    filed = Application.objects.filter(pk__in=cases) | Application.objects.filter(
        first__in=cases
    )
    last = filed.last_of_each_dossier().values_list("pk", "first", "content__organisms")
    for key, first, organisms in last.order_by("pk"):
        for row in organisms or []:
            yield cases[first or key], row


LISTS: dict[str, Callable[[User], Rows]] = {
    "notifications": notification_rows,
    "permits": permit_rows,
    "ended": ended_rows,
    "groups": group_rows,
    "places": place_rows,
}


def with_permit(user: User) -> CaseQuerySet:
    """The cases of which the permit was given, and that was made known (Awb 3:40)."""
    given = Decision.objects.filter(
        case=OuterRef("pk"), signed_at__isnull=False, template__is_grant=True
    )
    return cases_with_duties(user).filter(told_as([State.DECIDED]), Exists(given))


def _in_use(
    found: CaseQuerySet, kind: Kind
) -> Iterable[tuple[Case, ResponsibleParties]]:
    """Those of a kind that are not closed, with who answers for each now."""
    cases = [case for case in found if work_kind(case) == kind and not closed_day(case)]
    parties = parties_by_dossier([case.application for case in cases])
    for case in cases:
        yield case, parties.get(str(case.application_id), ResponsibleParties())


def work_kind(case: Case) -> Kind:
    """Does its work rest on a notification or on a permit?"""
    return Kind.REQUEST if case.governing.type == "VA" else Kind.NOTIFICATION


def _named(case: Case) -> list[Cell]:
    return [_number(case), case.title, str(case.governing.get_level_display())]


def _number(case: Case) -> str:
    return case.dossier.number if case.dossier else case.label
