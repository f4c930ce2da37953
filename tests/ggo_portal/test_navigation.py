"""Who sees which links, and which of them is the page itself."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from ggo_portal.navigation import navigation_context


def links(rf, user, path: str = "/") -> list:
    """The main navigation on a page for a user."""
    request = rf.get(path)
    request.user = user
    return navigation_context(request)["navigation"]


def addresses(rf, user) -> list[str]:
    """Where the main navigation leads."""
    return [link.url for link in links(rf, user)]


def test_visitor_gets_the_public_pages(rf):
    assert addresses(rf, AnonymousUser()) == [reverse("home"), reverse("procedures")]


@pytest.mark.django_db
def test_lab_person_gets_own_applications_cases_and_locations(rf, researcher):
    found = addresses(rf, researcher)

    own = ("applications", "cases", "duties", "sites")
    assert [reverse(name) for name in own] == found[1:5]
    assert reverse("worklist") not in found


@pytest.mark.django_db
def test_handler_gets_the_worklist_first(rf, handler_user):
    found = addresses(rf, handler_user)

    assert found[0] == reverse("worklist")
    assert reverse("sites") not in found


@pytest.mark.django_db
def test_administration_is_for_staff_alone(rf, jurist, handler_user):
    jurist.is_staff = True

    assert reverse("admin:index") in addresses(rf, jurist)
    assert reverse("admin:index") not in addresses(rf, handler_user)


def test_current_page_is_marked(rf):
    home, procedures = links(rf, AnonymousUser(), reverse("procedures"))

    assert (home.current, procedures.current) == ("", "page")


def test_page_below_a_link_is_marked_as_within_it(rf):
    path = reverse("procedures") + "/i-new"
    _home, procedures = links(rf, AnonymousUser(), path)

    assert procedures.current == "true"


def test_other_language_keeps_the_question_in_the_address(rf):
    request = rf.get("/procedures?on=2026-01-01")
    request.user = AnonymousUser()

    assert navigation_context(request)["other_language"] == {
        "code": "en",
        "url": "/en/procedures?on=2026-01-01",
    }
