"""Something to be added to annex 2 (Besluit ggo 2.13, Regeling ggo 22)."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from applications.findings import ATTACHMENTS, Missing
from applications.forms.conditional_section import ForkedForm
from applications.forms.context import FormContext
from applications.forms.fields import line_field, one_of, paragraph_field, some_of
from applications.models import AttachmentKind

HOST = "host"
VECTOR = "vector"
INSERT = "insert"

NOT_LISTED = "not-on-a3"
NOT_VIRAL = "no-viral-parts"
OF_VECTOR = {
    NOT_LISTED: _("No part of the vector is on list A3"),
    NOT_VIRAL: _("The vector has no parts of a viral vector"),
}
OF_INSERT = {NOT_LISTED: _("The insert is not on list A3")}


class Annex2Section(ForkedForm):
    """A host, a vector or an insert; each has its own data (Regeling ggo 22)."""

    key = "addition"
    heading = _("Addition to annex 2")
    lead = _(
        "Combinations of what is listed in annex 2 need no risk assessment. The "
        "decision holds only for your organisation (Besluit ggo 2.13, paragraph 2)."
    )
    basis = "2.13"
    public = {
        "title": "register",
        "item": "organisms",
        "host": "organisms",
        "host_data": "effects",
        "vector": "organisms",
        "vector_confirmed": "effects",
        "insert": "organisms",
        "insert_confirmed": "effects",
    }
    takes_files = True
    file_kind = AttachmentKind.DRAWING
    fork = "item"
    branches = {
        HOST: ("host", "host_data"),
        VECTOR: ("vector", "size", "parts", "origins", "vector_confirmed"),
        INSERT: ("insert", "insert_origin", "insert_confirmed"),
    }

    title = line_field(
        _("Title"),
        needed=_("Give the request a title."),
        help=_("Short. The public register shows it."),
    )
    item = one_of(
        _("What is to be added?"),
        needed=_("Say whether it is a host, a vector or an insert."),
        choices=[
            (HOST, _("A host (micro-organism)")),
            (VECTOR, _("A vector")),
            (INSERT, _("An insert")),
        ],
    )
    host = line_field(
        _("Host"),
        needed=_("Give the host."),
        help=_("Species and strain."),
        limit=300,
    )
    host_data = paragraph_field(
        _("Data on the host"),
        needed=_("Give the data on the host."),
        help=_(
            "The points a to d of article 22, paragraph 1, of the Regeling ggo, one by "
            "one."
        ),
        rows=10,
    )
    vector = line_field(_("Vector"), needed=_("Give the vector."), limit=300)
    size = line_field(
        _("Size"),
        needed=_("Give the size of the vector."),
        help=_("In base pairs."),
        limit=60,
    )
    parts = paragraph_field(
        _("Function and origin of the parts"),
        needed=_("Say of each part what it does and where it comes from."),
        help=_("Part by part, as on the map. Add the map as a file below."),
        rows=8,
    )
    origins = paragraph_field(
        _("Origins of replication (ori's)"),
        needed=_("Name the origins of replication."),
        help=_("Each with the hosts in which it works."),
        rows=3,
    )
    vector_confirmed = some_of(
        _("What I confirm of the vector"),
        needed=_("Confirm both; otherwise the vector cannot be added to annex 2."),
        help=_("Regeling ggo, article 22, paragraph 2."),
        choices=list(OF_VECTOR.items()),
    )
    insert = line_field(
        _("Insert"),
        needed=_("Give the insert."),
        help=_("Name of the gene or sequence."),
        limit=300,
    )
    insert_origin = paragraph_field(
        _("Donor and function of the insert"),
        needed=_("Say where the insert comes from and what it does."),
        rows=4,
    )
    insert_confirmed = some_of(
        _("What I confirm of the insert"),
        needed=_("Confirm it; an insert on list A3 cannot be added."),
        help=_("Regeling ggo, article 22, paragraph 3."),
        choices=list(OF_INSERT.items()),
    )

    @classmethod
    def prefilled(cls, choice: Mapping[str, Any]) -> dict[str, Any]:
        """What was chosen to be added."""
        item = str(choice.get("item") or "")
        # What was chosen stands in an address that anybody can type.
        return {"item": item} if item in cls.branches else {}

    def clean_vector_confirmed(self) -> list[str]:
        """Both hold, before filing."""
        said: list[str] = self.cleaned_data["vector_confirmed"]
        # Both, since article 22 lid 2 asks both; a draft may still lack one.
        if self.strict and self.chosen == VECTOR and len(said) < len(OF_VECTOR):
            text = self.fields["vector_confirmed"].error_messages["required"]
            raise forms.ValidationError(text, code="required")
        return said

    @classmethod
    def missing(cls, context: FormContext) -> list[Missing]:
        """Of a vector also the map, as a file."""
        found = super().missing(context)
        maps = [
            file for file in context.attachments if file.kind == AttachmentKind.DRAWING
        ]
        # By what was typed and not by the strict form: the map is missing whatever else
        # is wrong.
        if context.values(cls.key).get("item") == VECTOR and not maps:
            text = gettext("Add the map of the vector as a file, as a drawing.")
            found.append(Missing(cls.key, ATTACHMENTS, "required", text))
        return found
