"""Organisations, people, and who holds which role where."""

import uuid
from datetime import date
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _


class LabRole(models.TextChoices):
    """What a person does for a lab organisation (Regeling ggo, art. 6 to 11)."""

    RESEARCHER = "researcher", _("researcher (OL or VM)")
    BVF = "bvf", _("biological safety officer (BVF)")
    ADMIN = "admin", _("organisation administrator")


class BureauRole(models.TextChoices):
    """What a person does at Bureau GGO."""

    HANDLER = "handler", _("case handler")
    DECIDER = "decider", _("deciding officer")
    JURIST = "jurist", _("jurist")
    AUDITOR = "auditor", _("auditor")


class Organisation(models.Model):
    """A legal person that uses ggo's: the user or permit holder of the law."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("name"), max_length=200, unique=True)
    kvk_number = models.CharField(
        _("KvK number"),
        max_length=8,
        blank=True,
        validators=[RegexValidator(r"^\d{8}$", _("A KvK number has eight digits."))],
    )
    address = models.CharField(_("address"), max_length=300, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["name"]
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")

    def __str__(self) -> str:
        return self.name

    def people(self, role: LabRole) -> "models.QuerySet[User]":
        """The active users that hold a role here, by name."""
        return User.objects.filter(
            memberships__organisation=self, memberships__role=role, is_active=True
        ).order_by("name")

    def substitute_of(self, bvf: "User", on: date) -> "User | None":
        """The BVF who signs in the place of that BVF on a day, if there is one."""
        named = self.substitutions.on(on).filter(bvf=bvf).select_related("substitute")
        found = named.first()
        # Asked again on the day: the role may have been taken since the substitution
        # was arranged.
        if found and found.substitute.holds(LabRole.BVF, self):
            return found.substitute
        return None


class UserManager(BaseUserManager["User"]):
    """Makes users that sign in by e-mail address."""

    def create_user(
        self, email: str, password: str | None = None, **fields: Any
    ) -> "User":
        """A new user; the address is stored in lower case, so it is unique as read."""
        user = self.model(email=email.lower(), **fields)
        user.set_password(password)
        user.save()
        return user

    def create_superuser(self, email: str, password: str, **fields: Any) -> "User":
        """An administrator of the portal's own data."""
        return self.create_user(
            email, password, is_staff=True, is_superuser=True, **fields
        )


class User(AbstractBaseUser, PermissionsMixin):
    """A person. What he may do follows from memberships and bureau positions."""

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=150)
    phone = models.CharField(_("telephone"), max_length=30, blank=True)
    language = models.CharField(
        _("language of messages"),
        max_length=2,
        choices=[("nl", "Nederlands"), ("en", "English")],
        default="nl",
    )
    is_active = models.BooleanField(_("active"), default=True)
    is_staff = models.BooleanField(_("may use the admin"), default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]
    objects = UserManager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("user")
        verbose_name_plural = _("users")

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name

    def organisations(self) -> models.QuerySet[Organisation]:
        """The organisations that this person belongs to, in any role."""
        return Organisation.objects.filter(memberships__user=self).distinct()

    def holds(self, role: LabRole, organisation: Organisation) -> bool:
        """Has this person that role in that organisation?"""
        return self.memberships.filter(organisation=organisation, role=role).exists()

    def may_sign_for(self, bvf: "User", organisation: Organisation, on: date) -> bool:
        """May this person sign what that BVF of the organisation answers for, that day?

        The BVF himself may, and the substitute of that day.
        """
        # A BVF who is none any more answers for nothing, so nobody can sign for him
        # either.
        if not bvf.holds(LabRole.BVF, organisation):
            return False
        return self in (bvf, organisation.substitute_of(bvf, on))

    def bureau_roles(self) -> set[str]:
        """The roles at Bureau GGO; empty for everyone else. One query a request."""
        # Asked by nearly every template and middleware of a request; a role given
        # meanwhile holds from the next.
        if not hasattr(self, "_bureau_roles"):
            self._bureau_roles = set(self.positions.values_list("role", flat=True))
        return self._bureau_roles

    @property
    def is_bureau(self) -> bool:
        """Does this person work at Bureau GGO?"""
        return bool(self.bureau_roles())

    @property
    def needs_second_step(self) -> bool:
        """Must this person sign in with more than a password? BGGO and the admin."""
        return self.is_staff or self.is_superuser or self.is_bureau


class Membership(models.Model):
    """A person's role in an organisation."""

    user = models.ForeignKey(User, models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="memberships"
    )
    role = models.CharField(_("role"), max_length=20, choices=LabRole.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organisation", "role"], name="membership_once"
            ),
            models.CheckConstraint(
                condition=models.Q(role__in=LabRole.values), name="membership_role"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.get_role_display()}, {self.organisation}"


class Position(models.Model):
    """A person's role at Bureau GGO."""

    user = models.ForeignKey(User, models.CASCADE, related_name="positions")
    role = models.CharField(_("role"), max_length=20, choices=BureauRole.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "role"], name="position_once"),
            models.CheckConstraint(
                condition=models.Q(role__in=BureauRole.values), name="position_role"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.get_role_display()}"
