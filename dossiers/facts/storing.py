"""Facts to and from the JSON of an event.

An event is chained by its digest (`cases.event_chain`), so what is stored never
changes; what is read may be of an older portal. A field that comes later therefore
defaults to None, and is not stored while it is None. `VERSION` of a class goes up when
a field changes its meaning; `upgrade` then brings what was stored under an earlier one
up to it.
"""

from dataclasses import dataclass, fields
from typing import Any, ClassVar, Self

from cattrs import BaseValidationError
from cattrs.preconf.json import make_converter

CONVERTER = make_converter()


class FactsUnreadable(ValueError):
    """What an event keeps is not what its act leaves on record."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What an act leaves on record: days as dates, amounts in whole euros, keys of
    rows.
    """

    VERSION: ClassVar[int] = 1

    def stored(self) -> dict[str, Any]:
        """As an event keeps it: values of JSON, days in ISO form."""
        facts: dict[str, Any] = CONVERTER.unstructure(self)
        for field in fields(self):
            if field.default is None and facts[field.name] is None:
                del facts[field.name]
        if self.VERSION > 1:
            facts["version"] = self.VERSION
        return facts

    @classmethod
    def read(cls, stored: dict[str, Any]) -> Self:
        """The facts of an event; what this class does not know is left out.

        Raises `FactsUnreadable` when something is missing or of another kind.
        """
        try:
            return CONVERTER.structure(cls.upgrade(stored), cls)
        except BaseValidationError as error:
            raise FactsUnreadable(cls.__name__) from error

    @classmethod
    def upgrade(cls, stored: dict[str, Any]) -> dict[str, Any]:
        """Stored facts of an earlier version, as this one has them."""
        return stored


@dataclass(frozen=True, slots=True, kw_only=True)
class NoFacts(Facts):
    """The act itself says it all."""


NO_FACTS = NoFacts()
