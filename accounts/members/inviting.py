"""Asking somebody to act for an organisation, and that person's answer."""

from collections.abc import Collection
from datetime import datetime

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.mail import EmailMessage
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.access_changes import lock_for_change, lock_organisation
from accounts.actor import Actor
from accounts.digests import text_digest
from accounts.errors import ActorNotAllowed, HasAccount, InputRefused, InvitationClosed
from accounts.mailing import portal_mail
from accounts.members.membership import give_roles, roles_in_order, roles_of
from accounts.models import (
    AccessEvent,
    AccessKind,
    Invitation,
    InvitationState,
    LabRole,
    Organisation,
    User,
)
from accounts.models.invitation import GOOD_FOR
from accounts.outbox import require_time, send_next, wake_after_commit

SEND = "accounts.tasks.send_invitations"


@transaction.atomic
def invite_member(
    organisation: Organisation,
    *,
    email: str,
    name: str,
    roles: Collection[str],
    language: str = "nl",
    by: Actor,
    at: datetime,
) -> Invitation:
    """An administrator invites somebody, whether or not that person has an account.

    The row promises the mail. Raises `ActorNotAllowed`, and `InputRefused` for who
    belongs to the organisation already or has an invitation that is not answered.
    """
    inviter = lock_for_change(organisation, by=by, roles=[LabRole.ADMIN])
    email = email.lower()
    _require_new(organisation, email)
    invitation = Invitation(
        organisation=organisation,
        email=email,
        name=name,
        roles=roles_in_order(roles),
        language=language,
        invited_by=inviter,
    )
    _queue_invitation(invitation, at=at)
    _record(AccessKind.INVITED, invitation, by=by, at=at)
    return invitation


@transaction.atomic
def invite_again(invitation: Invitation, *, by: Actor, at: datetime) -> Invitation:
    """Send a new link, good for as long as the first; the earlier one stops working.

    Raises `ActorNotAllowed`, `InvitationClosed` when it was accepted or withdrawn.
    """
    lock_for_change(invitation.organisation, by=by, roles=[LabRole.ADMIN])
    row = _locked(invitation)
    _require_unanswered(row)
    row.issue += 1
    # The mail is promised anew: a refusal of the old address may have been mended
    # meanwhile.
    row.attempts, row.sent_at, row.refused_at, row.last_error = 0, None, None, ""
    _queue_invitation(row, at=at)
    _record(AccessKind.INVITED_AGAIN, row, by=by, at=at)
    return row


@transaction.atomic
def revoke_invitation(invitation: Invitation, *, by: Actor, at: datetime) -> None:
    """Withdraw it: the link stops working.

    Raises `ActorNotAllowed`, `InvitationClosed` when it was accepted or withdrawn.
    """
    lock_for_change(invitation.organisation, by=by, roles=[LabRole.ADMIN])
    row = _locked(invitation)
    _require_unanswered(row)
    row.revoked_at = at
    row.save(update_fields=["revoked_at"])
    _record(AccessKind.INVITATION_REVOKED, row, by=by, at=at)


@transaction.atomic
def accept_invitation(invitation: Invitation, *, by: Actor, at: datetime) -> None:
    """The invited person gets the roles.

    Raises `InvitationClosed` when the link no longer works, `ActorNotAllowed` for
    whose address it is not.
    """
    lock_organisation(invitation.organisation)
    row = _lock_waiting(invitation, at=at)
    # The link alone is not enough for who is signed in: it may have been forwarded to a
    # colleague.
    if by.client or by.user is None or by.user != account_of(row.email):
        raise ActorNotAllowed(_("This invitation is for somebody else."))
    _accept(row, by.user, at=at)


@transaction.atomic
def open_account(
    invitation: Invitation, *, name: str, password: str, at: datetime
) -> User:
    """An account for who has none, with the roles; the mail proves the address.

    Raises `InvitationClosed`, and `HasAccount` when the address has an account by now.
    """
    lock_organisation(invitation.organisation)
    row = _lock_waiting(invitation, at=at)
    if account_of(row.email):
        raise HasAccount
    try:
        # A savepoint, so that the broken insert does not take the locked rows of this
        # transaction down with it.
        with transaction.atomic():
            user = _new_user(row, name, password)
    except IntegrityError as error:  # by another organisation's link, just now
        raise HasAccount from error
    _accept(row, user, at=at)
    return user


def send_due_invitations(*, at: datetime) -> int:
    """Mail all invitations that are due; how many were tried."""
    tried = 0
    while row := send_next(Invitation, invitation_mail, at=at):
        # Outside the transaction of the row: raised inside, it would undo that the row
        # was put off.
        require_time(row)
        tried += 1
    return tried


def account_of(email: str) -> User | None:
    """Whose address it is: the one to sign in with, or another that was confirmed."""
    owner = User.objects.filter(email=email.lower()).first()
    if owner:
        return owner
    # Only confirmed ones: anybody can add somebody else's address to an account.
    known = EmailAddress.objects.filter(email__iexact=email, verified=True)
    address = known.select_related("user").first()
    return address.user if address else None


def _require_new(organisation: Organisation, email: str) -> None:
    known = account_of(email)
    if known and roles_of(known, organisation):
        text = _(
            "%(person)s belongs to the organisation already. Change the roles on "
            "the page of that person."
        )
        raise InputRefused(text % {"person": known}, field="email")
    if organisation.invitations.unanswered().filter(email=email).exists():
        raise InputRefused(
            _(
                "This address has been invited already. Send that invitation again, "
                "or withdraw it first."
            ),
            field="email",
        )


def _queue_invitation(invitation: Invitation, *, at: datetime) -> None:
    """Store it with a link that works from now on, and have it sent."""
    invitation.invited_at = invitation.send_after = at
    invitation.expires_at = at + GOOD_FOR
    invitation.token_sha256 = text_digest(invitation.token)
    invitation.save()
    # After the commit, or a fast worker would look before the row is there.
    wake_after_commit(SEND)


def _locked(invitation: Invitation) -> Invitation:
    rows = Invitation.objects.select_for_update(of=("self",))
    return rows.select_related("organisation").get(pk=invitation.pk)


def _require_unanswered(row: Invitation) -> None:
    if row.accepted_at or row.revoked_at:
        raise InvitationClosed(row)


def _lock_waiting(invitation: Invitation, *, at: datetime) -> Invitation:
    """The row, locked, that can still be accepted by the link that was followed."""
    row = _locked(invitation)
    # The row may have been sent anew between opening the page and pressing the button.
    is_last_link = row.token_sha256 == invitation.token_sha256
    if row.state(at) != InvitationState.WAITING or not is_last_link:
        raise InvitationClosed(row)
    return row


def _new_user(row: Invitation, name: str, password: str) -> User:
    user = User.objects.create_user(
        row.email, password, name=name, language=row.language
    )
    EmailAddress.objects.create(
        user=user, email=user.email, verified=True, primary=True
    )
    return user


def _accept(row: Invitation, user: User, *, at: datetime) -> None:
    """Give the roles in the name of who invited, and close the invitation."""
    row.accepted_at, row.accepted_by = at, user
    row.save(update_fields=["accepted_at", "accepted_by"])
    _record(AccessKind.JOINED, row, by=Actor(user=user), at=at, person=user)
    # In the name of the inviter: a BVF who is invited does not give himself the role.
    giver = Actor(user=row.invited_by)
    give_roles(row.organisation, person=user, roles=row.roles, by=giver, at=at)


def _record(
    kind: AccessKind,
    row: Invitation,
    *,
    by: Actor,
    at: datetime,
    person: User | None = None,
) -> None:
    """On record by address: an invitation does not say whether there is an account."""
    AccessEvent.objects.create(
        kind=kind,
        organisation=row.organisation,
        person=person,
        name=person.name if person else row.name,
        email=row.email,
        user=by.user,
        actor_name=by.name,
        at=at,
        facts={"roles": row.roles},
    )


def invitation_mail(invitation: Invitation, *, at: datetime) -> EmailMessage:
    """A plain mail with the link, in the language that the inviter chose.

    Its Message-ID follows from the row and the link, so that a second copy can be
    recognised.
    """
    # A worker has no language of its own; without this the mail would be in Dutch for
    # all.
    with translation.override(invitation.language):
        link = settings.PORTAL_URL + reverse("invitation", args=[invitation.token])
        subject = _("Invitation to act for %(organisation)s in the GGO portal") % {
            "organisation": invitation.organisation
        }
        words = {"invitation": invitation, "url": link}
        body = render_to_string("accounts/mails/invitation.txt", words)
    name = f"invitation-{invitation.pk}-{invitation.issue}"
    return portal_mail(name, to=invitation.email, subject=subject, body=body, at=at)
