"""What is kept of requests for further information, their answers, and corrections."""

from dataclasses import dataclass
from datetime import date as Day

from dossiers.facts.storing import Facts


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionFacts:
    """A question, with the keys of the part of the form that it is about, if any."""

    section: str
    field: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DateIfAnswered:
    """A date of a case (`case`: its label; `date`: the column) as it then becomes."""

    case: str
    date: str
    day: Day


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedFacts(Facts):
    """A request: its key, its words, the last day for the answer, the dates then."""

    request: int
    opening: str
    questions: list[QuestionFacts]
    answer_by: Day
    then: list[DateIfAnswered]


@dataclass(frozen=True, slots=True, kw_only=True)
class RenewedFacts(Facts):
    """A later day for the answer, and the dates then."""

    request: int
    answer_by: Day
    then: list[DateIfAnswered]


@dataclass(frozen=True, slots=True, kw_only=True)
class RevokedFacts(Facts):
    """A request that was taken back, or lapsed `because` of an act that ended the case.

    `still_open`: does another request of the filing stop the clock?
    """

    request: int
    remark: str | None = None
    still_open: bool | None = None
    then: list[DateIfAnswered] | None = None
    because: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnsweredFacts(Facts):
    """An answer, the supplement that came along, and what it does to the term.

    `supplement` is the key of the new version of the form and `content_sha256` its
    digest: None and empty where nothing in it was changed. `suspended_days` are the
    days that the clock stood still, in all.
    """

    request: int
    supplement: str | None
    content_sha256: str
    remark: str
    answers_sha256: str
    still_open: bool
    suspended_days: int
    then: list[DateIfAnswered]


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectedFacts(Facts):
    """A correction of one's own accord: why, and the form as it is now."""

    reason: str
    supplement: str
    content_sha256: str
