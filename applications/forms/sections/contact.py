"""Contact with Bureau GGO before an application at level IV."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from applications.forms.base import SectionForm
from applications.forms.fields import line_field, one_of, paragraph_field

YES = "yes"
NO = "no"


class ContactSection(SectionForm):
    """For level IV there is no form of its own: Bureau GGO asks to be called first."""

    key = "contact"
    heading = _("Contact with Bureau GGO")
    lead = _(
        "Work at level IV is rare. Talk with Bureau GGO before you file: it says what "
        "else it needs. You can also file without."
    )

    contacted = one_of(
        _("Have you been in touch with Bureau GGO about this work?"),
        needed=_("Say whether there has been contact."),
        choices=[(YES, _("Yes")), (NO, _("Not yet"))],
    )
    with_whom = line_field(
        _("With whom"),
        help=_("Name, and when, if you know."),
    )
    agreed = paragraph_field(
        _("What was agreed"),
        help=_("For example what Bureau GGO wants to see in the application."),
        rows=4,
    )

    def clean(self) -> dict[str, Any]:
        """Who says there was contact says with whom, before filing."""
        answers = super().clean() or {}
        unnamed = answers.get("contacted") == YES and not answers.get("with_whom")
        # A talk with an unnamed person cannot be found back by who handles the case.
        if self.strict and unnamed:
            text = gettext("Say with whom you have been in touch.")
            self.add_error("with_whom", forms.ValidationError(text, code="required"))
        return answers
