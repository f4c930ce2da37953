"""What is kept of who handles a case."""

from dataclasses import dataclass

from dossiers.facts.storing import Facts


@dataclass(frozen=True, slots=True, kw_only=True)
class HandlerFacts(Facts):
    """Who handles the case from now on, and who did: keys and names of people.

    `earlier_handler` is empty when nobody handled it, None where a case is taken up by
    who acts. `treated_from` is the number of the case that goes on as this one.
    """

    handler: int | None = None
    handler_name: str | None = None
    earlier_handler: str | None = None
    treated_from: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RemarkFacts(Facts):
    """A remark for the file, which only Bureau GGO reads."""

    remark: str
