"""The act by which a case begins."""

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from dossiers.cases.act_definition import ReplayedCase, define_act
from dossiers.facts.filing_facts import ReceivedFacts
from dossiers.models import Event
from dossiers.states import APPLICANT, NEW, Act, Rule, State
from procedures.counting.legal_day import AMSTERDAM, legal_day


def _title(facts: ReceivedFacts) -> str:
    """What is treated as another procedure was received before that."""
    return _("goes on as another procedure") if facts.treated_from else ""


def _details(facts: ReceivedFacts) -> list[str]:
    """Of what goes on as another procedure: as what it was filed, and when."""
    if not (facts.treated_from and facts.received_at):
        return []
    received = localtime(facts.received_at, AMSTERDAM)
    words = {
        "number": facts.treated_from,
        "day": date_format(received, "j F Y"),
        "time": date_format(received, "H:i"),
    }
    return [_("filed as %(number)s, received on %(day)s at %(time)s") % words]


def _replay(told: ReplayedCase, facts: ReceivedFacts, event: Event) -> None:
    """A filing that is treated as another procedure came in with the first case."""
    told.received = legal_day(facts.received_at or event.at)
    told.treated_on = facts.treated_on


RECEIVE = define_act(
    Act.RECEIVE,
    Rule(NEW, State.RECEIVED, APPLICANT),
    facts=ReceivedFacts,
    title=_title,
    details=_details,
    public=("content_sha256", "treated_from"),
    replay=_replay,
)
