"""The codes of a procedure in words, for pages."""

from collections.abc import Iterable

from django import template
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from procedures.counting.terms import LegalGround
from procedures.models import ComingChange, Procedure

register = template.Library()

KINDS = {
    "KG": gettext_lazy("notification"),
    "VA": gettext_lazy("permit application"),
    "none": gettext_lazy("nothing to file"),
    "2.8": gettext_lazy("request"),
    "2.8 + KG": gettext_lazy("request with notification"),
    "2.13": gettext_lazy("request"),
    "2.13a": gettext_lazy("request"),
    "ATV": gettext_lazy("request"),
    "administrative": gettext_lazy("administrative notice"),
}


@register.filter
def what_to_file(row: Procedure) -> str:
    """What is filed: “notification KG-II-k”, “request”; a code is never broken off."""
    kind = KINDS[row.type]
    if not _is_named_after_type(row):
        return str(kind)
    return format_html('{} <span class="ggo-nowrap">{}</span>', kind, row.form)


@register.filter
def touching(changes: Iterable[ComingChange], row: Procedure) -> list[ComingChange]:
    """Those of the announced changes that touch a procedure."""
    return [change for change in changes if change.touches(row.key)]


@register.filter
def form_besides(row: Procedure) -> str:
    """The form, where `what_to_file` does not name it; or an empty text."""
    return "" if _is_named_after_type(row) else row.form


@register.filter
def main_grounds(row: Procedure) -> list[LegalGround]:
    """The references for the term and the start of work, each once."""
    grounds = row.grounds()
    all_grounds = [*grounds.get("term", ()), *grounds.get("start", ())]
    return list(dict.fromkeys(all_grounds or row.references()))


@register.filter
def term_words(row: Procedure) -> str:
    """The term of Bureau GGO: “45 days”, “2 × 45 days”, “8 weeks”, or “none”."""
    if not row.term_amount:
        return _("none")
    amount = _amount(row)
    return f"{row.term_count} × {amount}" if row.term_count > 1 else amount


@register.filter
def longest_extension(row: Procedure) -> str:
    """The extension in weeks, or an empty text."""
    weeks = row.extension_days // 7
    return ngettext("%(n)s week", "%(n)s weeks", weeks) % {"n": weeks} if weeks else ""


def _amount(row: Procedure) -> str:
    if row.term_unit == Procedure.Unit.WEEKS:
        text = ngettext("%(n)s week", "%(n)s weeks", row.term_amount)
    else:
        text = ngettext("%(n)s day", "%(n)s days", row.term_amount)
    return text % {"n": row.term_amount}


def _is_named_after_type(row: Procedure) -> bool:
    return row.form.startswith(f"{row.type}-")
