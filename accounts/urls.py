"""Addresses of accounts: `pages` for people, `api` under `/api/v1`."""

from django.urls import URLPattern, path, re_path

from accounts.members import inviting_pages as inviting
from accounts.members import joining_page as joining
from accounts.members import people_pages as people
from accounts.members import substitution_pages as substitutions
from accounts.signing_in.own_pages import AddressesView, SecondStepSetUp, profile_page
from accounts.signing_in.personal_links import choose_password, confirm_address

ONE = "organisation/<uuid:organisation>"

# Before the addresses of allauth, in the place of its own.
doors: list[URLPattern] = [
    re_path(
        r"^account/password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        choose_password,
        name="account_reset_password_from_key",
    ),
    re_path(
        r"^account/confirm-email/(?P<key>[-:\w]+)/$",
        confirm_address,
        name="account_confirm_email",
    ),
    path("account/email/", AddressesView.as_view(), name="account_email"),
    path(
        "account/2fa/totp/activate/",
        SecondStepSetUp.as_view(),
        name="mfa_activate_totp",
    ),
]
pages: list[URLPattern] = [
    path("account/profile", profile_page, name="profile"),
    path("invitations/<str:token>", joining.invitation_page, name="invitation"),
    path("organisation", people.own_people_page, name="people"),
    path(ONE, people.organisation_people_page, name="organisation-people"),
    path(f"{ONE}/record", people.access_record_page, name="access-record"),
    path(f"{ONE}/leave", people.leaving_page, name="leave-organisation"),
    path(f"{ONE}/people/<int:person>", people.member_page, name="member"),
    path(
        f"{ONE}/people/<int:person>/remove",
        people.member_removal_page,
        name="remove-member",
    ),
    path(f"{ONE}/invite", inviting.invitation_form_page, name="invite-person"),
    path(
        f"{ONE}/invitations/<uuid:invitation>/again",
        inviting.invitation_renewal,
        name="invite-again",
    ),
    path(
        f"{ONE}/invitations/<uuid:invitation>/revoke",
        inviting.invitation_revocation_page,
        name="revoke-invitation",
    ),
    path(
        f"{ONE}/substitutions/new",
        substitutions.new_substitution_page,
        name="new-substitution",
    ),
    path(
        f"{ONE}/substitutions/<int:pk>/end",
        substitutions.substitution_end_page,
        name="end-substitution",
    ),
]
api: list[URLPattern] = []
