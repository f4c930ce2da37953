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
    REQUEST = "request", _("request for further information")
    RENEWAL = "renewal", _("later date for the answer")
    REVOCATION = "revocation", _("request for information withdrawn")
    ANSWER = "answer", _("acknowledgement of the answer")
    CORRECTION = "correction", _("acknowledgement of the correction")
    EXTENSION = "extension", _("extension of the term")
    DECISION = "decision", _("decision")
    WITHDRAWAL = "withdrawal", _("confirmation of the withdrawal")
    NOTICE = "notice", _("acknowledgement of the notice of default")
    PENALTY = "penalty", _("decision on the penalty")


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
    ANSWER_7 = "answer-7", _("an answer is due within 7 days")
    ANSWER_1 = "answer-1", _("an answer is due tomorrow")
    ANSWER_MISSED = "answer-missed", _("the date for an answer has passed")
    EXITS = "exits", _("an answer stayed away")
    DUE_7 = "due-7", _("a decision is due within 7 days")
    DUE_1 = "due-1", _("a decision is due tomorrow")
    OVERDUE = "overdue", _("a decision is overdue")
    UNASSIGNED = "unassigned", _("nobody handles the case")
    NUDGE = "nudge", _("a colleague reminds of the case")
    ADVICE_3 = "advice-3", _("advice is due within 3 days")
    ADVICE_LATE = "advice-late", _("the date for advice has passed")
    SIGNATURE = "signature", _("a decision waits for a signature")
    SENT_BACK = "sent-back", _("a decision was sent back")
    INFORMED = "informed", _("something was filed in the case")


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
