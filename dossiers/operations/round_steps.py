"""What the work in the background is called on the page of the round.

`accounts.signs_of_life` has a mark for each piece of work, by a name for machines,
which `/health/work` and `/metrics` tell; a page says these words.
"""

from django.utils.translation import gettext_lazy

WORDS = {
    "sending": gettext_lazy("Making and sending letters and reminders"),
    "invitations": gettext_lazy("Sending invitations"),
    "deriving": gettext_lazy("Deriving the dates after a change of the law"),
    "round derive": gettext_lazy("Round: deriving the dates"),
    "round close": gettext_lazy("Round: closing after the objection window"),
    "round remind": gettext_lazy("Round: promising reminders"),
    "round remind advisers": gettext_lazy("Round: reminding advisers"),
    "round gather": gettext_lazy("Round: gathering reminders in one mail"),
    "round seal": gettext_lazy("Round: sealing the record of the day"),
    "queue mail": gettext_lazy("Worker for mail"),
    "queue round": gettext_lazy("Worker for the round"),
    "queue other": gettext_lazy("Worker for everything else"),
}


def work_label(name: str) -> str:
    """The words for a piece of work; one that has none keeps its name."""
    return str(WORDS.get(name, name))
