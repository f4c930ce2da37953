"""What is wrong in an organism row, quick enough to look at 1,000 of them on a page."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple, cast

from django import forms
from django.utils.translation import gettext

from applications.forms.context import FormContext

ARTICLE = re.compile(r"^5\.[1-8]\b")
"""Annex 5, part I, has the articles 5.1 to 5.8."""

CLASSES = ("1", "2", "3", "4")
"""The pathogenicity classes of micro-organisms (bijlage 4)."""

DASHES = re.compile(r"[\u2010-\u2015\u2212\s-]+")
"""What word processors and people write between the parts of a code."""


class CellProblem(NamedTuple):
    """Something wrong in a cell: the field, a code, and what to do."""

    field: str
    code: str
    message: str


class RowChecks:
    """The checks of the rows of one application.

    They use the fields of the form without making a form, and look at each value once,
    however many rows have it.
    """

    def __init__(self, fields: Mapping[str, forms.Field], context: FormContext):
        self.fields = fields
        self.context = context
        self._cells: dict[tuple[str, str], CellProblem | None] = {}
        self._fits: dict[tuple[str, ...], list[CellProblem]] = {}

    def of(self, values: Mapping[str, str]) -> list[CellProblem]:
        """What is wrong in a row, field by field; one problem a cell."""
        found = [
            problem
            for name, field in self.fields.items()
            if not _is_plain(field, values[name])
            and (problem := self._cell(name, field, values[name]))
        ]
        # A cell that is no valid value at all need not be told besides that it does not
        # fit.
        wrong = {problem.field for problem in found}
        return found + [
            each for each in self._misfits(values) if each.field not in wrong
        ]

    def _cell(self, name: str, field: forms.Field, value: str) -> CellProblem | None:
        """What the field says of a value."""
        if (name, value) not in self._cells:
            self._cells[name, value] = _said_by(name, field, value)
        return self._cells[name, value]

    def _misfits(self, values: Mapping[str, str]) -> list[CellProblem]:
        """What does not fit, for each combination of the cells that it depends on."""
        # Real tables repeat a few combinations in hundreds of rows: each is judged
        # once.
        key = tuple(values[name] for name in ("host_class", "cfi", "level", "article"))
        if key not in self._fits:
            self._fits[key] = list(row_misfits(values, self.context))
        return self._fits[key]


def _is_plain(field: forms.Field, value: str) -> bool:
    """Can nothing be wrong with this value: an ordinary text of an ordinary length?"""
    if not value:
        return not field.required
    most = cast(forms.CharField, field).max_length or 0
    fits = len(value) <= most and not value.isspace()
    return fits and "\x00" not in value


def _said_by(name: str, field: forms.Field, value: str) -> CellProblem | None:
    try:
        field.clean(value)
    except forms.ValidationError as error:
        code = error.error_list[0].code or "invalid"
        return CellProblem(name, code, error.messages[0])
    return None


def row_misfits(
    values: Mapping[str, str], context: FormContext
) -> Iterator[CellProblem]:
    """What does not fit with the procedure, the place or another cell."""
    cfi, level, article = (values.get(f) or "" for f in ("cfi", "level", "article"))
    if text := _class_misfit(values.get("host_class") or ""):
        yield CellProblem("host_class", "class-unknown", text)
    if wrong := _cfi_misfit(cfi, context) if cfi else "":
        yield CellProblem("cfi", "cfi-misfit", wrong)
    # All at once; but a level that fits the procedure is not wrong by a wrong CFI.
    is_told = cfi in context.categories and (
        not wrong or (level and level != context.level)
    )
    if is_told and (text := _level_misfit(cfi, level, context)):
        yield CellProblem("level", "level-misfit", text)
    # The article alone is checked: which paragraph and letter of it fit is for Bureau
    # GGO to judge.
    if article and not ARTICLE.match(article.strip()):
        text = gettext(
            "Give an article of annex 5, part I: 5.1 to 5.8, such as 5.4.2.a."
        )
        yield CellProblem("article", "article-unknown", text)


def _class_misfit(said: str) -> str:
    """Why this is no class of a host; empty when it is one, or none is said."""
    # Open is fine: cells and plants as hosts have no class (bijlage 4).
    if said.strip() in ("", *CLASSES):
        return ""
    text = gettext(
        "“%(said)s” is no class. Give 1, 2, 3 or 4, or leave it open when the host is "
        "no micro-organism."
    )
    return text % {"said": said}


def _cfi_misfit(cfi: str, context: FormContext) -> str:
    """Why a CFI cannot stand in a row; empty when it can."""
    category = context.categories.get(cfi)
    words = {"cfi": cfi, "level": context.level}
    if category is None:
        return gettext("There is no CFI “%(cfi)s”. Choose one, such as ML-I.") % words
    if not context.is_for(category):
        return _no_place_for(words)
    if context.used_cfis and cfi not in context.used_cfis:
        return (
            gettext(
                "%(cfi)s is not among the CFIs used at the place. Add it there, or "
                "choose another here."
            )
            % words
        )
    return ""


def _no_place_for(words: dict[str, str]) -> str:
    """The CFI belongs in another procedure, told by the level if there is one."""
    if words["level"]:
        text = gettext(
            "%(cfi)s does not fit level %(level)s, for which this form is. Choose "
            "another CFI, or start the procedure that %(cfi)s needs."
        )
    else:
        text = gettext(
            "%(cfi)s does not fit this procedure. Choose another CFI, or start the "
            "procedure that %(cfi)s needs."
        )
    return text % words


def _level_misfit(cfi: str, level: str, context: FormContext) -> str:
    """Why a level does not go with a CFI; with II the law asks k or v as well.

    (Regeling ggo 17 lid 1 onder b)
    """
    fitting = context.levels_of(cfi)
    if level and level not in fitting:
        text = gettext("%(cfi)s goes with level %(levels)s. Correct one of the two.")
    elif not level and not context.level_of(cfi):
        text = gettext("Say at which level you use %(cfi)s: %(levels)s.")
    else:
        return ""
    return text % {"cfi": cfi, "levels": gettext(" or ").join(map(str, fitting))}


class Codes:
    """The codes of CFI and level, known whatever the capitals and dashes."""

    def __init__(self, context: FormContext):
        cfis = context.categories
        levels = {str(x) for cfi in cfis for x in context.levels_of(cfi)}
        self._known = {
            "cfi": {_plain(code): code for code in cfis},
            "level": {_plain(code): code for code in levels},
        }

    def tidy(self, values: Mapping[str, str]) -> dict[str, str]:
        """A row as typed, with its codes in the way they are written."""
        return {
            name: self._known[name].get(_plain(typed), typed)
            if name in self._known
            else typed
            for name, typed in values.items()
        }


def _plain(code: str) -> str:
    # Word turns the hyphen of ML-I into a dash; the lab means the same CFI.
    return DASHES.sub("-", code.strip()).casefold()
