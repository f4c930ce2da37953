"""The main navigation for each role, and what else every page shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse, translate_url
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.models import User

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

ANYONE = [("home", _("Home")), ("procedures", _("Procedures"))]
LAB = [
    ("home", _("Home")),
    ("applications", _("My applications")),
    ("cases", _("My cases")),
    ("duties", _("Duties")),
    ("sites", _("Locations")),
    ("people", _("People")),
    ("procedures", _("Procedures")),
]
BUREAU = [
    ("worklist", _("Worklist")),
    ("this-year", _("The year")),
    ("procedures", _("Procedures")),
    ("record", _("Record")),
]
ADMIN = [("admin:index", _("Administration"))]
FOOTER = [
    ("about", _("About this portal")),
    ("accessibility", _("Accessibility")),
    ("procedures", _("Procedures")),
    ("coming", _("What is coming")),
    ("open-data", _("Open data")),
    ("api-docs", _("For LIMS developers (API)")),
    ("contact", _("Contact")),
]


@dataclass(frozen=True, slots=True)
class NavigationLink:
    """One link of a navigation; `current` is "page", "true" (a page below it) or ""."""

    label: "StrOrPromise"
    url: str
    current: str = ""


def navigation_context(request: HttpRequest) -> dict[str, Any]:
    """What the frame of every page needs: links by role, the other language, demo."""
    # An error page can be made before the middleware that knows who it is.
    user: User | AnonymousUser | None = getattr(request, "user", None)
    return {
        "navigation": _links(_entries(user), request.path),
        "footer_links": _links(FOOTER, request.path),
        "other_language": _other_language(request),
        "demo": settings.DEMO,
        "bureau_email": settings.BUREAU_EMAIL,
    }


def _entries(user: User | AnonymousUser | None) -> "Sequence[tuple[str, StrOrPromise]]":
    if user is None or not user.is_authenticated:
        return ANYONE
    return (BUREAU if user.is_bureau else LAB) + (ADMIN if user.is_staff else [])


def _links(
    entries: "Sequence[tuple[str, StrOrPromise]]", path: str
) -> list[NavigationLink]:
    """The entries that have an address; one that does not exist yet is left out."""
    links = [(label, _address(name)) for name, label in entries]
    return [
        NavigationLink(label, url, _current(url, path)) for label, url in links if url
    ]


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def _current(url: str, path: str) -> str:
    if path == url:
        return "page"
    # Every path is below the home page, which would then always be marked.
    is_below = url != reverse("home") and path.startswith(f"{url.rstrip('/')}/")
    return "true" if is_below else ""


def _other_language(request: HttpRequest) -> dict[str, Any]:
    """The same page in the other language; its home page where there is none."""
    code = "en" if get_language() == "nl" else "nl"
    here = request.get_full_path()
    there = translate_url(here, code)
    if there == here:
        there = translate_url(reverse("home"), code)
    return {"code": code, "url": there}
