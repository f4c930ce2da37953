"""The questions before a draft exists: for which lab, and what does it change?"""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, User
from applications.forms.procedures import CHANGES, FORMS
from applications.models import Application
from procedures.legal_day import legal_day
from procedures.models import Procedure

SHOWN_EARLIER = 200


def begin_options(on: date) -> list[Procedure]:
    """The procedures that can be filed in the portal, in force on a day."""
    return list(Procedure.objects.on(on).filter(key__in=FORMS))


class BeginForm(forms.Form):
    """Asks only what is not known: several labs, or a change of something earlier."""

    organisation_id = forms.ChoiceField(
        label=_("For which organisation?"),
        error_messages={"required": _("Choose the organisation.")},
        widget=forms.RadioSelect,
    )
    changes = forms.ChoiceField(
        label=_("Which filing does it change?"),
        help_text=_("What was given there is filled in for you."),
        error_messages={"required": _("Choose the filing that changes.")},
        widget=forms.RadioSelect,
    )

    def __init__(self, data=None, *, user: User, procedure: Procedure, **kwargs):
        super().__init__(data, **kwargs)
        self.procedure = procedure
        self.organisations = {str(row.pk): row for row in user.organisations()}
        self.earlier = self._earlier(user)
        self._offer("organisation_id", self.organisations, len(self.organisations) > 1)
        self._offer("changes", self.earlier, procedure.key in CHANGES)

    def clean(self) -> dict:
        """A change is filed by the lab that filed what it changes."""
        answers = super().clean()
        earlier = self.earlier.get(answers.get("changes", ""))
        chosen = answers.get("organisation_id")
        if earlier and chosen and str(earlier.organisation_id) != chosen:
            self.add_error("changes", _("This filing is of another organisation."))
        return answers

    def organisation(self) -> Organisation:
        """The lab for which the draft is made."""
        chosen = self.cleaned_data.get("organisation_id")
        if chosen is None:
            chosen = next(iter(self.organisations))
        return self.organisations[chosen]

    def changed(self) -> Application | None:
        """The filed application that it changes."""
        return self.earlier.get(self.cleaned_data.get("changes", ""))

    @property
    def is_impossible(self) -> bool:
        """Is there nothing to change, or no lab to file for?"""
        return not self.organisations or (
            self.procedure.key in CHANGES and not self.earlier
        )

    def _earlier(self, user: User) -> dict[str, Application]:
        """What this procedure can change, the latest first."""
        filed = Application.objects.visible_to(user).filed()
        rows = filed.filter(procedure_key__in=CHANGES.get(self.procedure.key, ()))
        recent = rows.defer("content").order_by("-filed_at")[:SHOWN_EARLIER]
        return {str(row.pk): row for row in recent}

    def _offer(self, name: str, rows: dict, asked: bool) -> None:
        """Offer the rows as choices, or leave the question out."""
        if not asked:
            del self.fields[name]
            return
        self.fields[name].choices = [(key, _words(row)) for key, row in rows.items()]


def _words(row: Organisation | Application) -> str:
    """An application by title and day of filing, an organisation by name."""
    if isinstance(row, Application):
        return f"{row} ({legal_day(row.filed_at):%d-%m-%Y})"
    return row.name
