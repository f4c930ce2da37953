"""Somebody lost the second step: an administrator lets that person begin anew."""

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actions.door import record_access
from accounts.actor import Actor
from accounts.errors import AccessNotAllowed
from accounts.models import AccessKind, User


@transaction.atomic
def reset_second_step(person: User, *, by: Actor, at: datetime) -> None:
    """Forget the app and the recovery codes; the password ends with them.

    The person chooses a new password by mail and sets up a new app, so whoever found
    the phone or knew the password gains nothing. Every session of the person ends.
    An administrator of the portal does it for another; the portal itself for anybody
    (`manage.py reset_second_step`). Raises `NotAllowed`.
    """
    _require_administrator(by, person)
    locked_user = User.objects.select_for_update(no_key=True).get(pk=person.pk)
    kinds = Authenticator.objects.filter(user=locked_user).order_by("type")
    facts = {"steps": list(kinds.values_list("type", flat=True))}
    kinds.delete()
    locked_user.set_unusable_password()
    locked_user.save(update_fields=["password"])
    record_access(AccessKind.STEP_RESET, None, about=locked_user, by=by, at=at, **facts)


def _require_administrator(by: Actor, person: User) -> None:
    if by.user is None and by.client is None and not by.guest:
        return
    if by.user is None or not by.user.has_perm("accounts.change_user"):
        raise AccessNotAllowed(_("Only an administrator of the portal may do this."))
    if by.user == person:
        raise AccessNotAllowed(
            _(
                "Nobody resets his own second step. Ask another administrator, or turn "
                "it off and on under “My details”."
            )
        )
    if person.is_superuser and not by.user.is_superuser:
        raise AccessNotAllowed(_("Only a full administrator may do this."))
