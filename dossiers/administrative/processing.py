"""Processing an administrative change: no procedure and no decision, but on record.

The act, and its page.
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from accounts.models import Organisation
from applications.forms.sections.administrative.dossiers import CLOSING, HOLDER
from applications.models import Application, Standing
from dossiers.administrative.acts import PROCESS
from dossiers.administrative.administrative_changes import (
    ONE_PER_DOSSIER,
    ChangeRequest,
)
from dossiers.cases.act_page import ActPage
from dossiers.cases.search import refresh_search
from dossiers.cases.transitions import apply_transition, lock_for
from dossiers.errors import NotAllowed
from dossiers.facts.filing_facts import ChangeFacts, ProcessedFacts
from dossiers.models import Case, Dossier, Event
from dossiers.states import Act


@transaction.atomic
def process_change(case: Case, *, by: Actor, at: datetime) -> Event:
    """Do what an administrative filing asks, all of it or nothing.

    BVF, VM and place of each dossier, the end of dossiers, and the holder: another name
    of the same legal person, or the dossiers go to another one in the portal. The event
    says what it was and what it became. Raises `NotAllowed`, with words, when something
    is not possible as things stand, and for the wrong state or person.
    """
    lock_for(PROCESS, case, by=by, at=at)
    # Read under the lock: a colleague may have processed another change of these
    # dossiers since the page was shown.
    asked = ChangeRequest(case)
    if refusals := asked.refusals():
        raise NotAllowed(" ".join(refusals), case.events.last())
    # Before anything is written, since `old` is what holds until now.
    changes = [ChangeFacts(**change._asdict()) for change in asked.changes()]
    for kind in asked.kinds:
        write_change(kind, asked, at=at)
    facts = ProcessedFacts(changes=changes, by_hand=asked.earlier)
    return apply_transition(PROCESS, case, by=by, at=at, facts=facts)


def write_change(kind: str, asked: ChangeRequest, *, at: datetime) -> None:
    """Write one kind of change, for every dossier that it is about."""
    if kind in ONE_PER_DOSSIER:
        for key, _number, follower, _name in asked.followers(kind):
            _write_standing(
                asked.firsts[key], {f"{kind}_id": follower, f"{kind}_since": at}
            )
    elif kind == CLOSING:
        for first in asked.firsts.values():
            _write_standing(first, {"closed_at": at})
    elif asked.is_transfer:
        _transfer_dossiers(asked)
    elif kind == HOLDER:
        _rename_holder(asked)


def _write_standing(first: Application, values: dict[str, Any]) -> None:
    """What stands beside the filing, which itself stays as it was filed (ADR 11)."""
    Standing.objects.update_or_create(first=first, defaults=values)


def _rename_holder(asked: ChangeRequest) -> None:
    """The same legal person by another name or at another address; search follows."""
    new = asked.answers[HOLDER]
    Organisation.objects.filter(pk=asked.case.organisation_id).update(
        name=new["name"], kvk_number=new["kvk_number"], address=new["address"]
    )
    # Cases are found by the name, and their trigger sees only their own row.
    refresh_search(Case.objects.filter(organisation=asked.case.organisation_id))


def _transfer_dossiers(asked: ChangeRequest) -> None:
    """The dossiers, with all that was filed in them, go to another legal person.

    Own references go out: they are of the systems of who held them. So does who answers
    for them by an earlier change: those are not people of the new holder.
    """
    holder = asked.new_holder
    dossiers = list(asked.dossiers.values_list("pk", flat=True))
    Standing.objects.filter(first__in=asked.firsts.values()).delete()
    # Past the door on purpose: nothing happens to these cases but who sees them, and
    # the event of the administrative case tells that.
    Case.objects.filter(dossier__in=dossiers).update(organisation=holder)
    Dossier.objects.filter(pk__in=dossiers).update(organisation=holder)
    # They are unique within an organisation, and the new holder may use the same ones.
    asked.filings.update(organisation=holder, external_reference="")


PAGES: dict[Act, ActPage] = {
    PROCESS: ActPage(
        button=_("Process"),
        lead=_(
            "What is asked is done at once, for all dossiers together, and stands in "
            "the log with what it was before."
        ),
        do=process_change,
        done=_("The administrative change is processed."),
        plan=ChangeRequest,
    ),
}
