"""The 2.8 request: why, and which level (Besluit ggo 2.8, Regeling ggo 19, 20)."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from applications.forms.base import SectionForm
from applications.forms.context import FormContext
from applications.forms.fields import paragraph_field, some_of

GROUNDS = {
    "doubt": _("Doubt about the level or the CFI (Besluit ggo 2.8, paragraph 1)"),
    "downscaling": _("A lower level than annex 5 gives (2.8, paragraph 2)"),
    "not-in-annex-5": _("The work is not in annex 5 (2.8, paragraph 3)"),
}
"""By the names of the chooser."""

SHOWN = 5


class RequestSection(SectionForm):
    """Each organism row is a request; here stands why, for all of them.

    The wished CFI and level stand in the rows, so that they are typed once.
    """

    key = "request"
    heading = _("The 2.8 request")
    lead = _(
        "Why Bureau GGO should decide, and on which CFI and level. The decision holds "
        "only for your organisation."
    )
    basis = "2.8"
    public = {"ground": "effects", "reasons": "effects", "measures": "containment"}

    ground = some_of(
        _("Ground of the request"),
        needed=_("Choose the ground of the request."),
        wrong=_("“%(value)s” is not a ground for a 2.8 request."),
        help=_("More than one if the organisms differ; say under it which is which."),
        choices=list(GROUNDS.items()),
    )
    explanation = paragraph_field(
        _("Explanation"),
        needed=_("Explain the request."),
        help=_(
            "What the doubt is about, which level annex 5 would give, or why the work "
            "is not in annex 5."
        ),
    )
    reasons = paragraph_field(
        _("Why the wished CFI and level are enough"),
        needed=_("Say why the wished CFI and level are enough."),
    )
    measures = paragraph_field(
        _("Extra measures that you propose"),
        help=_(
            "On top of those of the CFI. A 2.8 decision can lay them down (Besluit ggo "
            "1.5, paragraph 4)."
        ),
        rows=3,
    )

    @classmethod
    def prefilled(cls, choice: Mapping[str, Any]) -> dict[str, Any]:
        """The reason that was chosen for asking."""
        ground = str(choice.get("doubt") or "")
        return {"ground": [ground]} if ground in GROUNDS else {}

    def prepare(self) -> None:
        """What is asked for, as it stands in the organism rows."""
        self.fields["reasons"].help_text = _wished(self.context)


def _wished(context: FormContext) -> str:
    """The wished CFIs and levels in words, or where to say them."""
    rows = map(context.row_content, context.organisms)
    pairs = dict.fromkeys((row["cfi"], row["level"]) for row in rows if row["cfi"])
    if not pairs:
        return gettext("You say in each organism row which CFI and level you wish.")
    words = [f"{cfi} ({level})" if level else cfi for cfi, level in pairs]
    shown = ", ".join(words[:SHOWN]) + (" …" if len(words) > SHOWN else "")
    return gettext("By the organism rows you wish: %(wished)s.") % {"wished": shown}
