"""Who else has a section open: told on its page, and with each automatic save."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from applications.collaboration import presence
from tests.applications.browsing import HTMX, text, url
from tests.cast import NOW

MINUTE = timedelta(minutes=1)


def enter(draft, user, at=NOW, section="purpose"):
    return presence.enter_section(draft, section, user=user, at=at)


def names(visitors) -> list[str]:
    return [one.name for one in visitors]


def test_one_person_is_alone(draft, researcher):
    assert enter(draft, researcher) == []
    assert enter(draft, researcher, NOW + MINUTE) == []


def test_another_is_told_who_came_first_and_when(draft, researcher, bvf_user):
    enter(draft, bvf_user)
    enter(draft, bvf_user, NOW + MINUTE)

    [other] = enter(draft, researcher, NOW + 2 * MINUTE)

    assert (other.name, other.opened_at) == ("Sem Bakker", NOW)


def test_the_latest_comes_first(draft, researcher, bvf_user, lab_admin):
    enter(draft, bvf_user)
    enter(draft, lab_admin, NOW + MINUTE)

    assert names(enter(draft, researcher, NOW + 2 * MINUTE)) == [
        "Ineke Smit",
        "Sem Bakker",
    ]


def test_who_gave_no_sign_for_long_is_gone(draft, researcher, bvf_user):
    enter(draft, bvf_user)

    assert enter(draft, researcher, NOW + presence.STAYS) == []


def test_who_went_on_is_gone(draft, researcher, bvf_user):
    enter(draft, bvf_user)

    presence.leave_section(draft, "purpose", user=bvf_user, at=NOW)

    assert enter(draft, researcher) == []


def test_another_section_or_draft_is_another_place(
    draft, complete_kg, researcher, bvf_user
):
    enter(draft, bvf_user)

    assert enter(draft, researcher, section="place") == []
    assert enter(complete_kg(), researcher) == []


@pytest.fixture
def sem(bvf_user):
    """A second browser, of the BVF."""
    client = Client()
    client.force_login(bvf_user)
    return client


def test_the_page_tells_who_else_is_there(anna, sem, draft):
    assert "onderdeel open" not in text(sem.get(url(draft, "purpose")))

    shown = text(anna.get(url(draft, "purpose")))

    assert re.search(r"Sem Bakker heeft dit onderdeel open sinds \d\d:\d\d", shown)


def test_an_automatic_save_tells_who_came_meanwhile(anna, sem, draft):
    anna.get(url(draft, "purpose"))
    sem.get(url(draft, "purpose"))

    sent = {"title": "Gist", "version": "0"}
    answer = anna.post(url(draft, "purpose"), sent, headers=HTMX)

    assert "Sem Bakker heeft dit onderdeel" in text(answer)
    assert b'id="others" hx-swap-oob="true"' in answer.content


def test_going_on_takes_one_away(anna, sem, draft):
    sem.post(url(draft, "purpose"), {"title": "Gist"})

    assert "Sem Bakker heeft" not in text(anna.get(url(draft, "purpose")))


def test_without_redis_nobody_is_told_and_all_works(settings, anna, sem, draft):
    gone = {**settings.CACHES["hints"], "LOCATION": "redis://127.0.0.1:1/0"}
    settings.CACHES = {**settings.CACHES, "hints": gone}

    sem.get(url(draft, "purpose"))
    shown = anna.get(url(draft, "purpose"))
    saved = anna.post(url(draft, "purpose"), {"title": "Gist"}, headers=HTMX)

    assert shown.status_code == saved.status_code == 200
    assert "Sem Bakker" not in text(shown)
    assert draft.section_answers.get(section="purpose").values["title"] == "Gist"
