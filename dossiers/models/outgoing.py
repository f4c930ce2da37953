"""What leaves the portal: letters and reminders, each exactly once."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models.promise import Promise
from dossiers.models.dossier import Case
from dossiers.models.event import Event


class Outgoing(Promise):
    """A message about a case; the row is the promise to send it."""

    case: models.ForeignKey
    kind: models.CharField
    recipients = ArrayField(models.EmailField())
    language = models.CharField(max_length=2, default="nl")
    created_at = models.DateTimeField()

    class Meta(Promise.Meta):
        abstract = True


class LetterKind(models.TextChoices):
    """Letters that BGGO sends; each has its text in `dossiers/letters/`."""

    RECEIPT = "receipt", _("acknowledgement of receipt")
    OBJECTION = "objection", _("objection (article 2.19)")


class Letter(Outgoing):
    """A letter that follows from an event; made once as PDF/A, then mailed."""

    event = models.ForeignKey(Event, models.PROTECT, related_name="letters")
    case = models.ForeignKey(Case, models.PROTECT, related_name="letters")
    kind = models.CharField(max_length=20, choices=LetterKind.choices)
    file = models.FileField(upload_to="letters", blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    made_at = models.DateTimeField(null=True, blank=True)

    class Meta(Outgoing.Meta):
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["event", "kind"], name="letter_once")
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.case_id}"

    @property
    def filename(self) -> str:
        """How the PDF is called for people."""
        return f"{self.case.number}-{self.kind}.pdf"


class ReminderKind(models.TextChoices):
    """What we remind of, and whom."""

    WINDOW_7 = "window-7", _("the objection window ends within 7 days")
    WINDOW_1 = "window-1", _("the objection window ends tomorrow")
    MAY_START = "may-start", _("work may start")
    DATES_CHANGED = "dates-changed", _("the dates have changed")


class Reminder(Outgoing):
    """One message for one fact: unique, so that it goes out once.

    The fact is a date of the case, or the event that moved a date.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="reminders")
    kind = models.CharField(max_length=20, choices=ReminderKind.choices)
    fact_on = models.DateField(help_text="The date it is about.")
    event = models.ForeignKey(
        Event, models.PROTECT, null=True, blank=True, related_name="reminders"
    )

    class Meta(Outgoing.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["case", "kind", "fact_on", "event"],
                name="reminder_once",
                nulls_distinct=False,
            )
        ]

    def __str__(self):
        return f"{self.kind} {self.case_id} {self.fact_on}"
