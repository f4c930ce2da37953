"""The sender and the standing clauses of letters: dated, and kept whole."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import translation

from accounts.models import User
from procedures.law_rows.changing_rows import succeed_row
from procedures.models import Letterhead, amsterdam_today

pytestmark = pytest.mark.django_db


@pytest.fixture
def letterhead() -> Letterhead:
    """The row of today."""
    return Letterhead.objects.in_force("letterhead", amsterdam_today())


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_clause_is_filled_in_with_the_row_and_the_days(letterhead, language):
    with translation.override(language):
        said = letterhead.clause("objection", sent="1 mei", until="12 juni")

    assert "Postbus 1, 3720 BA Bilthoven" in said
    assert "1 mei" in said
    assert "12 juni" in said
    assert not set("{}…") & set(said)


def test_a_day_that_is_not_given_stays_a_gap(letterhead):
    assert "…" in letterhead.clause("objection")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("objection_nl", "Vóór {einde}."),
        ("effect_en", "A brace { alone."),
        ("functions", {"d@lab.nl": "hoofd"}),
        ("functions", {"d@lab.nl": {"nl": "hoofd", "en": " "}}),
        ("functions", ["hoofd"]),
    ],
)
def test_what_no_letter_could_say_is_refused(letterhead, field, value):
    setattr(letterhead, field, value)

    with pytest.raises(ValidationError) as refused:
        letterhead.clean()

    assert list(refused.value.message_dict) == [field]


def test_a_function_is_that_of_who_signs_else_that_of_the_row(letterhead):
    letterhead.functions = {"d@lab.nl": {"nl": "hoofd Bureau GGO", "en": "head"}}

    with translation.override("en"):
        assert letterhead.function_of("d@lab.nl") == "head"
        assert letterhead.function_of("x@lab.nl") == letterhead.function_en


def test_a_change_holds_from_its_day(letterhead):
    today = amsterdam_today()
    begins = today + timedelta(days=10)
    successor = succeed_row(letterhead, from_day=begins, today=today)
    successor.phone = "030 123 45 67"
    successor.save()

    def phone_on(day: date) -> str:
        return Letterhead.objects.in_force("letterhead", day).phone

    assert phone_on(begins - timedelta(days=1)) == ""
    assert phone_on(begins) == "030 123 45 67"


def test_a_jurist_succeeds_it_and_cannot_close_it_alone(client, letterhead):
    user = User.objects.create_superuser("rist@voorbeeld.nl", "geheim", name="J. Rist")
    client.force_login(user)

    page = client.get(reverse("admin:procedures_letterhead_changelist"))

    assert b'value="open_successor"' in page.content
    assert b'value="close_rows"' not in page.content
