"""What the page of a year says first."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dossiers.cases.page_parts import Fact
from dossiers.statistics.charts import format_figure
from dossiers.statistics.due import OpenWork
from dossiers.statistics.measures import last_day_counted, same_day_year_before
from dossiers.statistics.report import PresentWork, Report


def year_facts(report: Report, present: PresentWork | None) -> list[Fact]:
    """Received, open and late today or else ended, and how long decisions took."""
    now = [_open(present.now), _late(present.now)] if present else [_ended(report)]
    return [_received(report), *now, _median(report), _in_time(report)]


def _received(report: Report) -> Fact:
    note = _("in %(year)s by %(day)s: %(number)s") % {
        "year": report.year - 1,
        "day": date_format(
            same_day_year_before(last_day_counted(report.year, report.today)), "j F"
        ),
        "number": report.inflow.so_far_before,
    }
    return Fact(_("Received"), format_figure(report.inflow.total), note)


def _open(now: OpenWork) -> Fact:
    note = _("%(standing)s with the clock still, %(nobodys)s without a handler") % {
        "standing": now.standing,
        "nobodys": now.nobodys,
    }
    return Fact(_("Open today"), format_figure(now.open), note)


def _late(now: OpenWork) -> Fact:
    words = ngettext(
        "decision past its last day", "decisions past their last day", now.late
    )
    return Fact(
        _("Late today"), format_figure(now.late), words, "late" if now.late else "done"
    )


def _ended(report: Report) -> Fact:
    total = sum(report.endings.values())
    decided = _("%(number)s by a decision") % {"number": report.together.decided}
    return Fact(_("Ended"), format_figure(total), decided)


def _median(report: Report) -> Fact:
    found = report.together
    if not found.decided:
        return Fact(_("Days to decision"), "–", _("no decision yet"))
    note = _("median; at Bureau GGO %(ours)s; 90%% within %(most)s") % {
        "ours": format_figure(found.authority.median),
        "most": format_figure(found.whole.ninetieth),
    }
    return Fact(_("Days to decision"), format_figure(found.whole.median), note)


def _in_time(report: Report) -> Fact:
    found, share = report.together, report.together.in_term_percent
    if share is None:
        return Fact(_("Within the term"), "–", _("no decision yet"))
    note = _("%(in_term)s of %(dated)s decisions") % {
        "in_term": found.in_term,
        "dated": found.in_term + found.late,
    }
    return Fact(_("Within the term"), f"{format_figure(share)}%", note)
