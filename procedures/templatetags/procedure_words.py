"""The codes of a procedure in words, for pages."""

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from procedures.models import Procedure

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
    """What is filed, with its form: “notification KG-II-k”."""
    kind = str(KINDS[row.type])
    # Some forms have a sentence for a name: that says it all.
    return f"{kind} {row.form}" if len(row.form) < 20 else kind


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
