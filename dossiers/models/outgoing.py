"""What leaves the portal: letters and reminders, each exactly once."""

from datetime import date, datetime, timedelta
from typing import Self

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models.frozen import NEVER_EMPTIED, frozen_trigger
from accounts.models.unseen_work import Promise, PromiseQuerySet
from dossiers.models.dossier import Case
from dossiers.models.event import Event
from procedures.counting.legal_day import legal_day


class Outgoing(Promise):
    """A message about a case; the row is the promise to send it."""

    case: "models.ForeignKey[Case, Case]"
    kind: "models.CharField[str, str]"
    recipients = ArrayField(models.EmailField())
    language = models.CharField(max_length=2, default="nl")
    created_at = models.DateTimeField()

    class Meta(Promise.Meta):
        abstract = True


class LetterKind(models.TextChoices):
    """Letters that BGGO sends; each has its text in the room of its subject."""

    RECEIPT = "receipt", _("acknowledgement of receipt")
    OBJECTION = "objection", _("decision of article 2.19")
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


DECISIONS = (LetterKind.OBJECTION, LetterKind.DECISION, LetterKind.PENALTY)
"""The letters that make a decision known (Awb 3:41), from which a term runs."""

ON_ITS_WAY = (
    *("recipients", "send_after", "attempts", "sent_at", "last_error"),
    *("refused_at", "posted_on", "is_on_record"),
)
"""What sending a letter writes, however often."""

TRIES = 3
"""After so many tries in vain somebody must look at it."""

IN_TIME = timedelta(hours=1)
"""How long after it was promised a letter may be on its way."""


class LetterQuerySet(PromiseQuerySet["Letter"]):
    """Letters, by what is still to be done for them."""

    def due(self, at: datetime) -> Self:
        """Those whose PDF is to be made at a moment."""
        # Not that of a promise: a letter is mailed by its deliveries, itself it only
        # waits to be made.
        return self.filter(made_at__isnull=True, send_after__lte=at)

    def unsent(self) -> Self:
        """Those that nobody got: neither by mail nor by post."""
        return self.filter(sent_at__isnull=True, posted_on__isnull=True)

    def undelivered(self, at: datetime) -> Self:
        """Those that somebody at BGGO must look at.

        Not sent an hour after they were promised, tried three times in vain, or refused
        by one who had to get it; and not sent by post since.
        """
        overdue = self.unsent().filter(
            models.Q(created_at__lt=at - IN_TIME)
            | models.Q(refused_at__isnull=False)
            | models.Q(attempts__gte=TRIES)
        )
        missed = Delivery.objects.filter(
            models.Q(refused_at__isnull=False)
            | models.Q(sent_at__isnull=True, attempts__gte=TRIES)
        )
        # Two sets of keys, each by an index of its own; an OR across the join would
        # read every letter.
        found = models.Q(pk__in=overdue.values("pk")) | models.Q(
            pk__in=missed.values("letter")
        )
        return self.filter(found, posted_on__isnull=True)


class DeliveryQuerySet(PromiseQuerySet["Delivery"]):
    """Letters on their way, by what is still to be done."""

    def due(self, at: datetime) -> Self:
        """What may be mailed: the letter is made, and did not go by post."""
        return (
            super()
            .due(at)
            .filter(letter__made_at__isnull=False, letter__posted_on__isnull=True)
        )


class Letter(Outgoing):
    """A letter that follows from an event: its words frozen in the act, then made.

    `words` are what it says, frozen with its addressees in the act that promises it; a
    worker makes the PDF/A of them once. Each of `recipients` has a `Delivery`.
    `sent_at` is when the first of them got it and `refused_at` when the last of them
    refused, both as the deliveries tell; `posted_on` is the day on which it went by
    post. `is_on_record` when an event tells that it was made known.
    """

    KEPT_IN = (
        *("attempts", "send_after", "last_error"),
        *("words", "file", "sha256", "made_at"),
    )

    event = models.ForeignKey(Event, models.PROTECT, related_name="letters")
    case = models.ForeignKey(Case, models.PROTECT, related_name="letters")
    kind = models.CharField(max_length=20, choices=LetterKind.choices)
    file = models.FileField(upload_to="letters", blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    made_at = models.DateTimeField(null=True, blank=True)
    words = models.JSONField(null=True, blank=True, encoder=DjangoJSONEncoder)
    posted_on = models.DateField(_("sent by post on"), null=True, blank=True)
    is_on_record = models.BooleanField(default=False)

    objects = LetterQuerySet.as_manager()  # type: ignore[misc]

    class Meta(Outgoing.Meta):
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["event", "kind"], name="letter_once")
        ]
        indexes = [
            models.Index(
                fields=["send_after"],
                condition=models.Q(made_at__isnull=True),
                name="letter_to_make",
            ),
            models.Index(
                fields=["created_at"],
                condition=models.Q(sent_at__isnull=True, posted_on__isnull=True),
                name="letter_unsent",
            ),
            models.Index(
                fields=["id"],
                condition=models.Q(is_on_record=False, kind__in=DECISIONS),
                name="letter_to_record",
            ),
        ]
        triggers = [
            frozen_trigger(
                "promised",
                when=pgtrigger.Q(old__words__isnull=False),
                but=[*ON_ITS_WAY, "file", "sha256", "made_at"],
            ),
            frozen_trigger(
                "made", when=pgtrigger.Q(old__made_at__isnull=False), but=ON_ITS_WAY
            ),
            NEVER_EMPTIED,
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.case_id}"

    @property
    def made_known_on(self) -> date | None:
        """The day on which it was sent, by mail or by post (Awb 3:41); None before."""
        by_mail = self.sent_at and legal_day(self.sent_at)
        return min((day for day in (by_mail, self.posted_on) if day), default=None)

    @property
    def is_decision(self) -> bool:
        """Does it make known a decision, from which the term to object runs?"""
        return self.kind in DECISIONS

    @property
    def has_refusal(self) -> bool:
        """Did it not reach one of its addressees?"""
        return any(one.refused_at for one in self.deliveries.all())

    @property
    def order(self) -> int:
        """Which letter of its kind this is in its case, from 1; reads the letters."""
        same = (one for one in self.case.letters.all() if one.kind == self.kind)
        return sum(one.pk <= self.pk for one in same)

    @property
    def name(self) -> str:
        """What it is, in words; from the second of its kind on with its number."""
        kind, order = self.get_kind_display(), self.order
        if order == 1:
            return kind
        return gettext("%(kind)s no. %(order)d") % {"kind": kind, "order": order}

    @property
    def filename(self) -> str:
        """How the PDF is called for people; no two letters of a case have one name."""
        order = self.order
        number = f"-{order}" if order > 1 else ""
        return f"{self.case.number}-{self.kind}{number}.pdf"


class Delivery(Promise):
    """A letter on its way to one of its addressees, by mail.

    `sent_at` is when the mail server took it; `refused_at` when it refused it for good
    or when the mail came back, `last_error` has the reason. `told_at` is when Bureau
    GGO and the lab were told of that.
    """

    letter = models.ForeignKey(Letter, models.CASCADE, related_name="deliveries")
    address = models.EmailField()
    told_at = models.DateTimeField(null=True, blank=True)

    objects = DeliveryQuerySet.as_manager()  # type: ignore[misc]

    class Meta(Promise.Meta):
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["letter", "address"], name="delivery_once")
        ]
        indexes = [
            *Promise.Meta.indexes,
            models.Index(
                fields=["id"],
                condition=models.Q(refused_at__isnull=False, told_at__isnull=True),
                name="delivery_to_tell",
            ),
            models.Index(
                fields=["letter"],
                condition=models.Q(refused_at__isnull=False),
                name="delivery_refused",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.letter_id} → {self.address}"
