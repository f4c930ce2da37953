"""The acts of a request for further information, from asking to the answer."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from dossiers.cases.act_definition import ReplayedCase, define_act
from dossiers.cases.acts import day_in_words
from dossiers.facts.request_facts import (
    AnsweredFacts,
    AskedFacts,
    CorrectedFacts,
    RenewedFacts,
    RevokedFacts,
)
from dossiers.models import Event
from dossiers.states import (
    APPLICANT,
    HANDLER,
    IN_TERM,
    RESUMED,
    UNDECIDED,
    WORKING,
    Act,
    Rule,
    State,
    only,
)

ANCHOR = "#requests-heading"


def _asked_details(facts: AskedFacts) -> list[str]:
    """How many questions, and the last day for the answer; a panel has their text."""
    number = len(facts.questions)
    words = ngettext("%(number)s question", "%(number)s questions", number)
    return [words % {"number": number}, *_answer_by_details(facts)]


def _answer_by_details(facts: AskedFacts | RenewedFacts) -> list[str]:
    """The last day for an answer."""
    words = _("answer before or on %(day)s")
    return [words % {"day": day_in_words(facts.answer_by)}]


def _answered_details(facts: AnsweredFacts) -> list[str]:
    """Whether a supplemented form came along; the record has its digest."""
    if facts.content_sha256:
        return [_("with a supplemented form")]
    return [_("in words, without a change of the form")]


def _corrected_details(facts: CorrectedFacts) -> list[str]:
    """What was wrong; the record has the digest of the form as it is now."""
    return [facts.reason]


def _replay_asked(told: ReplayedCase, facts: AskedFacts, event: Event) -> None:
    told.requests.add(facts.request)


def _replay_closed(
    told: ReplayedCase, facts: AnsweredFacts | RevokedFacts, event: Event
) -> None:
    told.requests.discard(facts.request)


ASK = define_act(
    Act.ASK,
    Rule(WORKING | {State.ASSESSED}, State.WAITING, HANDLER, IN_TERM),
    facts=AskedFacts,
    details=_asked_details,
    public=("request", "answer_by", "opening", "questions"),
    anchor=ANCHOR,
    replay=_replay_asked,
)
RENEW = define_act(
    Act.RENEW,
    Rule(only(State.WAITING), None, HANDLER, IN_TERM),
    facts=RenewedFacts,
    details=_answer_by_details,
    public=("request", "answer_by"),
    anchor=ANCHOR,
)
REVOKE = define_act(
    Act.REVOKE,
    Rule(only(State.WAITING), RESUMED, HANDLER, IN_TERM),
    facts=RevokedFacts,
    public=("request",),
    anchor=ANCHOR,
    replay=_replay_closed,
)
ANSWER = define_act(
    Act.ANSWER,
    Rule(only(State.WAITING, State.PREPARED), RESUMED, APPLICANT, IN_TERM),
    facts=AnsweredFacts,
    details=_answered_details,
    public=("request", "supplement", "content_sha256"),
    anchor=ANCHOR,
    news=gettext_lazy("%(number)s: our questions were answered"),
    replay=_replay_closed,
)
CORRECT = define_act(
    Act.CORRECT,
    Rule(UNDECIDED, RESUMED, APPLICANT, IN_TERM),
    facts=CorrectedFacts,
    details=_corrected_details,
    public=("reason", "supplement", "content_sha256"),
    news=gettext_lazy("%(number)s: the filing was corrected"),
)
