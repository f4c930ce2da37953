"""The acts about a letter; they may happen also when the case has ended."""

from django.utils.translation import gettext as _

from dossiers.cases.act_definition import define_act
from dossiers.cases.acts import day_in_words
from dossiers.facts.letter_facts import LetterFacts
from dossiers.models import LetterKind
from dossiers.states import EVERY_STATE, HANDLER, PORTAL, Act, Rule


def _details(facts: LetterFacts) -> list[str]:
    """Which letter, and why it came back."""
    kind = str(LetterKind(facts.kind).label)
    return [line for line in (kind, facts.reason) if line]


def _post_details(facts: LetterFacts) -> list[str]:
    """Which letter, and the day on which it was posted."""
    words = _("posted on %(day)s") % {"day": day_in_words(facts.posted_on)}
    return [*_details(facts), words]


def _known_details(facts: LetterFacts) -> list[str]:
    """On which day a decision was sent, from which the term to object runs."""
    return [
        _("sent on %(day)s (Awb 3:41)") % {"day": day_in_words(facts.made_known_on)}
    ]


def _known_title(facts: LetterFacts) -> str:
    """A decision on a penalty is told apart from that on the case."""
    is_penalty = facts.kind == LetterKind.PENALTY
    return _("decision on the penalty made known") if is_penalty else ""


MAKE_KNOWN = define_act(
    Act.MAKE_KNOWN,
    Rule(EVERY_STATE, None, PORTAL),
    facts=LetterFacts,
    title=_known_title,
    details=_known_details,
    public=("letter", "kind", "made_known_on", "sha256"),
    anchor="#decision-heading",
)
COME_BACK = define_act(
    Act.COME_BACK,
    Rule(EVERY_STATE, None, PORTAL),
    facts=LetterFacts,
    details=_details,
    public=("letter", "kind", "reason"),
)
TRY_AGAIN = define_act(
    Act.TRY_AGAIN,
    Rule(EVERY_STATE, None, HANDLER),
    facts=LetterFacts,
    details=_details,
    public=("letter", "kind"),
)
POST = define_act(
    Act.POST,
    Rule(EVERY_STATE, None, HANDLER),
    facts=LetterFacts,
    details=_post_details,
    public=("letter", "kind", "posted_on"),
)
