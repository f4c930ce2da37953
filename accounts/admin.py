"""Organisations, people and their roles, as an administrator enters them."""

from allauth.account.models import EmailAddress
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership, Organisation, Position, User


class MembershipInline(admin.TabularInline):
    """The roles of a person in labs, or of a lab's people."""

    model = Membership
    extra = 1
    autocomplete_fields = ["user", "organisation"]


class PositionInline(admin.TabularInline):
    """The roles of a person at Bureau GGO."""

    model = Position
    extra = 0


@admin.register(Organisation)
class OrganisationAdmin(admin.ModelAdmin):
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
class PersonAdmin(UserAdmin):
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
