"""Dossiers, their cases, and the counter that numbers them (ADR 5)."""

from datetime import date
from typing import Self

import pgtrigger
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, User
from applications.models import Application
from dossiers.states import MAY_WORK, OPEN, Kind, Part, State
from procedures.counting.terms import RequestDates
from procedures.models import Procedure, ProcedureType

SEARCH = """
IF TG_OP = 'INSERT' OR NEW.search IS NULL
    OR (NEW.number, NEW.title, NEW.organisation_id, NEW.application_id)
        IS DISTINCT FROM
        (OLD.number, OLD.title, OLD.organisation_id, OLD.application_id)
THEN
    NEW.search := dossiers_case_search(
        NEW.number, NEW.title, NEW.organisation_id, NEW.application_id
    );
ELSE
    NEW.search := OLD.search;
END IF;
RETURN NEW;
"""
"""Fills `Case.search` anew when what it is made of changes, or when it was emptied.

The functions stand in migration 0001; `dossiers.cases.search` asks.
"""


class NumberCounter(models.Model):
    """The last dossier serial given out in a year; filings lock this row."""

    year = models.PositiveIntegerField(primary_key=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"


class Dossier(models.Model):
    """A first filing and its changes, known as `IG 26-014_I`."""

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="dossiers"
    )
    year = models.PositiveIntegerField()
    serial = models.PositiveIntegerField()
    tag = models.CharField(_("level tag"), max_length=20)
    last_follow_number = models.PositiveIntegerField(default=0)
    opened_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["year", "serial"], name="dossier_number_once"
            )
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        """`IG 26-014_I`; the serial grows to four digits after 999."""
        return f"IG {self.year % 100:02d}-{self.serial:03d}_{self.tag}"


class CaseQuerySet(models.QuerySet["Case"]):
    """Cases, by who may see them and what is due."""

    def visible_to(self, user: User) -> Self:
        """All cases for Bureau GGO; for others those of their own organisations."""
        if user.is_bureau:
            return self
        return self.filter(organisation__in=user.organisations())

    def open(self) -> Self:
        """Cases that have not ended; their dates can still move."""
        return self.filter(state__in=OPEN)

    def window_passed(self, on: date) -> Self:
        """Open cases in whose objection window nothing can happen any more."""
        return self.open().filter(objection_until__lt=on)

    def behind(self, number: int) -> Self:
        """Open cases whose stored dates rest on the law before that change."""
        return self.open().filter(law_number__lt=number)


class Case(models.Model):
    """One filing in a dossier: `IG 26-014_I-000`. It has the clock and the state.

    `procedure` is the row of the law in force on the day of receipt; it governs the
    case for ever. A combination opens two or three cases of one application: `part`
    says which this is, `follow_up` is the row of the KG or VA in it. The date columns
    are an index only, derived from dated facts by `cases.dates`; nothing types or
    increments them.

    An administrative filing has no number of its own, so no dossier: it `concerns`
    dossiers, and `number` is a reference.

    `extension_days`, `first_decision_on`, `stands_still_together` and `treated_on` are
    facts that the clock rests on; `head` ties the case to its last event; `search` is
    kept by a trigger of the database.
    """

    # Its own index would only stand beside the two below that begin with it.
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="cases", db_index=False
    )
    dossier = models.ForeignKey(
        Dossier, models.PROTECT, null=True, blank=True, related_name="cases"
    )
    follow_number = models.PositiveIntegerField(null=True, blank=True)
    number = models.CharField(
        _("case number"), max_length=40, unique=True, help_text="IG-26-014_I-000"
    )
    concerns = models.ManyToManyField(
        Dossier, related_name="administrative_cases", blank=True
    )
    application = models.ForeignKey(Application, models.PROTECT, related_name="+")
    part = models.CharField(max_length=10, choices=Part.choices, blank=True)
    procedure = models.ForeignKey(Procedure, models.PROTECT, related_name="+")
    follow_up = models.ForeignKey(
        Procedure, models.PROTECT, null=True, blank=True, related_name="+"
    )
    title = models.CharField(_("title"), max_length=200)
    state = models.CharField(_("status"), max_length=20, choices=State.choices)
    handler = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+"
    )
    received_at = models.DateTimeField(_("received"))
    due_on = models.DateField(_("decision due"), null=True, blank=True)
    objection_until = models.DateField(
        _("refusing to agree until"), null=True, blank=True
    )
    # Stored, so that one index gives the worklist in its order, page after page.
    due = models.GeneratedField(
        expression=Coalesce("due_on", "objection_until"),
        output_field=models.DateField(null=True),
        db_persist=True,
        help_text="What the worklist sorts by: the decision, else the window of 2.19.",
    )
    may_start_on = models.DateField(_("may start on"), null=True, blank=True)
    law_number = models.BigIntegerField(
        default=0, help_text="The change of the law under which the dates were derived."
    )
    extension_days = models.PositiveSmallIntegerField(
        default=0, help_text="Days by which the term was extended, once."
    )
    first_decision_on = models.DateField(
        null=True,
        blank=True,
        help_text="In a combination: the day of the 2.8 decision.",
    )
    stands_still_together = models.BooleanField(
        default=False,
        help_text="A KG or VA whose term stands still with that of its 2.8 request.",
    )
    treated_on = models.DateField(
        null=True,
        blank=True,
        help_text="When it was told that the filing is treated as this procedure.",
    )
    asks_consent = models.BooleanField(
        default=False, help_text="A KG with a request for consent (2.17 lid 2)."
    )
    ended_at = models.DateTimeField(null=True, blank=True)
    suspended_days = models.PositiveIntegerField(
        default=0, help_text="Days the clock stood still, counted when it ended."
    )
    head = models.CharField(
        max_length=64, blank=True, help_text="The digest of its last event."
    )
    # Null asks the trigger to fill it (`search.refresh_search`); nothing in Python
    # writes it.
    search = SearchVectorField(null=True, editable=False)
    changed_at = models.DateTimeField()

    objects = CaseQuerySet.as_manager()

    suspending: tuple[RequestDates, ...]  # kept by `dossiers.cases.dates`
    is_undatable = False  # set in memory: its dates are behind and cannot be derived

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "follow_number"], name="follow_number_once"
            ),
            # Whatever two requests do at once, a filing opens each of its cases once.
            models.UniqueConstraint(
                fields=["application", "part", "follow_up"],
                name="part_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=models.Q(dossier__isnull=True, follow_number__isnull=True)
                | models.Q(dossier__isnull=False, follow_number__isnull=False),
                name="follow_number_in_dossier",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=State.values), name="case_state"
            ),
        ]
        # Partial, by open: what has ended only grows, and no list of work reads it.
        indexes = [
            # The worklist: what is due first among what is open.
            models.Index(
                fields=["due", "id"],
                condition=models.Q(state__in=sorted(OPEN)),
                name="case_worklist",
            ),
            models.Index(
                fields=["due", "id"],
                # A chip of their own: assessed cases only wait for their window, so
                # they can be most of what is open.
                condition=models.Q(state=State.ASSESSED),
                name="case_assessed",
            ),
            models.Index(
                fields=["handler", "due", "id"],
                condition=models.Q(state__in=sorted(OPEN)),
                name="case_of_handler",
            ),
            models.Index(
                fields=["state", "due", "id"],
                condition=models.Q(state__in=sorted(OPEN)),
                name="case_in_state",
            ),
            # Administrative changes, for which no term runs.
            models.Index(
                fields=["id"],
                condition=models.Q(
                    state__in=sorted(OPEN), due=None, dossier__isnull=True
                ),
                name="case_without_term",
            ),
            # What nobody took up yet, the oldest first.
            models.Index(
                fields=["received_at"],
                condition=models.Q(state=State.RECEIVED, handler=None),
                name="case_unassigned",
            ),
            # The nightly run: windows that end, and work that may start.
            models.Index(
                fields=["objection_until"],
                condition=models.Q(state__in=sorted(OPEN)),
                name="case_window",
            ),
            models.Index(
                fields=["may_start_on"],
                condition=models.Q(state__in=sorted(MAY_WORK)),
                name="case_start",
            ),
            # What is a lab's own, on its pages and over REST: the newest first, and
            # what changed since somebody last asked.
            models.Index(fields=["organisation", "-id"], name="case_of_lab"),
            models.Index(fields=["organisation", "changed_at"], name="case_changed"),
            # Search, and the dashboard of a year.
            GinIndex(fields=["search"], name="case_search"),
            models.Index(fields=["received_at"], name="case_received"),
            models.Index(fields=["ended_at"], name="case_ended"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="search",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=SEARCH,
            )
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def governing(self) -> Procedure:
        """The row that says what this case is: in a combination that of its part."""
        return self.follow_up or self.procedure

    @property
    def kind(self) -> Kind:
        """What it asks of BGGO: a decision, or only that it does not object."""
        kind = self.governing.type
        if kind == ProcedureType.ADMINISTRATIVE:
            return Kind.ADMINISTRATIVE
        if kind == ProcedureType.KG:
            return Kind.NOTIFICATION
        is_kg = kind == ProcedureType.R28_KG and self.part == Part.FOLLOW_UP
        return Kind.NOTIFICATION if is_kg else Kind.REQUEST

    @property
    def is_projected(self) -> bool:
        """Does it wait for a 2.8 decision that is not there yet?"""
        return self.part == Part.FOLLOW_UP and self.first_decision_on is None

    @property
    def coupled(self) -> list[str]:
        """The numbers of the other cases of a combination, as people write them.

        A filing that is treated as another procedure has two numbers as well, one
        after the other: those are not coupled.
        """
        if self.part not in (Part.REQUEST, Part.FOLLOW_UP):
            return []
        return [label for label in self.application.filed_as if label != self.label]

    @property
    def label(self) -> str:
        """The number as people write it, with a space: `IG 26-014_I-000`."""
        return self.number.replace("IG-", "IG ", 1)
