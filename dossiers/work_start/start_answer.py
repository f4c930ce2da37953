"""The answer to “may I start?”."""

from datetime import date
from typing import Literal, NamedTuple

from django.utils.translation import gettext as _


class Verdict(NamedTuple):
    """The answer to “may I start?”, as page, letter and API give it.

    `from_` is the first day on which work may start, if there is one. The reason is in
    the language that is active.
    """

    verdict: Literal["yes", "no", "not-before", "on-condition"]
    from_: date | None
    reason: str

    @property
    def words(self) -> str:
        """The answer in a word or two."""
        return {
            "yes": _("Yes"),
            "no": _("No"),
            "not-before": _("Not yet"),
            "on-condition": _("On condition"),
        }[self.verdict]


def no_start(reason: str) -> Verdict:
    """No work, and why."""
    return Verdict("no", None, reason)
