"""Organisations, people and their roles, as an administrator enters them."""

from allauth.account.models import EmailAddress
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.actions.door import record_role
from accounts.actor import Actor
from accounts.models import (
    AccessEvent,
    AccessKind,
    Invitation,
    Membership,
    Organisation,
    Position,
    Substitution,
    User,
)
from accounts.recording import acting


class RoleInline(admin.TabularInline):
    """Roles, given and taken but not turned into another: each is on record."""

    def has_change_permission(self, request, obj=None) -> bool:
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


class RolesOnRecord(admin.ModelAdmin):
    """A page on which roles and rights are given and taken; each change is on record.

    Roles by `record_role`; the rest by the database, which is told who acts.
    """

    def save_model(self, request, obj, form, change):
        """Store it in the name of who does."""
        acting(request.user.name)
        super().save_model(request, obj, form, change)

    def delete_model(self, request, obj):
        """Take it out in the name of who does."""
        acting(request.user.name)
        super().delete_model(request, obj)

    @transaction.atomic
    def delete_queryset(self, request, queryset):
        """Take several out in the name of who does."""
        acting(request.user.name)
        super().delete_queryset(request, queryset)

    def save_formset(self, request, form, formset, change):
        """Store the roles, and who gave or took them."""
        super().save_formset(request, form, formset, change)
        by, at = Actor(user=request.user), timezone.now()
        for row in formset.new_objects:
            record_role(AccessKind.ROLE_GIVEN, row, by=by, at=at)
        for row in formset.deleted_objects:
            record_role(AccessKind.ROLE_TAKEN, row, by=by, at=at)


class ReadOnly(admin.ModelAdmin):
    """To look at: what is here is made by acts, on the pages of the portal."""

    def has_add_permission(self, request) -> bool:
        """Nobody adds here."""
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        """Nobody changes here."""
        return False

    def has_delete_permission(self, request, obj=None) -> bool:
        """Nobody deletes here."""
        return False


@admin.register(Invitation)
class InvitationAdmin(ReadOnly):
    """Who was invited, and whether the mail went out; the link stays unread."""

    list_display = ["email", "organisation", "invited_at", "sent_at", "accepted_at"]
    list_select_related = ["organisation"]
    search_fields = ["email", "name"]
    exclude = ["token_sha256", "issue"]


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


class NewPersonForm(AdminUserCreationForm):
    """A new person; without a password he sets one by the reset mail."""

    class Meta:
        model = User
        fields = ["email", "name"]


@admin.register(User)
class PersonAdmin(RolesOnRecord, UserAdmin):
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

    def save_model(self, request, obj, form, change):
        """Store the person, with an address that is confirmed by being entered here."""
        obj.email = obj.email.lower()
        super().save_model(request, obj, form, change)
        EmailAddress.objects.update_or_create(
            user=obj, primary=True, defaults={"email": obj.email, "verified": True}
        )
