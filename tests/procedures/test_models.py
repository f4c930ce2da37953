"""Dated rows: in force on a day, one row a day, never edited once begun."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import translation
from psycopg.types.range import DateRange

from procedures.law_rows import law
from procedures.models import (
    ContainmentCategory,
    FreeDay,
    NotInForce,
    Procedure,
    UnknownRow,
    amsterdam_today,
)

pytestmark = pytest.mark.django_db

BASIS = {"rule": [{"text": "Test", "article": "1", "url": "https://voorbeeld.nl"}]}


def free_day(**changed) -> FreeDay:
    """A free day on 1 June of every year, from 2020; not saved."""
    given = {
        "key": "test-day",
        "valid": DateRange(date(2020, 1, 1), None),
        "basis": BASIS,
        "checked_on": date(2026, 11, 21),
        "kind": "fixed",
        "month": 6,
        "day": 1,
        "name_nl": "proefdag",
        "name_en": "test day",
    }
    return FreeDay(**(given | changed))


def procedure(key: str = "iii-new") -> Procedure:
    """A row that has begun."""
    return Procedure.objects.get(key=key)


def test_row_in_force_is_the_one_of_that_day():
    assert Procedure.objects.in_force("iii-new", date(2024, 5, 18)).key == "iii-new"
    assert Procedure.objects.on(date(2025, 12, 14)).count() == 25
    assert Procedure.objects.on(date(2025, 12, 15)).count() == 27


def test_day_before_the_table_is_refused():
    with pytest.raises(NotInForce):
        Procedure.objects.in_force("iii-new", date(2024, 5, 17))


def test_unknown_key_is_refused():
    with pytest.raises(UnknownRow):
        Procedure.objects.in_force("iii-old", date(2026, 1, 1))


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"term_amount": 60}, "has begun"),
        ({"situation_nl": "anders"}, "has begun"),
        ({"start": "on-receipt"}, "has begun"),
        ({"valid": DateRange(date(2024, 1, 1), None)}, "has begun"),
    ],
)
def test_row_that_has_begun_cannot_be_edited(changed, message):
    with pytest.raises(IntegrityError, match=message), transaction.atomic():
        Procedure.objects.filter(key="iii-new").update(**changed)


def test_row_that_has_begun_can_be_closed_and_its_articles_put_right():
    row = procedure()
    row.valid = DateRange(row.valid_from, amsterdam_today() + timedelta(days=30))
    row.checked_on = amsterdam_today()
    row.note = "vergeleken met het Staatsblad"
    row.basis = row.basis | BASIS
    row.save()

    row.refresh_from_db()
    assert row.basis.items() >= BASIS.items()
    assert row.valid_until == amsterdam_today() + timedelta(days=29)


def test_end_that_is_still_to_come_can_move():
    row = procedure()
    for days in (30, 60):
        row.valid = DateRange(row.valid_from, amsterdam_today() + timedelta(days=days))
        row.save()

    assert procedure().valid_until == amsterdam_today() + timedelta(days=59)


def test_end_that_has_passed_cannot_move():
    row = procedure()
    row.valid = DateRange(row.valid_from, amsterdam_today())
    row.save()

    row.valid = DateRange(row.valid_from, None)
    with pytest.raises(IntegrityError, match="has ended"), transaction.atomic():
        row.save()


def test_row_of_the_future_can_be_edited_and_removed():
    tomorrow = amsterdam_today() + timedelta(days=1)
    row = free_day(valid=DateRange(tomorrow, None))
    row.save()

    row.month = 7
    row.save()
    row.delete()

    assert not FreeDay.objects.filter(key="test-day").exists()


def test_two_rows_for_one_key_on_one_day_are_impossible():
    free_day().save()

    later = free_day(valid=DateRange(date(2026, 1, 1), None))
    with pytest.raises(IntegrityError, match="one_row_a_day"), transaction.atomic():
        later.save()


def test_successor_on_the_day_after_is_possible():
    free_day(valid=DateRange(date(2020, 1, 1), date(2026, 1, 1))).save()
    free_day(valid=DateRange(date(2026, 1, 1), None)).save()

    assert FreeDay.objects.in_force("test-day", date(2025, 12, 31)).valid_until
    assert not FreeDay.objects.in_force("test-day", date(2026, 1, 1)).valid_until


@pytest.mark.parametrize(
    "changed",
    [
        {"basis": {}},
        {"valid": DateRange(None, date(2026, 1, 1))},
        {"valid": DateRange(date(2026, 1, 1), date(2026, 1, 1))},
    ],
)
def test_row_without_basis_or_first_day_is_impossible(changed):
    with pytest.raises(IntegrityError), transaction.atomic():
        free_day(**changed).save()


def reference(**changed) -> dict:
    """A basis with one reference."""
    given = {"text": "Atw", "article": "3", "url": "https://voorbeeld.nl"}
    return {"rule": [given | changed]}


@pytest.mark.parametrize(
    ("basis", "message"),
    [
        ([], "must map each aspect"),
        ({"term": reference()["rule"]}, "lacks “rule”"),
        ({"rule": "Atw 3"}, "must be a list"),
        ({"rule": ["Atw 3"]}, "exactly text, article and url"),
        (reference(article=2.1), "put it in quotes"),
        (reference(article=" "), "article is empty"),
        (reference(url="ftp://voorbeeld.nl"), "does not begin with https"),
        ({**reference(), "misspelt": reference()["rule"]}, "is none of"),
    ],
)
def test_basis_that_is_not_whole_is_refused_with_the_reason(basis, message):
    with translation.override("en"), pytest.raises(ValidationError, match=message):
        free_day(basis=basis).full_clean()


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"day": None}, "day"),
        ({"offset": 3}, "offset"),
        ({"kind": "easter"}, "offset"),
        ({"kind": "once"}, "date"),
    ],
)
def test_free_day_needs_the_fields_of_its_kind(changed, field):
    with pytest.raises(ValidationError) as refused:
        free_day(**changed).full_clean()

    assert field in refused.value.message_dict


def test_procedure_needs_a_ground_for_each_step_of_its_ledger():
    for row in Procedure.objects.all():
        assert row.needed_aspects() <= row.basis.keys()


def test_texts_follow_the_language_of_the_reader():
    row = procedure()
    with translation.override("nl"):
        dutch = row.situation, row.name, row.may_start_text, row.ending
    with translation.override("en"):
        english = row.situation, row.name, row.may_start_text, row.ending

    assert dutch == (
        "nieuwe werkzaamheden",
        "niveau III",
        "na ontvangst van de vergunning",
        "vergunning",
    )
    assert english == ("new work", "level III", "on receipt of the permit", "permit")
    assert str(row).startswith("iii-new: ")


def test_only_filed_notifications_are_notifications():
    notifications = {row.key for row in Procedure.objects.all() if row.is_notification}

    assert notifications == {
        *("i-new", "i-other-cfi", "iik-new", "iik-change", "s-i"),
        *("mi-ii-new", "mi-ii-change", "ii-treated"),
    }
    # Of an application that is treated as a notification no window runs (2.39 lid 3).
    assert notifications - {"ii-treated"} == {
        row.key for row in Procedure.objects.all() if row.objection_days
    }


def test_cfi_categories_compare_within_a_family():
    code = {row.code: row for row in ContainmentCategory.objects.all()}

    assert len(code) == 30
    assert code["ML-III"].allows(code["ML-II"])
    assert not code["ML-I"].allows(code["ML-II"])
    assert not code["DM-III"].allows(code["ML-II"])
    assert (code["PKa-I"].family, code["PKa-I"].level) == ("PKa", "I")
    assert code["ML-II"].family_name in ("laboratorium", "laboratory")
    assert str(code["ML-II"]) == "ML-II"


def test_free_day_is_named_in_the_language_of_the_reader():
    with translation.override("en"):
        assert str(FreeDay.objects.get(key="good-friday")) == "Good Friday"


def test_law_is_kept_until_a_row_changes(django_assert_num_queries):
    first = law.current_law()
    with django_assert_num_queries(1):
        assert law.current_law() is first

    free_day().save()

    assert law.current_calendar().is_free(date(2026, 6, 1))
    assert not first.calendar.is_free(date(2026, 6, 1))


def test_law_notices_a_closed_free_day():
    row = free_day()
    row.save()
    assert law.current_calendar().is_free(date(2027, 6, 1))

    row.valid = DateRange(row.valid_from, date(2027, 1, 1))
    row.save()

    assert law.current_calendar().is_free(date(2026, 6, 1))
    assert not law.current_calendar().is_free(date(2027, 6, 1))


def test_law_finds_the_row_and_its_rule():
    books = law.current_law()
    row = books.in_force("iik-new", date(2026, 1, 1))

    assert books.rule(row).days == 45
    with pytest.raises(NotInForce):
        books.in_force("iik-new", date(2020, 1, 1))
    with pytest.raises(UnknownRow):
        books.in_force("iik-old", date(2026, 1, 1))


def test_law_gives_the_successor_from_its_first_day():
    row = procedure()
    row.valid = DateRange(row.valid_from, date(2027, 1, 1))
    row.save()
    row.pk, row.term_amount = None, 60
    row.valid = DateRange(date(2027, 1, 1), None)
    row.save(force_insert=True)
    books = law.current_law()

    before = books.in_force("iii-new", date(2026, 12, 31))
    after = books.in_force("iii-new", date(2027, 1, 1))

    assert (books.rule(before).days, books.rule(after).days) == (45, 60)
