"""Decisions: drafted from a template, prepared by one person, signed by another."""

from typing import Self

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.models.frozen import NEVER_EMPTIED, frozen_trigger
from dossiers.models.dossier import Case
from procedures.models import DecisionTemplate, PenaltyScale, Procedure


class DecisionQuerySet(models.QuerySet["Decision"]):
    """Decisions, by how they stand."""

    def unsigned(self) -> Self:
        """What is being written or waits for a signature: at most one of a case."""
        return self.filter(signed_at__isnull=True)


class Decision(models.Model):
    """A decision on a case: a draft until it is prepared, law once it is signed.

    `letter` is the text as it was prepared, by the fields of
    `letters.text.LetterText.as_data`, and `sha256` its digest: what was signed is what
    is sent. It is made known, and works, on the day of sending (Awb 3:40, 3:41).
    `language` is that of the letters of its reader: the letter is in Dutch, with a
    translation for another one. `hearing` is whether the applicant was heard (Awb 4:7,
    4:8), `heard_on` when, `hearing_text` what there is to say of it, or why not.
    """

    class Hearing(models.TextChoices):
        """Was the applicant heard before the decision?"""

        HEARD = "heard", _("heard, or had the opportunity")
        NOT_HEARD = "not-heard", _("not heard")

    class AdviceUse(models.TextChoices):
        """What the decision does with the advice that was given (Awb 3:50)."""

        FOLLOWED = "followed", _("the decision follows the advice")
        DEPARTED = "departed", _("the decision departs from the advice")

    case = models.ForeignKey(Case, models.PROTECT, related_name="decisions")
    template = models.ForeignKey(DecisionTemplate, models.PROTECT, related_name="+")
    language = models.CharField(_("language of the letter"), max_length=2, default="nl")
    level = models.CharField(_("level"), max_length=20, blank=True)
    cfis = ArrayField(
        models.CharField(max_length=60), default=list, blank=True, verbose_name=_("CFI")
    )
    becomes = models.ForeignKey(
        Procedure,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("The row as which the filing is treated from now on."),
    )
    reasons = models.TextField(_("reasons"), max_length=20_000, blank=True)
    conditions = models.TextField(_("conditions"), max_length=20_000, blank=True)
    hearing = models.CharField(
        _("hearing"), max_length=10, blank=True, choices=Hearing.choices
    )
    heard_on = models.DateField(_("heard on"), null=True, blank=True)
    hearing_text = models.TextField(
        _("what there is to say of the hearing"), max_length=5000, blank=True
    )
    advice_use = models.CharField(
        _("use of the advice"), max_length=10, blank=True, choices=AdviceUse.choices
    )
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    prepared_at = models.DateTimeField(null=True, blank=True)
    prepared_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+"
    )
    letter = models.JSONField(null=True, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    remark = models.TextField(
        _("remark of who sent it back"), max_length=2000, blank=True
    )
    signed_at = models.DateTimeField(null=True, blank=True)
    signed_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = DecisionQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            # One draft a case, so that colleagues meet in the same text instead of each
            # writing one.
            models.UniqueConstraint(
                fields=["case"],
                condition=models.Q(signed_at__isnull=True),
                name="one_unsigned_decision",
            ),
            models.CheckConstraint(
                condition=models.Q(signed_at__isnull=True)
                | models.Q(prepared_at__isnull=False)
                & ~models.Q(prepared_by=models.F("signed_by")),
                name="decision_four_eyes",
            ),
        ]
        triggers = [
            # What waits for a signature is signed, or a draft again; no other words.
            frozen_trigger(
                "prepared",
                when=pgtrigger.Q(
                    old__prepared_at__isnull=False, new__prepared_at__isnull=False
                ),
                but=["signed_at", "signed_by_id"],
                operation=pgtrigger.Update,
            ),
            frozen_trigger("signed", when=pgtrigger.Q(old__signed_at__isnull=False)),
            NEVER_EMPTIED,
        ]

    def __str__(self) -> str:
        return f"{self.template.key} {self.case_id}"


class NothingOwed(models.TextChoices):
    """Why no penalty is owed for a late decision (Awb 4:17 lid 6 onder a, b, c)."""

    LATE_NOTICE = "late-notice", _("the notice of default came unreasonably late")
    NO_INTEREST = "no-interest", _("the applicant is not an interested party")
    UNFOUNDED = (
        "unfounded",
        _("the application is plainly inadmissible or plainly unfounded"),
    )


class DefaultNotice(models.Model):
    """A notice of default (ingebrekestelling, Awb 4:17): one a case, with its day.

    The penalty follows from `received_on`, the term and the `scale` of that day; it is
    derived, never stored, until `fixed_at` (Awb 4:18). That is a decision like every
    other: prepared by one, with the amount, and fixed by another. Where nothing is owed
    (4:17 lid 6) it is fixed at 0, with why (`outcome`) and the `reason` in words. Of
    several `applicants` each is owed an equal share (4:17 lid 7).
    """

    case = models.OneToOneField(Case, models.PROTECT, related_name="default_notice")
    received_on = models.DateField(_("received on"))
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=250)
    text = models.TextField(_("text"), max_length=10_000, blank=True)
    scale = models.ForeignKey(PenaltyScale, models.PROTECT, related_name="+")
    prepared_at = models.DateTimeField(null=True, blank=True)
    prepared_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+"
    )
    prepared_amount = models.PositiveIntegerField(null=True, blank=True)
    outcome = models.CharField(
        _("no penalty is owed because"),
        max_length=20,
        choices=NothingOwed.choices,
        blank=True,
    )
    reason = models.TextField(_("reasons"), max_length=5000, blank=True)
    applicants = models.PositiveSmallIntegerField(_("number of applicants"), default=1)
    fixed_at = models.DateTimeField(null=True, blank=True)
    fixed_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+"
    )
    fixed_amount = models.PositiveIntegerField(
        _("penalty in euros"), null=True, blank=True
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(fixed_at__isnull=True)
                | models.Q(prepared_by__isnull=False, fixed_by__isnull=False)
                & ~models.Q(prepared_by=models.F("fixed_by")),
                name="penalty_four_eyes",
            ),
            models.CheckConstraint(
                condition=models.Q(fixed_at__isnull=True)
                | models.Q(outcome="")
                | models.Q(fixed_amount=0),
                name="penalty_nothing_owed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.received_on}"
