"""The form that a lab fills in: a draft until it is filed, frozen from then on."""

import uuid
from typing import Self

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from accounts.models import MachineClient, Organisation, User
from accounts.models.frozen import (
    NEVER_EMPTIED,
    frozen_trigger,
    frozen_with_owner_trigger,
)

WITH_ITS_FORM = frozen_with_owner_trigger(
    "frozen",
    owner="applications_application",
    key="application_id",
    since="filed_at IS NOT NULL",
)
"""Of what belongs to a form: it is as it was filed from then on."""

STILL_CHANGES = ("organisation_id", "external_reference", "filed_as", "copied_from_id")
"""Of what was filed: who holds it now, and the number under which it goes on."""


class ApplicationQuerySet(models.QuerySet["Application"]):
    """Applications, by who may see them and how far they are."""

    def visible_to(self, user: User) -> Self:
        """The applications of the organisations a person belongs to.

        Bureau GGO sees what is filed as a case, never a draft: a draft is the lab's.
        """
        return self.filter(organisation__in=user.organisations())

    def readable_by(self, user: User) -> Self:
        """As `visible_to`; Bureau GGO also reads what is filed, from its own pages."""
        if user.is_bureau:
            return self.filter(
                models.Q(filed_at__isnull=False)
                | models.Q(organisation__in=user.organisations())
            )
        return self.visible_to(user)

    def filed(self) -> Self:
        """What is filed, and so can no longer change."""
        return self.filter(filed_at__isnull=False)

    def first_of_each_dossier(self) -> Self:
        """Of what is filed, the first of each dossier: what a dossier is known by."""
        return self.filed().filter(first=None)

    def not_closed(self) -> Self:
        """Without the filings of dossiers that are closed: nothing builds on those."""
        of_closed = models.Q(standing__closed_at__isnull=False) | models.Q(
            first__standing__closed_at__isnull=False
        )
        return self.exclude(of_closed)

    def last_of_each_dossier(self) -> Self:
        """Of what is filed, the latest of each dossier: what a change builds on."""
        same = models.Q(first=models.OuterRef("first")) | models.Q(
            first=models.OuterRef("pk")
        )
        is_later = models.Q(turn__gt=models.OuterRef("turn")) | models.Q(
            turn=models.OuterRef("turn"), filed_at__gt=models.OuterRef("filed_at")
        )
        later = Application.objects.filed().in_turn().filter(same, is_later)
        return self.filed().in_turn().exclude(models.Exists(later))

    def in_turn(self) -> Self:
        """With `turn`, by which the filings of a dossier follow each other.

        A supplement stands with the filing that it supplements, also when a change was
        filed before it.
        """
        turn = Coalesce("supplements__filed_at", "filed_at")
        return self.annotate(turn=turn)

    def of_each_filing(self) -> Self:
        """Drafts and filings: the later versions of a filing stand with its case."""
        return self.exclude(supplements__isnull=False, filed_at__isnull=False)

    def of_dossier(self, application: "Application") -> Self:
        """What was filed in the dossier of an application, the latest first."""
        first = application.first_id or application.changes_id or application.pk
        same = models.Q(pk=first) | models.Q(first=first)
        return self.filed().in_turn().filter(same).order_by("-turn", "-filed_at")

    def drafts(self) -> Self:
        """What is not filed yet."""
        return self.filter(filed_at__isnull=True)


class Application(models.Model):
    """A notification or permit application (kennisgeving of aanvraag).

    The narrative answers stand in `SectionAnswers`, what the law counts in
    `OrganismRow` and `Attachment`. Filing freezes it all in `content`, with a SHA-256
    over its canonical form. `choice` has the answers that led to this procedure, by
    the names of `procedures.choosing`.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="applications"
    )
    procedure_key = models.CharField(_("procedure"), max_length=60)
    changes = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="changed_by",
        help_text=_("The filed application that this one changes."),
    )
    first = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="followed_by",
        help_text=_("The first filing of the dossier that this one changes."),
    )
    supplements = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="supplemented_by",
        help_text=_("The filing of which this is a supplemented or corrected form."),
    )
    copied_from = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    edition = models.CharField(_("edition of the form"), max_length=20, default="1")
    choice = models.JSONField(default=dict, blank=True)
    title = models.CharField(_("title"), max_length=200, blank=True)
    external_reference = models.CharField(
        _("own reference"), max_length=100, blank=True
    )
    created_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+"
    )
    created_with = models.ForeignKey(
        MachineClient, models.PROTECT, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)
    filed_at = models.DateTimeField(null=True, blank=True)
    filed_as = ArrayField(
        models.CharField(max_length=60),
        default=list,
        blank=True,
        help_text=_("The numbers under which it was filed, as people write them."),
    )
    content = models.JSONField(null=True, blank=True)
    content_sha256 = models.CharField(max_length=64, blank=True)

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        ordering = ["-changed_at"]
        verbose_name = _("application")
        verbose_name_plural = _("applications")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    filed_at__isnull=True, content__isnull=True, content_sha256=""
                )
                | models.Q(filed_at__isnull=False, content__isnull=False)
                & ~models.Q(content_sha256=""),
                name="filed_application_is_frozen",
            ),
            models.UniqueConstraint(
                fields=["organisation", "external_reference"],
                condition=~models.Q(external_reference=""),
                name="external_reference_once",
            ),
        ]
        indexes = [
            models.Index(
                fields=["organisation", "-changed_at"], name="application_recent"
            )
        ]
        triggers = [
            frozen_trigger(
                "frozen",
                when=pgtrigger.Q(old__filed_at__isnull=False),
                but=STILL_CHANGES,
            ),
            NEVER_EMPTIED,
        ]

    def __str__(self) -> str:
        return self.title or str(_("Untitled application"))

    @property
    def filed_cases(self) -> list[tuple[str, str]]:
        """Its numbers, each as people write it and as it stands in an address."""
        return [(label, label.replace(" ", "-")) for label in self.filed_as]

    @property
    def filed_under(self) -> str:
        """Its numbers in one line: `IG 26-014_I-000`; empty for a draft."""
        return ", ".join(self.filed_as)

    @property
    def dossier_numbers(self) -> str:
        """The numbers without what counts the filings of a dossier: `IG 26-014_I`."""
        return ", ".join(label.rpartition("-")[0] for label in self.filed_as)

    @property
    def is_draft(self) -> bool:
        """May it still be changed?"""
        return self.filed_at is None

    @property
    def filing_id(self) -> uuid.UUID:
        """The filing that opened the case of this content: often it is that itself."""
        return self.supplements_id or self.pk

    def newer_filing(self) -> "Application | None":
        """What was filed in the dossier after the filing that this draft builds on."""
        if self.changes_id is None or self.supplements_id or not self.is_draft:
            return None
        last = Application.objects.of_dossier(self).first()
        return last if last and last.pk != self.changes_id else None


class SectionAnswers(models.Model):
    """What was typed in one section, kept as typed, also when it is not valid yet.

    `version` goes up at each save, so that two people never overwrite each other; 0 is
    what the portal filled in beforehand. `saved_page` names the open page that saved
    last: its automatic save and its button are one person's, never a conflict.
    """

    application = models.ForeignKey(
        Application, models.CASCADE, related_name="section_answers"
    )
    section = models.CharField(max_length=40)
    values = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=0)
    saved_page = models.CharField(max_length=40, blank=True)
    saved_by = models.CharField(max_length=250)
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application", "section"], name="section_once"
            )
        ]
        triggers = [WITH_ITS_FORM, NEVER_EMPTIED]

    def __str__(self) -> str:
        return f"{self.application} / {self.section}"


class Signature(models.Model):
    """The BVF's signature on the content's hash.

    It holds as long as the content still has that hash: a change voids it by itself.
    `parts` has the hash of each section, to say afterwards which of them changed.
    `for_bvf` is the BVF in whose place a substitute signed.
    """

    application = models.ForeignKey(
        Application, models.CASCADE, related_name="signatures"
    )
    signer = models.ForeignKey(User, models.PROTECT, related_name="+")
    for_bvf = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+"
    )
    signed_at = models.DateTimeField()
    content_sha256 = models.CharField(max_length=64)
    parts = models.JSONField(default=dict)
    remarks = models.TextField(_("remarks of the BVF"), max_length=2000, blank=True)

    class Meta:
        ordering = ["-signed_at"]
        triggers = [WITH_ITS_FORM, NEVER_EMPTIED]

    def __str__(self) -> str:
        return f"{self.signer}, {self.signed_at:%Y-%m-%d %H:%M}"
