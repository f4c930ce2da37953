"""Who is away, and who looks after the cases meanwhile."""

from datetime import timedelta

import pytest

from accounts.actor import Actor
from accounts.errors import InputRefused
from accounts.models import BureauRole, Position
from dossiers.handling.absences import colleagues_covered_by, end_absence, enter_absence
from dossiers.models import Absence
from dossiers.worklist.paging import page_of_cases
from dossiers.worklist.question import WorklistQuery
from procedures.counting.legal_day import legal_day
from tests.cast import NOW, official

TODAY = legal_day(NOW)
DAY = timedelta(days=1)


@pytest.fixture
def vera(db):
    """Another case handler."""
    return official("Vera Anders", BureauRole.HANDLER)


@pytest.fixture
def enter(handler_user, vera):
    """`enter(…)`: the handler is away this week, Vera looks after the cases."""

    def enter(**other) -> Absence:
        values = {
            "person": handler_user,
            "substitute": vera,
            "first": TODAY,
            "last": TODAY + 4 * DAY,
        } | other
        return enter_absence(
            values.pop("person"), **values, by=Actor(user=handler_user), at=NOW
        )

    return enter


@pytest.mark.parametrize(
    ("day", "is_away"), [(-1, False), (0, True), (4, True), (5, False)]
)
def test_an_absence_holds_from_its_first_through_its_last_day(
    enter, handler_user, vera, day, is_away
):
    absence = enter()

    minds = colleagues_covered_by(vera, TODAY + day * DAY)
    assert minds == ({handler_user.pk} if is_away else set())
    assert absence.last_day == TODAY + 4 * DAY


def test_mine_has_what_one_looks_after(enter, in_handling, vera):
    enter()
    minds = colleagues_covered_by(vera, TODAY)

    assert not page_of_cases(WorklistQuery(vera, TODAY, chip="mine")).cases
    assert page_of_cases(
        WorklistQuery(vera, TODAY, chip="mine", covering_for=minds)
    ).cases == [in_handling]


def test_the_worklist_marks_what_one_looks_after(client, enter, in_handling, vera):
    Absence.objects.create(
        person=in_handling.handler,
        substitute=vera,
        days=("2020-01-01", "2100-01-01"),
        created_at=NOW,
        created_by=vera,
    )
    client.force_login(vera)

    text = client.get("/worklist?filter=mine").text
    assert in_handling.label in text
    assert "afwezig: u neemt waar" in text


@pytest.mark.parametrize(
    ("other", "field"),
    [
        ({"last": TODAY - DAY}, "last"),
        ({"first": TODAY - 9 * DAY, "last": TODAY - 2 * DAY}, "last"),
        ({"first": TODAY + 2 * DAY, "last": TODAY + 9 * DAY}, "first"),
    ],
)
def test_days_that_cannot_be_are_refused(enter, other, field):
    enter()

    with pytest.raises(InputRefused) as refused:
        enter(**other)
    assert refused.value.field == field
    assert Absence.objects.count() == 1


def test_the_days_after_are_free(enter):
    enter()
    enter(first=TODAY + 5 * DAY, last=TODAY + 6 * DAY)

    assert Absence.objects.count() == 2


def test_two_do_not_look_after_each_others_cases_on_the_same_days(
    enter, handler_user, vera
):
    enter()

    with pytest.raises(InputRefused) as refused:
        enter(person=vera, substitute=handler_user, first=TODAY + 4 * DAY)
    assert refused.value.field == "substitute"
    assert "is zelf ook afwezig" in str(refused.value)
    after = {"first": TODAY + 5 * DAY, "last": TODAY + 9 * DAY}
    assert enter(person=vera, substitute=handler_user, **after).person == vera


def test_the_page_offers_only_who_can(client, handler_user, vera, decider_user):
    client.force_login(handler_user)

    offered = client.get("/worklist/absences").context["form"]["substitute"]
    assert list(offered.field.queryset) == [vera]
    sent = {"person": decider_user.pk, "substitute": vera.pk, "first": "2099-01-01"}
    sent |= {"last": "2099-01-02"}
    refused = client.post("/worklist/absences", sent).context["form"]
    assert "substitute" in refused.errors
    assert vera not in refused["substitute"].field.queryset


def test_nobody_looks_after_his_own_cases(enter, handler_user):
    with pytest.raises(InputRefused):
        enter(substitute=handler_user)


def test_a_substitute_can_do_what_the_absent_one_does(enter, handler_user, vera):
    Position.objects.create(user=handler_user, role=BureauRole.DECIDER)
    vars(handler_user).pop("_bureau_roles", None)
    with pytest.raises(InputRefused):
        enter()

    Position.objects.create(user=vera, role=BureauRole.DECIDER)
    vars(vera).pop("_bureau_roles", None)
    assert enter().substitute == vera


@pytest.mark.parametrize(
    ("first", "days", "left"),
    [
        (TODAY, 0, None),
        (TODAY - 2 * DAY, 0, (TODAY - 2 * DAY, TODAY)),
        (TODAY - 2 * DAY, 9, (TODAY - 2 * DAY, TODAY + 5 * DAY)),
    ],
)
def test_ending_an_absence_keeps_what_has_been(enter, first, days, left):
    absence = enter(first=first)
    for _each in range(2):
        end_absence(absence, at=NOW + days * DAY)

    rows = [(row.days.lower, row.days.upper) for row in Absence.objects.all()]
    assert rows == ([left] if left else [])


def test_the_page_enters_and_ends_an_absence(client, handler_user, vera):
    client.force_login(handler_user)
    sent = {
        "person": handler_user.pk,
        "substitute": vera.pk,
        "first": "2099-01-01",
        "last": "2099-01-09",
    }
    assert client.post("/worklist/absences", sent).status_code == 302
    text = client.get("/worklist/absences").text
    assert "1 januari 2099" in text
    assert "9 januari 2099" in text

    absence = Absence.objects.get()
    assert client.post(f"/worklist/absences/{absence.pk}/end").status_code == 302
    assert not Absence.objects.exists()


@pytest.mark.parametrize(
    "sent",
    [{}, {"first": "x", "last": "9999999"}, {"person": "a\0", "substitute": "-1"}],
)
def test_what_is_missing_is_said(client, handler_user, sent):
    client.force_login(handler_user)

    answer = client.post("/worklist/absences", sent)
    assert answer.status_code == 400
    assert "data-error-summary" in answer.text


def test_an_auditor_sees_absences_and_enters_none(client, auditor):
    client.force_login(auditor)

    assert client.get("/worklist/absences").status_code == 200
    assert client.post("/worklist/absences", {}).status_code == 404
