"""Bringing a draft into the edition of the form that is in force."""

from datetime import datetime

from django.db import transaction

from accounts.actor import Actor
from applications.access.draft_access import mark_changed, open_draft
from applications.completeness.form_editions import Turnover, edition_turnover
from applications.drafting.prefill import answers_asked_by
from applications.forms.context import FormContext
from applications.forms.procedures import sections_of
from applications.models import Application
from procedures.counting.legal_day import legal_day


@transaction.atomic
def carry_over(application: Application, *, by: Actor, at: datetime) -> Turnover | None:
    """Go on in the edition of today; the answers to what both ask stay.

    What the new edition does not ask falls away; the result lists it, with what is new.
    None when the draft is in that edition already: nothing happens then. Raises
    `AlreadyFiled`, `ActorNotAllowed`, `UnknownForm`.
    """
    draft = open_draft(application, by=by)
    # Under the lock: of two who press the button at once the second finds nothing to
    # do.
    found = edition_turnover(FormContext(draft, legal_day(at)))
    if found is None:
        return None
    _keep_what_is_asked(draft, found.edition)
    # With the new edition the content is another, so a signature that stood lapses by
    # itself.
    mark_changed(draft, at=at, edition=found.edition)
    return found


def _keep_what_is_asked(draft: Application, edition: str) -> None:
    """Leave out the answers that the edition does not ask."""
    asked = {s.key: s for s in sections_of(draft.procedure_key, edition)}
    for answers in draft.section_answers.all():
        if answers.section not in asked:
            answers.delete()
            continue
        # By question and not by section: a new edition mostly drops or adds one.
        kept = answers_asked_by(asked[answers.section], answers.values)
        if kept != answers.values:
            # A version on, so that a page that is open on the old edition does not
            # write it back.
            answers.values, answers.version = kept, answers.version + 1
            answers.save(update_fields=["values", "version"])
