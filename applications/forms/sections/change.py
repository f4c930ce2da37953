"""What changes, compared with what was filed before (Besluit ggo 2.23, 2.44)."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from applications.forms.base import SectionForm
from applications.forms.changeable import filing_by_number, has_standing_notification
from applications.forms.fields import line_field, paragraph_field


class ChangeSection(SectionForm):
    """The rest of the form says how the work will be; this says what is new.

    A dossier from before the portal is named by its number.
    """

    key = "change"
    heading = _("What changes")
    lead = _(
        "The other parts say how the work will be; what you filed in the portal before "
        "stands there already. Change there what is different, and say here what and "
        "why."
    )
    basis = "2.23"
    public = {"earlier": "register"}

    earlier = line_field(
        _("Number of the dossier that changes"),
        needed=_("Give the number of the dossier that changes."),
        help=_("A dossier from before the portal, such as IG 14-014_I."),
        limit=60,
    )
    changes = paragraph_field(
        _("What changes"),
        needed=_("Say what changes in the work."),
        help=_("For example: work in another CFI, other hosts, larger volumes."),
    )
    reason = paragraph_field(
        _("Why it changes"),
        needed=_("Say why it changes."),
        rows=3,
    )

    def clean_earlier(self) -> str:
        """A notification of the portal was not refused."""
        number: str = self.cleaned_data["earlier"]
        found = filing_by_number(number, self.context.application) if number else None
        if found and not has_standing_notification(found.application):
            text = gettext(
                "%(number)s was refused, not treated or withdrawn, so it cannot be "
                "changed: file a new notification."
            )
            raise forms.ValidationError(text % {"number": number}, code="refused")
        return number

    def prepare(self) -> None:
        """What was filed in the portal is known by itself."""
        if self.context.application.changes_id:
            del self.fields["earlier"]


class PermitChangeSection(ChangeSection):
    """The permit that changes is named with its holder's people."""

    basis = "2.43"
    public = {}
    earlier = None  # type: ignore[assignment]  # takes the question out

    def prepare(self) -> None:
        """Nothing depends on the application."""
