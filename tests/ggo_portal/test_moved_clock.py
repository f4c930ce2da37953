"""`make test CLOCK=…`: how far the clock is moved."""

from datetime import UTC, datetime

import pytest

from tests.moved_clock import moved_by


@pytest.mark.parametrize(
    ("wanted", "now", "moved"),
    [
        ("+365d", datetime(2026, 11, 23, 8, 0, tzinfo=UTC), "+365d"),
        ("00:30", datetime(2026, 11, 23, 8, 0, tzinfo=UTC), "+55800s"),
        ("00:30", datetime(2026, 11, 23, 23, 29, tzinfo=UTC), "+60s"),
        ("00:30", datetime(2026, 11, 23, 23, 30, tzinfo=UTC), "+86400s"),
        # the night in which the clock goes back: 25 hours
        ("12:00", datetime(2026, 10, 24, 10, 0, tzinfo=UTC), "+90000s"),
    ],
)
def test_an_hour_is_the_next_time_that_it_is_that_late_in_amsterdam(wanted, now, moved):
    assert moved_by(wanted, now) == moved
