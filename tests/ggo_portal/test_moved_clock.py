"""`make test CLOCK=…`: how far the clock is moved."""

from datetime import UTC, datetime

import pytest

from tests.moved_clock import copy_without_waits, ensure_library, moved_by

NAMES = b"ELF\0time\0%s\0epoll_pwait\0%s\0.rodata\0epoll_wait\0clock_nanosleep\0"
"""A library that gives two names to others, and asks for the same ones further on."""


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


def test_the_copy_hides_two_ways_to_wait_and_nothing_else(tmp_path):
    original = tmp_path / "libfaketimeMT.so.1"
    original.write_bytes(NAMES % (b"epoll_wait", b"clock_nanosleep"))
    (tmp_path / "copy").mkdir(mode=0o700)

    copy = copy_without_waits(original, tmp_path / "copy")

    assert copy.read_bytes() == NAMES % (b"epoll_none", b"clock_nanospeep")
    assert copy.stat().st_mode & 0o004
    assert copy.parent.stat().st_mode & 0o005


def test_without_the_library_it_says_what_to_install(monkeypatch):
    monkeypatch.setattr("tests.moved_clock.library", lambda: None)
    monkeypatch.setattr("shutil.which", lambda name: None)

    with pytest.raises(SystemExit, match="apt-get install faketime"):
        ensure_library()
