"""Reminders: one mail for one fact about a case, to those whom it concerns.

A digest is one mail for all that a round has to remind one mailbox of.
"""

from datetime import datetime
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models.unseen_work import Promise, PromiseQuerySet
from dossiers.models.dossier import Case
from dossiers.models.event import Event
from dossiers.models.outgoing import Outgoing
from dossiers.states import OPEN
from procedures.law_rows import law


class ReminderKind(models.TextChoices):
    """What we remind of, and whom."""

    WINDOW_7 = "window-7", _("the window of article 2.19 ends within 7 days")
    WINDOW_1 = "window-1", _("the window of article 2.19 ends tomorrow")
    MAY_START = "may-start", _("work may start")
    DATES_CHANGED = "dates-changed", _("the dates have changed")
    ANSWER_7 = "answer-7", _("an answer is due within 7 days")
    ANSWER_1 = "answer-1", _("an answer is due tomorrow")
    ANSWER_MISSED = "answer-missed", _("the date for an answer has passed")
    EXITS = "exits", _("an answer stayed away")
    CLOCK_RUNS = "clock-runs", _("no answer came and the clock runs on")
    REVIEW = "review", _("the risk assessment is to be reviewed")
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
    GROUND_LOST = "ground-lost", _("the 2.8 request it rests on was not granted")
    TREATED = "treated", _("the case goes on as another procedure")
    UNDELIVERED = "undelivered", _("a letter did not arrive")
    NOT_RECEIVED = "not-received", _("a letter of ours did not reach somebody")
    ROUND_FAILED = "round-failed", _("the regular round failed for the case")


OF_DATES = {
    ReminderKind.WINDOW_7: "objection_until",
    ReminderKind.WINDOW_1: "objection_until",
    ReminderKind.MAY_START: "may_start_on",
    ReminderKind.DUE_7: "due_on",
    ReminderKind.DUE_1: "due_on",
    ReminderKind.OVERDUE: "due_on",
}
"""Of which date of the case a reminder is, where it is of one that the law gives."""


def old_dates_condition(number: int) -> models.Q:
    """Reminders of a date that rests on the law before that change: they wait."""
    return models.Q(
        kind__in=OF_DATES, case__state__in=OPEN, case__law_number__lt=number
    )


class ReminderQuerySet(PromiseQuerySet["Reminder"]):
    """What is to be sent by itself."""

    def due(self, at: datetime) -> Self:
        """What goes as a mail of its own, and may be tried at a moment."""
        # What is gathered goes with its digest, and is marked when that has gone.
        alone = super().due(at).filter(in_digest=False)
        # A date of before the change of the law may be wrong by now; in a minute it is
        # derived, and told or taken back.
        return alone.exclude(old_dates_condition(law.current_law().number))

    def untrue(self) -> Self:
        """What was not sent, and is of a date that the case does not have any more."""
        moved = models.Q()
        for kind, column in OF_DATES.items():
            holds = models.Q(fact_on=models.F(f"case__{column}"))
            # Apart, since in SQL a comparison with null is neither true nor false.
            gone = models.Q(**{f"case__{column}": None})
            moved |= models.Q(kind=kind) & (~holds | gone)
        # What one of its readers has stays: the others are told the same, and then of
        # the change.
        return self.filter(moved, sent_at=None, refused_at=None, reached=[])


class Reminder(Outgoing):
    """One message for one fact: unique, so that it goes out once.

    The fact is a date of the case, or the event that moved a date. `reached` are those
    of `recipients` that have it, `refused` those that refused it, with the reason.
    """

    KEPT_IN = (*Promise.KEPT_IN, "reached", "refused")

    case = models.ForeignKey(Case, models.PROTECT, related_name="reminders")
    kind = models.CharField(max_length=20, choices=ReminderKind.choices)
    fact_on = models.DateField(help_text="The date it is about.")
    event = models.ForeignKey(
        Event, models.PROTECT, null=True, blank=True, related_name="reminders"
    )
    reached = ArrayField(models.EmailField(), default=list)
    refused = models.JSONField(default=dict)
    in_digest = models.BooleanField(
        default=False, help_text="Goes, or went, with others in one mail."
    )

    objects = ReminderQuerySet.as_manager()  # type: ignore[misc]

    class Meta(Outgoing.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["case", "kind", "fact_on", "event"],
                name="reminder_once",
                # Reminders of a date have no event, and two nulls must count as the
                # same.
                nulls_distinct=False,
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.case_id} {self.fact_on}"


class DigestQuerySet(PromiseQuerySet["Digest"]):
    """Digests, by what may be sent."""

    def due(self, at: datetime) -> Self:
        """Those that may be tried, and of which every date holds (ADR 25)."""
        # The whole mail waits for one old date: it is one list, and leaves once.
        old = Reminder.objects.filter(old_dates_condition(law.current_law().number))
        return super().due(at).exclude(reminders__in=old)

    def empty(self) -> Self:
        """Those unsent of which no reminder is true any more."""
        return self.filter(sent_at=None, reminders=None)


class Digest(Promise):
    """What one mailbox is reminded of in one mail; the row is the promise to send it.

    A reminder to several mailboxes stands in the digest of each.
    """

    recipient = models.EmailField()
    language = models.CharField(max_length=2, default="nl")
    created_at = models.DateTimeField()
    reminders = models.ManyToManyField(Reminder, related_name="digests")

    objects = DigestQuerySet.as_manager()  # type: ignore[misc]

    def __str__(self) -> str:
        return f"digest {self.pk}"
