"""What BGGO can decide: a row for each kind of decision, with its words and ground."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from procedures.models.dated import DatedRow, in_language


class DecisionTemplate(DatedRow):
    """A kind of decision, valid from a date: on what, how it reads, how it ends a case.

    `types` are the types of procedure on which it is taken; `keys` narrow that to a few
    of their rows. The texts may name facts of the case in braces: {title}, {number},
    {received}, {level}, {cfi}, {becomes}.
    """

    class Ending(models.TextChoices):
        """What the case becomes by it."""

        DECISION = "decision", _("decided")
        OBJECTION = "objection", _("decision of article 2.19")
        NOT_TREATED = "not-treated", _("not treated")
        CONVERSION = "conversion", _("treated as another procedure")

    class Assigns(models.TextChoices):
        """What it names."""

        NOTHING = "", _("nothing")
        CFI = "cfi", _("CFI")
        LEVEL = "level", _("level and CFI")
        PROCEDURE = "procedure", _("another procedure")
        NOTIFICATION = "notification", _("a notification, with level and CFI")

    position = models.PositiveSmallIntegerField(_("position"))
    types = ArrayField(models.CharField(max_length=20), verbose_name=_("types"))
    keys = ArrayField(
        models.CharField(max_length=60),
        default=list,
        blank=True,
        verbose_name=_("rows"),
    )
    name_nl = models.CharField(_("name in Dutch"), max_length=200)
    name_en = models.CharField(_("name in English"), max_length=200)
    subject_nl = models.CharField(_("subject in Dutch"), max_length=200)
    subject_en = models.CharField(_("subject in English"), max_length=200)
    operative_nl = models.TextField(_("decision in Dutch"))
    operative_en = models.TextField(_("decision in English"))
    next_nl = models.TextField(_("what to do next, in Dutch"), blank=True)
    next_en = models.TextField(_("what to do next, in English"), blank=True)
    ending = models.CharField(_("ending"), max_length=20, choices=Ending.choices)
    is_grant = models.BooleanField(_("grants what was asked"))
    assigns = models.CharField(
        _("names"), max_length=20, blank=True, choices=Assigns.choices
    )
    takes_conditions = models.BooleanField(_("takes conditions"), default=False)
    in_window_only = models.BooleanField(
        _("only within the window of article 2.19"), default=False
    )
    for_consent = models.BooleanField(
        _("only when consent was asked (2.17 lid 2)"), default=False
    )
    after_missed_answer = models.BooleanField(
        _("only when an answer stayed away"), default=False
    )
    in_coupled_case = models.BooleanField(
        _("the answer stayed away in the coupled case (2.9, 2.18, 2.38 lid 3)"),
        default=False,
    )

    class Meta(DatedRow.Meta):
        ordering = ["position", "valid"]
        verbose_name = _("kind of decision")
        verbose_name_plural = _("kinds of decision")

    def __str__(self) -> str:
        return self.key

    @property
    def name(self) -> str:
        """What the decision is called, in the language of the reader."""
        return in_language(self, "name")

    @property
    def subject(self) -> str:
        """The subject of its letter, in the language of the reader."""
        return in_language(self, "subject")

    @property
    def operative(self) -> str:
        """What is decided, in the language of the reader, with its places to fill."""
        return in_language(self, "operative")

    @property
    def next_steps(self) -> str:
        """What the applicant does next, in the language of the reader."""
        return in_language(self, "next")

    @property
    def needs_reasons(self) -> bool:
        """Must it say why (Awb 3:46)?

        One that does not give what was asked must, and one that assigns a level and
        CFI, which may be others than were asked (Besluit ggo 2.8, 2.39 lid 2).
        """
        return not self.is_grant or self.assigns == self.Assigns.LEVEL

    def needed_aspects(self) -> set[str]:
        """Each decision has its ground."""
        return {"decision"}
