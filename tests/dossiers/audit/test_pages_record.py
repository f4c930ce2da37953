"""The pages of the record: what they tell, and that they tell what is wrong."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import translation

from accounts.access_changes import record_role
from accounts.actor import SYSTEM
from accounts.models import AccessKind
from dossiers.audit.seals import seal_day
from dossiers.models import Case
from procedures.models import FreeDay, LawChange
from tests.behind import behind_the_trigger
from tests.cast import NOW
from tests.dossiers.audit.tampering import keys
from tests.dossiers.free_days import a_free_day


@pytest.fixture
def see(client, auditor):
    """`see(name, *args, **query)`: the page as the auditor sees it in English."""
    client.force_login(auditor)

    def see(name: str, *args, **query) -> str:
        with translation.override("nl"):
            address = reverse(name, args=args)
        answer = client.get(f"/en{address}", query)
        assert answer.status_code == 200
        return answer.content.decode()

    return see


def test_the_law_tells_what_changed_and_by_whom(see, day_of_the_tests):
    day = a_free_day(NOW.date() + timedelta(days=60))
    FreeDay.objects.filter(pk=day.pk).update(name_en="another name")
    last = LawChange.objects.first()

    page = see("record")

    assert "name_en: equated day → another name" in page
    assert last.sha256[:12] in page
    assert last.db_user in page
    assert "load_law" in page
    assert "verified" in page
    assert "does not hold" not in page


def test_a_change_of_the_log_shows(see):
    behind_the_trigger(
        "UPDATE procedures_lawchange SET actor = 'x' WHERE key = 'good-friday'"
    )
    pages = [see("record", page=number) for number in (1, 2, 3)]

    assert "does not hold" in "".join(pages)


def test_access_tells_of_bureau_ggo_alone(see, auditor, researcher):
    membership = researcher.memberships.get()
    for row in (auditor.positions.get(), membership):
        record_role(AccessKind.ROLE_GIVEN, row, by=SYSTEM, at=NOW)

    page = see("record", about="access")

    assert "Role given: Bram Kijk – auditor" in page
    assert researcher.name not in page


@pytest.mark.parametrize("subject", ["law", "access", "seals"])
def test_no_dot_stands_alone_above_the_record(see, case, subject):
    """The heading wraps where it must; a dot between its parts would end a line."""
    for _ in range(2):
        page = see("record", about=subject)
        assert "·" not in page.partition("<main")[2]
        seal_day(at=NOW)


def test_seals_tell_their_digest_and_whether_they_hold(see, case):
    assert "Not sealed yet" in see("record", about="seals")
    made = seal_day(at=NOW)

    page = see("record", about="seals")

    assert made.sha256[:32] in page
    assert "Last sealed on 23 November 2026, 09:41" in page
    assert "does not hold" not in page
    behind_the_trigger("UPDATE dossiers_event SET sha256 = 'x'")
    assert "does not hold" in see("record", about="seals")


@pytest.mark.parametrize("query", [{"about": "x"}, {"page": "x"}, {"page": "99999"}])
def test_an_address_that_makes_no_sense_shows_what_there_is(see, query):
    assert "load_law" in see("record", **query)


def test_the_record_of_a_case_tells_its_chain(see, in_handling):
    page = see("case-record", in_handling.number)

    for event in in_handling.events.all():
        assert event.sha256[:12] in page
    assert "does not hold" not in page
    assert "give what is stored" in page
    assert see("case", in_handling.number).count("Record of this case") == 1


def test_the_record_of_a_case_tells_what_is_wrong(see, in_handling):
    Case.objects.filter(pk=in_handling.pk).update(state="closed")
    assert "stored is closed, the events give in-handling" in see(
        "case-record", in_handling.number
    )

    first, last = keys(in_handling)
    behind_the_trigger("UPDATE dossiers_event SET actor_name = 'x' WHERE id = %s", last)
    page = see("case-record", in_handling.number)
    assert "It is not what it was when it was written." in page
    assert page.count("does not hold") == 1
    assert str(first) in page


@pytest.mark.parametrize("about", ["law", "access", "seals"])
def test_the_record_takes_the_same_queries_for_one_and_for_three(
    see, auditor, about, django_assert_num_queries, django_assert_max_num_queries
):
    def grow(days: int) -> None:
        a_free_day(NOW.date() + timedelta(days=60 + days))
        row = auditor.positions.get()
        record_role(AccessKind.ROLE_GIVEN, row, by=SYSTEM, at=NOW)
        seal_day(at=NOW + timedelta(days=days))

    grow(1)
    see("record", about=about)
    with django_assert_max_num_queries(20) as first:
        see("record", about=about)
    grow(2)
    grow(3)
    each = 3 if about == "seals" else 0  # a seal is verified over its three logs
    with django_assert_num_queries(len(first) + 2 * each):
        see("record", about=about)


def test_the_lab_does_not_see_the_link(client, case, researcher):
    client.force_login(researcher)

    page = client.get(reverse("case", args=[case.number])).content.decode()

    assert reverse("case-record", args=[case.number]) not in page
