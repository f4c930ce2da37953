"""Which KG or VA goes with a 2.8 request (Besluit ggo 2.9)."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from applications.forms.base import SectionForm
from applications.forms.fields import choice_field, offered_choices, one_of

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

NEW = {
    "i-new": _("Notification at level I (KG-I)"),
    "iik-new": _("Notification at level II-k (KG-II-k)"),
    "iiv-new": _("Permit application at level II-v (VA-II-v)"),
    "iii-new": _("Permit application at level III (VA-III)"),
    "iv-new": _("Permit application at level IV"),
    "mi-iii": _("Permit application at MI-III (VA-MI-III)"),
    "s-i": _("Notification at S-I"),
}
CHANGED = {
    "i-other-cfi": _("Notification of a change at level I (KG-I)"),
    "iik-change": _("Notification of a change at level II-k (KG-II-k)"),
    "iiv-other-article": _("Change of a permit at level II-v (VA-II-v)"),
    "iii-other-article": _("Change of a permit at level III (VA-III)"),
    "iv-new": NEW["iv-new"],
    "mi-iii": NEW["mi-iii"],
    "s-i": NEW["s-i"],
}
CHANGE_OF = {
    "i-new": "i-other-cfi",
    "iik-new": "iik-change",
    "iiv-new": "iiv-other-article",
    "iii-new": "iii-other-article",
}
"""The change of what new work takes; the other levels have no row for a change."""

KG_KEYS = ("i-new", "i-other-cfi", "iik-new", "iik-change", "s-i")
"""Those that are a notification: one of them may go along beside a permit."""

NO_NOTIFICATION = ("", _("No notification beside it"))


def notification_beside(choices: Mapping[str, "StrOrPromise"]) -> forms.ChoiceField:
    """The question whether a notification goes along beside the permit application."""
    beside = [(key, text) for key, text in choices.items() if key in KG_KEYS]
    return forms.ChoiceField(
        label=_("Which notification goes along with the permit application?"),
        help_text=_(
            "Only where a part of the work takes a permit and another part a "
            "notification. It becomes a case of its own, beside the other two."
        ),
        choices=[NO_NOTIFICATION, *beside],
        required=False,
    )


class CombinationSection(SectionForm):
    """It comes first: the level, and so what the other parts ask, follows from it."""

    key = "combination"
    heading = _("What goes with the request")
    lead = _(
        "The request and the notification or permit application share one form. They "
        "become two cases, or three, and Bureau GGO decides on the request first."
    )
    basis = "2.9"
    public = {"procedure": "containment", "notification": "containment"}

    procedure = one_of(
        _("Which notification or permit application?"),
        needed=_("Choose the notification or permit application."),
        wrong=_("“%(value)s” cannot be combined with a 2.8 request. Choose another."),
        help=_(
            "For the level that you ask for. The rest of the form follows it. If it "
            "takes both, choose the permit here and the notification below."
        ),
        choices=list(NEW.items()),
    )
    notification = notification_beside(NEW)

    def clean(self) -> dict[str, Any]:
        """A notification goes along with a permit, not with another notification."""
        answers = super().clean() or {}
        if answers.get("notification") and answers.get("procedure") in KG_KEYS:
            text = _("Leave this open: you chose a notification above already.")
            self.add_error("notification", forms.ValidationError(text, code="wrong"))
        return answers

    def prepare(self) -> None:
        """Only what the law of the day knows can go with a request."""
        context = self.context
        known = {
            key
            for key, rows in context.books.procedures.items()
            if any(row.holds(context.law_day) for row in rows)
        }
        field = choice_field(self, "procedure")
        field.choices = [each for each in offered_choices(field) if each[0] in known]

    @classmethod
    def prefilled(cls, choice: Mapping[str, Any]) -> dict[str, Any]:
        """What was chosen as “combined with”."""
        return _offered(cls, str(choice.get("combined_with") or ""))


class ChangedCombinationSection(CombinationSection):
    """What changes together with the 2.8 decision."""

    lead = _(
        "The change of the 2.8 decision and that of the notification or permit share "
        "one form. Bureau GGO decides on the 2.8 decision first."
    )

    procedure = one_of(
        _("Which notification or permit application?"),
        needed=_("Choose the notification or permit application."),
        wrong=_("“%(value)s” cannot be combined with a 2.8 request. Choose another."),
        help=_("For the level that you ask for. The rest of the form follows it."),
        choices=list(CHANGED.items()),
    )
    notification = notification_beside(CHANGED)

    @classmethod
    def prefilled(cls, choice: Mapping[str, Any]) -> dict[str, Any]:
        """The change at the level that was chosen."""
        chosen = str(choice.get("combined_with") or "")
        # The chooser asks the level alone; whether it is new or changed follows from
        # the row.
        return _offered(cls, CHANGE_OF.get(chosen, chosen))


def _offered(section: type[SectionForm], key: str) -> dict[str, Any]:
    """The answer, when the section offers it."""
    offered = dict(getattr(section.base_fields["procedure"], "choices", ()))
    return {"procedure": key} if key in offered else {}
