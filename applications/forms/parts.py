"""The parts of one application, as its pages and its checks go through them."""

from applications.forms.base import Section
from applications.forms.context import FormContext
from applications.forms.procedures import sections_for
from applications.forms.sections.confidentiality import ConfidentialitySection


def parts_of(context: FormContext) -> list[type[Section]]:
    """The sections that are asked, in their order, then what goes with every form."""
    return [*sections_for(context), ConfidentialitySection]
