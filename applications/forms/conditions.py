"""When a section is asked: the conditions in the lists of sections, where one reads."""

from collections.abc import Callable
from typing import Any

from applications.forms.base import Section
from applications.forms.context import FormContext
from applications.forms.scope import PROCESS, SCHOOL

Condition = Callable[[FormContext], bool]


def only_when(condition: Condition, section: type[Section]) -> type[Section]:
    """The section, asked only where the condition holds."""
    own = {"applies": staticmethod(condition)}
    metaclass: Any = type(section)  # that of forms, for what is one
    asked: type[Section] = metaclass(section.__name__, (section,), own)
    return asked


def is_permit(context: FormContext) -> bool:
    """Is a permit applied for (VA)?"""
    return context.is_permit


def is_process(context: FormContext) -> bool:
    """Is it about a process installation (MI)?"""
    return context.scope.families == PROCESS


def is_school(context: FormContext) -> bool:
    """Is it about a laboratory for ggo's of annex 11 or 6 (S)?"""
    return context.scope.families == SCHOOL
