"""An invitation goes out once, and its link works once, for a while."""

import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.actor import Actor
from accounts.errors import ActorNotAllowed, HasAccount, InputRefused, InvitationClosed
from accounts.members import inviting
from accounts.members.inviting import send_due_invitations
from accounts.members.membership import roles_of
from accounts.models import Invitation, InvitationState, LabRole, User
from tests.at_once import at_once
from tests.cast import NOW, PASSWORD, person

DOWN = {"EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend", "EMAIL_PORT": 1}
LATER = NOW + timedelta(days=14)


@pytest.fixture
def invite(lab, admin):
    """`invite(email, …)`: the administrator invites somebody as a BVF."""

    def invite(email="nina@lab.nl", *, at=NOW, **more):
        values = {"name": "Nina Nieuw", "roles": ["bvf"], **more}
        return inviting.invite_member(lab, email=email, by=admin, at=at, **values)

    return invite


def join(invitation, *, at=NOW):
    return inviting.open_account(invitation, name="Nina", password=PASSWORD, at=at)


def test_invitation_waits_for_two_weeks_and_is_on_record(invite, lab):
    made = invite("Nina@Lab.nl", roles=["admin", "researcher"])

    assert (made.email, made.roles) == ("nina@lab.nl", ["researcher", "admin"])
    assert made.expires_at == LATER
    assert made.state(LATER - timedelta(seconds=1)) == InvitationState.WAITING
    assert made.state(LATER) == InvitationState.EXPIRED
    event = lab.access_events.get()
    assert (event.kind, event.email, event.person) == ("invited", made.email, None)


def test_token_is_not_in_the_database(invite):
    made = invite()

    stored = Invitation.objects.values().get()
    assert made.token not in map(str, stored.values())
    assert len(made.token) == 43
    assert Invitation.objects.by_token(made.token).get() == made
    assert not Invitation.objects.by_token(stored["token_sha256"]).exists()


def test_mail_goes_out_once_with_the_link(invite):
    made = invite()

    assert send_due_invitations(at=NOW) == 1
    assert send_due_invitations(at=NOW) == 0

    (message,) = mail.outbox
    assert message.to == ["nina@lab.nl"]
    assert (
        message.subject == "Uitnodiging om voor UMC Noord te werken in het GGO-portaal"
    )
    assert f"http://localhost:8000/invitations/{made.token}" in message.body
    assert "Ineke Smit" in message.body
    assert "biologischeveiligheidsfunctionaris (BVF)" in message.body
    assert "7 december 2026" in message.body
    made.refresh_from_db()
    assert made.sent_at == NOW


def test_mail_in_english_leads_to_the_english_page(invite):
    made = invite(language="en")

    send_due_invitations(at=NOW)

    (message,) = mail.outbox
    assert message.subject == "Invitation to act for UMC Noord in the GGO portal"
    assert f"/en/invitations/{made.token}" in message.body


def test_mail_server_down_sends_later(invite, settings):
    made = invite()
    good, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, DOWN["EMAIL_BACKEND"]
    settings.EMAIL_PORT = DOWN["EMAIL_PORT"]
    send_due_invitations(at=NOW)
    made.refresh_from_db()
    assert (made.sent_at, made.attempts) == (None, 1)
    assert made.last_error

    settings.EMAIL_BACKEND = good
    assert send_due_invitations(at=NOW + timedelta(seconds=30)) == 0
    assert send_due_invitations(at=NOW + timedelta(minutes=1)) == 1
    assert len(mail.outbox) == 1


def test_withdrawn_or_expired_invitation_is_not_mailed(invite, admin):
    inviting.revoke_invitation(invite(), by=admin, at=NOW)
    invite("piet@lab.nl")

    assert send_due_invitations(at=LATER) == 0
    assert mail.outbox == []


@pytest.mark.django_db(transaction=True)
def test_the_worker_mails_it(invite, celery_worker_process, smtp_sink):
    made = invite(at=timezone.now())

    (message,) = smtp_sink.wait_for(1)

    assert message["To"] == "nina@lab.nl"
    assert re.search(r"/invitations/(\S+)", message.get_content())[1] == made.token
    celery_worker_process.until(lambda: Invitation.objects.get().sent_at)


@pytest.mark.django_db(transaction=True)
def test_two_senders_at_once_mail_it_once(invite, smtp_sink):
    invite()

    at_once(*[lambda: send_due_invitations(at=NOW)] * 2)

    assert len(smtp_sink.messages) == 1


def test_who_has_no_account_gets_one_with_the_roles(invite, lab):
    user = join(invite(language="en"))

    assert roles_of(user, lab) == {LabRole.BVF}
    assert (user.email, user.language) == ("nina@lab.nl", "en")
    assert user.check_password(PASSWORD)
    assert EmailAddress.objects.get(user=user).verified
    events = [(row.kind, row.actor_name) for row in lab.access_events.order_by("pk")]
    assert events == [
        ("invited", "Ineke Smit"),
        ("joined", "Nina"),
        ("role-given", "Ineke Smit"),
    ]


def test_who_has_an_account_accepts_with_it(invite, lab):
    nina = person("Nina Nieuw")
    made = invite(nina.email)

    inviting.accept_invitation(made, by=Actor(user=nina), at=NOW)

    made.refresh_from_db()
    assert roles_of(nina, lab) == {LabRole.BVF}
    assert (made.accepted_by, made.accepted_at) == (nina, NOW)


def test_a_second_confirmed_address_is_ones_own_too(invite, lab):
    nina = person("Nina Nieuw")
    EmailAddress.objects.create(user=nina, email="n.nieuw@lab.nl", verified=True)

    made = invite("n.nieuw@lab.nl")
    inviting.accept_invitation(made, by=Actor(user=nina), at=NOW)

    assert roles_of(nina, lab) == {LabRole.BVF}


def test_an_unconfirmed_address_is_not(invite, lab):
    nina = person("Nina Nieuw")
    EmailAddress.objects.create(user=nina, email="n.nieuw@lab.nl", verified=False)

    with pytest.raises(ActorNotAllowed):
        inviting.accept_invitation(
            invite("n.nieuw@lab.nl"), by=Actor(user=nina), at=NOW
        )


def test_somebody_else_cannot_accept(invite, lab, researcher):
    person("Nina Nieuw")

    with pytest.raises(ActorNotAllowed):
        inviting.accept_invitation(
            invite("nina@voorbeeld.nl"), by=Actor(user=researcher), at=NOW
        )
    assert roles_of(researcher, lab) == {LabRole.RESEARCHER}


def test_administrator_cannot_invite_himself_to_be_bvf(invite, lab, lab_admin):
    made = invite("ineke@prive.nl")
    EmailAddress.objects.create(user=lab_admin, email="ineke@prive.nl", verified=True)

    with pytest.raises(ActorNotAllowed):
        inviting.accept_invitation(made, by=Actor(user=lab_admin), at=NOW)
    assert roles_of(lab_admin, lab) == {LabRole.ADMIN}


def test_account_that_came_meanwhile_is_to_be_used(invite):
    made = invite("nina@voorbeeld.nl")
    person("Nina Nieuw")

    with pytest.raises(HasAccount):
        join(made)
    assert User.objects.filter(email=made.email).count() == 1


def test_link_works_once(invite):
    made = invite()
    user = join(made)

    with pytest.raises(InvitationClosed):
        join(made)
    with pytest.raises(InvitationClosed):
        inviting.accept_invitation(made, by=Actor(user=user), at=NOW)


def test_link_that_expired_is_refused(invite):
    with pytest.raises(InvitationClosed):
        join(invite(), at=LATER)

    assert not User.objects.filter(email="nina@lab.nl").exists()


def test_withdrawn_link_is_refused_and_so_is_withdrawing_twice(invite, admin, lab):
    made = invite()
    inviting.revoke_invitation(made, by=admin, at=NOW)

    with pytest.raises(InvitationClosed):
        join(made)
    with pytest.raises(InvitationClosed):
        inviting.revoke_invitation(made, by=admin, at=NOW)
    with pytest.raises(InvitationClosed):
        inviting.invite_again(made, by=admin, at=NOW)
    assert lab.access_events.filter(kind="invitation-revoked").count() == 1


def test_inviting_again_sends_another_link_and_voids_the_first(invite, admin):
    first = invite()
    send_due_invitations(at=NOW)

    again = inviting.invite_again(first, by=admin, at=LATER)
    send_due_invitations(at=LATER)

    assert again.token != first.token
    assert again.expires_at == LATER + timedelta(days=14)
    assert len(mail.outbox) == 2
    ids = {message.extra_headers["Message-ID"] for message in mail.outbox}
    assert len(ids) == 2
    with pytest.raises(InvitationClosed):
        join(first, at=LATER)
    assert join(again, at=LATER)


def test_an_address_is_invited_once(invite):
    invite()

    with pytest.raises(InputRefused):
        invite("NINA@lab.nl")
    with pytest.raises(IntegrityError), transaction.atomic():
        Invitation.objects.create(
            **Invitation.objects.values(
                "organisation_id",
                "email",
                "roles",
                "invited_by_id",
                "invited_at",
                "expires_at",
                "send_after",
            ).get(),
            token_sha256="x",
        )


def test_who_belongs_there_is_not_invited(invite, researcher):
    with pytest.raises(InputRefused):
        invite(researcher.email)


def test_invited_anew_after_withdrawal(invite, admin):
    inviting.revoke_invitation(invite(), by=admin, at=NOW)

    assert join(invite())


@pytest.mark.parametrize(
    "who", ["researcher", "bvf_user", "outsider_user", "handler_user"]
)
def test_others_may_not_invite(lab, invite, request, who):
    by, made = Actor(user=request.getfixturevalue(who)), invite()

    with pytest.raises(ActorNotAllowed):
        inviting.invite_member(
            lab, email="x@y.nl", name="X", roles=["bvf"], by=by, at=NOW
        )
    with pytest.raises(ActorNotAllowed):
        inviting.invite_again(made, by=by, at=NOW)
    with pytest.raises(ActorNotAllowed):
        inviting.revoke_invitation(made, by=by, at=NOW)
    assert lab.access_events.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_make_one_account(invite, lab):
    made = invite()

    results = at_once(lambda: join(made), lambda: join(made))

    kinds = sorted(type(result).__name__ for result in results)
    assert kinds == ["InvitationClosed", "User"]
    assert lab.memberships.filter(user__email=made.email).count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_labs_inviting_the_same_person_at_once_make_one_account(
    invite, other_lab, outsider_user
):
    other_lab.memberships.create(user=outsider_user, role=LabRole.ADMIN)
    theirs = inviting.invite_member(
        other_lab,
        email="nina@lab.nl",
        name="Nina",
        roles=["researcher"],
        by=Actor(user=outsider_user),
        at=NOW,
    )
    ours = invite()

    results = at_once(lambda: join(ours), lambda: join(theirs))

    assert sorted(type(result).__name__ for result in results) == ["HasAccount", "User"]
    assert User.objects.filter(email="nina@lab.nl").count() == 1
