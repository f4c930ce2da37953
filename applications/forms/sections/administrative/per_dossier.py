"""One answer for all chosen dossiers, and another for a dossier that differs."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from applications.forms.base import AnswerRow, SectionForm
from applications.forms.fields import choice_field, expect_answer
from applications.forms.sections.administrative.dossiers import (
    DossiersSection,
    chosen_dossiers,
    dossier_content,
)
from applications.parties.responsible_parties import (
    ResponsibleParties,
    parties_by_dossier,
)
from applications.text_input.typed import as_text

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


EVERYWHERE = "everywhere"
ONE = "dossier-"
"""What the names of the questions for one dossier begin with; its id follows."""


class PerDossierSection(SectionForm):
    """A select for all dossiers together, and one for each, without a script.

    A section of this kind asks `everywhere` and says what can be picked.
    """

    body = "applications/forms/_per_dossier.html"
    more = {rf"{ONE}[0-9a-f-]{{36}}": _("For one dossier, where it differs")}
    now: ClassVar[str] = ""  # which of `ResponsibleParties` it replaces
    unanswered: ClassVar[str | Promise] = ""
    about_none: ClassVar[str | Promise] = ""  # no chosen dossier has what changes

    def __init__(self, data: Mapping[str, Any] | None = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        for name, label in self.labels.items():
            expect_answer(self.fields[name])
            self.fields[name].label = label

    def prepare(self) -> None:
        """One question more for each dossier, when there are several."""
        picks = list(self.picks())
        self.before = parties_by_dossier(chosen_dossiers(self.context).values())
        self.dossiers = {
            key: row
            for key, row in chosen_dossiers(self.context).items()
            if self.is_about(key)
        }
        choice_field(self, EVERYWHERE).choices = [("", gettext("Choose")), *picks]
        self.labels = {EVERYWHERE: self.fields[EVERYWHERE].label}
        for key, row in self.dossiers.items() if len(self.dossiers) > 1 else ():
            name = f"{ONE}{key}"
            self.fields[name] = forms.ChoiceField(
                choices=[("", gettext("As for all")), *picks],
                required=False,
                help_text=self._until_now(key),
            )
            self.labels[name] = f"{row.dossier_numbers} – {row}"

    def is_about(self, key: str) -> bool:
        """Does a dossier have what changes here?"""
        return True

    def picks(self) -> Iterable[tuple[str, str]]:
        """What can be picked: codes and words."""
        raise NotImplementedError

    def written(self, pick: str) -> dict[str, Any]:
        """What is picked as the content of an application holds it."""
        raise NotImplementedError

    @property
    def apart(self) -> list[forms.BoundField]:
        """The questions for one dossier."""
        return [bound for bound in self if bound.name.startswith(ONE)]

    @property
    def others(self) -> list[forms.BoundField]:
        """The questions that are not about who or what follows."""
        alike = {EVERYWHERE, *(bound.name for bound in self.apart)}
        return [bound for bound in self if bound.name not in alike]

    @property
    def for_all(self) -> forms.BoundField:
        """The question for all dossiers together."""
        return self[EVERYWHERE]

    def follows(self, answers: Mapping[str, Any], key: str) -> str:
        """What is picked for a dossier; empty when nothing is."""
        own = answers.get(f"{ONE}{key}") or answers.get(EVERYWHERE)
        return str(own or "")

    def clean(self) -> dict[str, Any]:
        """Before filing something is picked for each dossier."""
        answers = super().clean() or {}
        if self.strict and EVERYWHERE not in self.errors:
            if chosen_dossiers(self.context) and not self.dossiers and not self.earlier:
                self._fault(str(self.about_none), "not-together")
            elif left := self._left(answers):
                self._fault(str(self.unanswered) % {"dossiers": left}, "required")
        return answers

    def _left(self, answers: Mapping[str, Any]) -> str:
        """The dossiers for which nothing is picked yet, in one line."""
        named = {key: row.dossier_numbers for key, row in self.dossiers.items()}
        if self.earlier or not named:
            named[""] = self.earlier or gettext("all dossiers")
        left = [name for key, name in named.items() if not self.follows(answers, key)]
        return ", ".join(left)

    def _fault(self, text: str, code: str) -> None:
        self.add_error(EVERYWHERE, forms.ValidationError(text, code=code))

    @property
    def earlier(self) -> str:
        """The dossiers from before the portal, in one line."""
        said = as_text(self.context.values(DossiersSection.key).get("earlier"))
        return ", ".join(said.split("\n")).strip()

    def resolved(self, values: dict[str, Any]) -> dict[str, Any]:
        """What follows for each dossier, by number, and for those before the portal."""
        own = self.own_names()
        return {
            **{name: value for name, value in values.items() if name in own},
            EVERYWHERE: self.written(self.follows(values, "")),
            "dossiers": [self._of(key, values) for key in self.dossiers],
        }

    @classmethod
    def own_names(cls) -> set[str]:
        """The questions of the class that are not about who or what follows."""
        return set(cls.base_fields) - {EVERYWHERE}

    @classmethod
    def rows(cls, said: dict[str, Any]) -> list[AnswerRow]:
        """The other questions, then each dossier with what follows."""
        mine = said["answers"].get(cls.key, {})
        asked = [
            AnswerRow(str(field.label), cls.lines(name, mine.get(name)))
            for name, field in cls.base_fields.items()
            if name != EVERYWHERE
        ]
        found = mine.get("dossiers", [])
        lines = [f"{one['number']}: {one.get('name', '–')}" for one in found]
        if earlier := said["answers"].get(DossiersSection.key, {}).get("earlier"):
            name = (mine.get(EVERYWHERE) or {}).get("name", "–")
            lines.append(f"{', '.join(earlier.splitlines())}: {name}")
        return [*asked, AnswerRow(str(cls.base_fields[EVERYWHERE].label), lines)]

    def _of(self, key: str, values: Mapping[str, Any]) -> dict[str, Any]:
        """A dossier with what is picked for it."""
        pick = self.follows(values, key)
        return {**dossier_content(key, self.dossiers[key]), **self.written(pick)}

    def _until_now(self, key: str) -> str:
        """Who or what it is now, as far as the portal knows."""
        now = getattr(self.before.get(key, ResponsibleParties()), self.now)
        return gettext("Now: %(now)s") % {"now": now} if now else ""


def successor_field(
    label: "StrOrPromise",
    *,
    needed: "StrOrPromise" = "",
    help: "StrOrPromise" = "",
    wrong: "StrOrPromise" = "",
) -> forms.ChoiceField:
    """The question for all dossiers together; `wrong` is said of what is not there."""
    return forms.ChoiceField(
        label=label,
        help_text=help,
        required=False,
        error_messages={"required": needed, "invalid_choice": wrong},
    )
