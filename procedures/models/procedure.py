"""Procedures: the rows of tables I, II and III of Bureau GGO's procedures page."""

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from procedures.counting.terms import TermRule, WorkStart, is_under_atw
from procedures.models.dated import DatedRow, in_language

DAYS_IN = {"days": 1, "weeks": 7}


class Level(models.TextChoices):
    """Containment level or outcome, as the procedures page names it."""

    I = "I", "I"  # noqa: E741
    II_K = "II-k", "II-k"
    II_V = "II-v", "II-v"
    III = "III", "III"
    IV = "IV", "IV"
    MI_I_II = "MI-I or MI-II", _("MI-I or MI-II")
    MI_I = "MI-I", "MI-I"
    MI_II = "MI-II", "MI-II"
    MI_III = "MI-III", "MI-III"
    S_I = "S-I", "S-I"
    S_III = "S-III", "S-III"
    TR_I = "TR-I", "TR-I"


class ProcedureType(models.TextChoices):
    """Kind of procedure (soort procedure), by its Dutch code."""

    KG = "KG", "KG"
    VA = "VA", "VA"
    NONE = "none", _("none")
    R28 = "2.8", "2.8"
    R28_KG = "2.8 + KG", "2.8 + KG"
    R213 = "2.13", "2.13"
    R213A = "2.13a", "2.13a"
    ATV = "ATV", "ATV"
    ADMINISTRATIVE = "administrative", _("administrative")


class Procedure(DatedRow):
    """One row of tables I, II or III of the procedures page, valid from a date.

    `term_amount` of `term_unit` is the decision or waiting term of BGGO, `term_count`
    2 for a combination (2 times 45 days). `objection_days` is the window in which BGGO
    may object to a notification (Besluit ggo 2.19 lid 2).
    """

    class Kind(models.TextChoices):
        """Who waits for the term: nobody, the applicant, or both for a decision."""

        NONE = "none", _("none")
        WAITING = "waiting", _("waiting term")
        DECISION = "decision", _("decision term")

    class Unit(models.TextChoices):
        """What the term is counted in; a week is seven days."""

        DAYS = "days", _("days")
        WEEKS = "weeks", _("weeks")

    position = models.PositiveSmallIntegerField(_("position in the table"))
    table = models.CharField(_("table"), max_length=3)
    level = models.CharField(
        _("level"), max_length=20, blank=True, choices=Level.choices
    )
    situation_nl = models.CharField(_("situation in Dutch"), max_length=200)
    situation_en = models.CharField(_("situation in English"), max_length=200)
    name_nl = models.CharField(_("name in Dutch"), max_length=200)
    name_en = models.CharField(_("name in English"), max_length=200)
    type = models.CharField(_("type"), max_length=20, choices=ProcedureType.choices)
    form = models.CharField(_("form"), max_length=60, blank=True)
    term_kind = models.CharField(_("kind of term"), max_length=10, choices=Kind.choices)
    term_amount = models.PositiveSmallIntegerField(_("term"))
    term_unit = models.CharField(_("unit"), max_length=5, choices=Unit.choices)
    term_count = models.PositiveSmallIntegerField(_("number of terms"), default=1)
    aim_working_days = models.PositiveSmallIntegerField(
        _("aim: working days after the term"), null=True, blank=True
    )
    objection_days = models.PositiveSmallIntegerField(
        _("days in which BGGO may refuse to agree"), default=0
    )
    consent_days = models.PositiveSmallIntegerField(
        _("days to decide on a request for consent"),
        default=0,
        help_text=_("0: within the term of the notification itself."),
    )
    extension_days = models.PositiveSmallIntegerField(
        _("longest extension in days"), default=0
    )
    resume_on_missed_deadline = models.BooleanField(
        _("clock runs again when the answer date is missed"), default=False
    )
    start = models.CharField(
        _("when work may start"),
        max_length=20,
        choices=[(rule.value, rule.value) for rule in WorkStart],
    )
    other_start = models.CharField(
        _("when work may start by another reading"),
        max_length=20,
        blank=True,
        choices=[(rule.value, rule.value) for rule in WorkStart],
        help_text=_("The ledger names that day as well, as a question."),
    )
    may_start_nl = models.CharField(_("start of work in Dutch"), max_length=200)
    may_start_en = models.CharField(_("start of work in English"), max_length=200)
    ending_nl = models.CharField(_("ending in Dutch"), max_length=200)
    ending_en = models.CharField(_("ending in English"), max_length=200)
    number_tag = models.CharField(_("tag in the number"), max_length=40, blank=True)

    class Meta(DatedRow.Meta):
        # New rows stand at the place of what they belong to, so a place is shared.
        ordering = ["position", "valid", "key"]
        verbose_name = _("procedure")
        verbose_name_plural = _("procedures")
        constraints = [
            *DatedRow.Meta.constraints,
            models.CheckConstraint(
                name="procedure_term_fits_kind",
                condition=models.Q(term_kind="none", term_amount=0)
                | ~models.Q(term_kind="none") & models.Q(term_amount__gt=0),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key}: {self.name}"

    @property
    def situation(self) -> str:
        """When this row applies, in the language of the reader."""
        return in_language(self, "situation")

    @property
    def name(self) -> str:
        """What the procedure is called, in the language of the reader."""
        return in_language(self, "name")

    @property
    def may_start_text(self) -> str:
        """When work may start, in the language of the reader."""
        return in_language(self, "may_start")

    @property
    def ending(self) -> str:
        """How it ends, in the language of the reader."""
        return in_language(self, "ending")

    @property
    def term_days(self) -> int:
        """The term in days; a week is seven."""
        return self.term_amount * DAYS_IN[self.term_unit]

    @property
    def is_notification(self) -> bool:
        """Is it a KG: ends in silence, unless BGGO objects in the window?"""
        return self.type == ProcedureType.KG

    def needed_aspects(self) -> set[str]:
        """The grounds without which the ledger of this row could not be written."""
        needed = {"procedure", "start"}
        if self.term_amount:
            needed |= {"term"}
        if self.objection_days:
            needed |= {"objection"}
        if self.term_amount or self.objection_days:
            needed |= {"receipt", "suspension", "rolling"}
        if self.extension_days:
            needed |= {"extension"}
        if self.term_count > 1:
            needed |= {"second-term", "coupled-term", "aim"}
        if self.other_start:
            needed |= {"other-start"}
        if self.consent_days:
            needed |= {"consent"}
        return needed

    def runs_on_from(self, answer_by: date) -> date | None:
        """The day from which the clock runs on when no answer came (Awb 4:15).

        None where it waits for the answer, however late.
        """
        return self.term_rule().runs_on_from(answer_by)

    def term_rule(self) -> TermRule:
        """The row as the clock reads it."""
        return TermRule(
            key=self.key,
            kind=self.term_kind,
            days=self.term_days,
            count=self.term_count,
            aim=self.aim_working_days,
            objection_days=self.objection_days,
            start=WorkStart(self.start),
            other_start=WorkStart(self.other_start) if self.other_start else None,
            consent_days=self.consent_days,
            extension_days=self.extension_days,
            resume_on_missed_deadline=self.resume_on_missed_deadline,
            # From the amount as the law writes it: in days 12 weeks and 84 days would
            # be the same.
            rolls=is_under_atw(self.term_amount, self.term_unit),
            grounds=self.grounds(),
        )


class FormEdition(DatedRow):
    """The edition of a form (`key`, e.g. KG-I) that is to be filed from a day on.

    What an edition asks is written in code, under its name; here stands from when.
    """

    edition = models.CharField(_("edition"), max_length=20)

    class Meta(DatedRow.Meta):
        ordering = ["key", "valid"]
        verbose_name = _("edition of a form")
        verbose_name_plural = _("editions of forms")

    def __str__(self) -> str:
        return f"{self.key}, {self.edition}"
