"""Organisations, people and their roles, as an administrator enters them."""

from typing import TYPE_CHECKING, Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django import forms
from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from oauth2_provider.models import (
    get_access_token_model,
    get_grant_model,
    get_id_token_model,
    get_refresh_token_model,
)

from accounts.access_changes import record_role, set_access_actor
from accounts.actor import Actor
from accounts.errors import ActorNotAllowed
from accounts.machines.clients import switch_off
from accounts.models import (
    AccessEvent,
    AccessKind,
    Invitation,
    MachineClient,
    Membership,
    Organisation,
    Position,
    Substitution,
    User,
)
from accounts.requests import signed_in_user
from accounts.signing_in.second_step import reset_second_step

# Keys of apps, tokens and the secrets of systems are nobody's to read or to make here.
for kept_out in (
    Authenticator,
    MachineClient,
    get_access_token_model(),
    get_grant_model(),
    get_id_token_model(),
    get_refresh_token_model(),
):
    admin.site.unregister(kept_out)


if TYPE_CHECKING:
    AnyAdmin = admin.ModelAdmin[Any]
    AnyInline = admin.TabularInline[Any, Any]
    UsersAdmin = UserAdmin[User]
    NewUserForm = AdminUserCreationForm[User]
else:  # Django's own take no type when they run
    AnyAdmin, AnyInline = admin.ModelAdmin, admin.TabularInline
    UsersAdmin, NewUserForm = UserAdmin, AdminUserCreationForm


class RoleInline(AnyInline):
    """Roles, given and taken but not turned into another: each is on record."""

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A role that is wrong is deleted, and the right one added."""
        return False


class MembershipInline(RoleInline):
    """The roles of a person in labs, or of a lab's people."""

    model = Membership
    extra = 1
    autocomplete_fields = ["user", "organisation"]


class PositionInline(RoleInline):
    """The roles of a person at Bureau GGO."""

    model = Position
    extra = 0


class RolesOnRecord(AnyAdmin):
    """A page on which roles and rights are given and taken; each change is on record.

    Roles by `record_role`; the rest by the database, which is told who acts.
    """

    def save_model(
        self, request: HttpRequest, obj: Any, form: "forms.ModelForm[Any]", change: bool
    ) -> None:
        """Store it in the name of who does."""
        set_access_actor(signed_in_user(request).name)
        super().save_model(request, obj, form, change)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        """Take it out in the name of who does."""
        set_access_actor(signed_in_user(request).name)
        super().delete_model(request, obj)

    @transaction.atomic
    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        """Take several out in the name of who does."""
        set_access_actor(signed_in_user(request).name)
        super().delete_queryset(request, queryset)

    def save_formset(
        self,
        request: HttpRequest,
        form: "forms.ModelForm[Any]",
        formset: "forms.BaseModelFormSet[Any, Any]",
        change: bool,
    ) -> None:
        """Store the roles, and who gave or took them."""
        # Roles are recorded after they are stored: the formset knows only then which
        # are new.
        super().save_formset(request, form, formset, change)
        by, at = Actor(user=signed_in_user(request)), timezone.now()
        for row in formset.new_objects:
            record_role(AccessKind.ROLE_GIVEN, row, by=by, at=at)
        for row in formset.deleted_objects:
            record_role(AccessKind.ROLE_TAKEN, row, by=by, at=at)


class ReadOnly(AnyAdmin):
    """To look at: what is here is made by acts, on the pages of the portal."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nobody adds here."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody changes here."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody deletes here."""
        return False


@admin.register(Invitation)
class InvitationAdmin(ReadOnly):
    """Who was invited, and whether the mail went out; the link stays unread."""

    list_display = ["email", "organisation", "invited_at", "sent_at", "accepted_at"]
    list_select_related = ["organisation"]
    search_fields = ["email", "name"]
    exclude = ["token_sha256", "issue"]


@admin.register(MachineClient)
class MachineClientAdmin(ReadOnly):
    """Which systems of labs may come in; each can be switched off at once."""

    list_display = ["name", "organisation", "client_id", "switched_off_at"]
    list_select_related = ["organisation"]
    search_fields = ["name", "client_id", "organisation__name"]
    fields = ["name", "organisation", "client_id", "scopes", "switched_off_at"]
    actions = ["switch_off"]

    def has_switch_permission(self, request: HttpRequest) -> bool:
        """Who may change clients."""
        return signed_in_user(request).has_perm("accounts.change_machineclient")

    @admin.action(description=_("Switch off at once"), permissions=["switch"])
    @transaction.atomic
    def switch_off(
        self, request: HttpRequest, queryset: QuerySet[MachineClient]
    ) -> None:
        """No new token, and none that works; on record by the database."""
        set_access_actor(signed_in_user(request).name)
        for client in queryset:
            switch_off(client, at=timezone.now())


@admin.register(Substitution)
class SubstitutionAdmin(ReadOnly):
    """Which BVF signs in whose place."""

    list_display = ["bvf", "substitute", "organisation", "starts_on", "ends_on"]
    list_select_related = ["bvf", "substitute", "organisation"]


@admin.register(AccessEvent)
class AccessEventAdmin(ReadOnly):
    """Everything that changed in who may act."""

    list_display = ["at", "kind", "name", "organisation", "actor_name"]
    list_filter = ["kind"]
    list_select_related = ["organisation"]
    search_fields = ["name", "email", "actor_name"]


@admin.register(Organisation)
class OrganisationAdmin(RolesOnRecord):
    """A lab, with its people."""

    list_display = ["name", "kvk_number"]
    search_fields = ["name", "kvk_number"]
    inlines = [MembershipInline]


class NewPersonForm(NewUserForm):
    """A new person; without a password he sets one by the reset mail."""

    class Meta:
        model = User
        fields = ["email", "name"]


@admin.register(User)
class PersonAdmin(RolesOnRecord, UsersAdmin):
    """A person with all his roles. His address counts as confirmed."""

    ordering = ["name"]
    list_display = ["name", "email", "is_active", "is_staff"]
    list_filter = ["is_active", "is_staff", "memberships__role", "positions__role"]
    search_fields = ["name", "email"]
    filter_horizontal = ["user_permissions"]
    inlines = [MembershipInline, PositionInline]
    add_form = NewPersonForm
    add_fieldsets = [
        (
            None,
            {"fields": ["email", "name", "usable_password", "password1", "password2"]},
        ),
    ]
    fieldsets = [
        (None, {"fields": ["email", "name", "phone", "language", "password"]}),
        (_("Admin"), {"fields": ["is_active", "is_staff", "user_permissions"]}),
    ]

    actions = ["reset_second_step"]

    @admin.action(description=_("Reset the second step"), permissions=["change"])
    def reset_second_step(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        """Let people who lost their phone begin anew; each is on record."""
        for person in queryset:
            try:
                reset_second_step(
                    person, by=Actor(user=signed_in_user(request)), at=timezone.now()
                )
            except ActorNotAllowed as error:
                messages.error(request, f"{person}: {error}")
            else:
                told = _("%(person)s chooses a new password by mail, then a new app.")
                messages.success(request, told % {"person": person})

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A full administrator is changed by another one only."""
        # Else a staff member with the right to change users could set a full
        # administrator's password.
        may = super().has_change_permission(request, obj)
        return may and (
            signed_in_user(request).is_superuser or not (obj and obj.is_superuser)
        )

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """As changing."""
        may = super().has_delete_permission(request, obj)
        return may and (
            signed_in_user(request).is_superuser or not (obj and obj.is_superuser)
        )

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """Nobody gives himself, or another, more rights than he has."""
        return (
            []
            if signed_in_user(request).is_superuser
            else ["is_staff", "user_permissions"]
        )

    def save_model(
        self, request: HttpRequest, obj: Any, form: "forms.ModelForm[Any]", change: bool
    ) -> None:
        """Store the person, with an address that is confirmed by being entered here."""
        obj.email = obj.email.lower()
        super().save_model(request, obj, form, change)
        # allauth signs in by its own table of addresses; without this row the person
        # could not.
        EmailAddress.objects.update_or_create(
            user=obj, primary=True, defaults={"email": obj.email, "verified": True}
        )
