"""The one door for changes to a draft: locked, still a draft, by its own people."""

from datetime import datetime

from accounts.actor import Actor
from applications.access.rights import require_member
from applications.errors import AlreadyFiled
from applications.models import Application


def open_draft(application: Application, *, by: Actor) -> Application:
    """The draft with its row locked, inside the transaction of the caller.

    Raises `AlreadyFiled` when it can no longer change, `ActorNotAllowed` for strangers.
    """
    draft = (
        Application.objects.select_for_update(of=("self",))
        .select_related("organisation")
        .get(pk=application.pk)
    )
    require_member(draft.organisation, by)
    if not draft.is_draft:
        raise AlreadyFiled(draft.pk)
    return draft


def mark_changed(draft: Application, *, at: datetime, **values) -> None:
    """Write down that the draft changed, so that readers see they are behind."""
    draft.version += 1
    draft.changed_at = at
    for name, value in values.items():
        setattr(draft, name, value)
    draft.save(update_fields=["version", "changed_at", *values])
