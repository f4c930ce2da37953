"""`python -m dev STEP`: what the Makefile calls."""

import sys
from collections.abc import Callable

from dev import demo, preparing, upgrade_fixture
from dev.demo import CannotStart
from dev.postgres import ServerFailed
from dev.redis_server import RedisFailed
from ggo_portal.build.assets import BuildFailed

STEPS: dict[str, Callable[[], int | None]] = {
    "demo": demo.run_demo,
    "demo-reset": demo.reset_demo,
    "prepare": preparing.prepare_database,
    "upgrade-fixture": upgrade_fixture.make_upgrade_fixture,
}


def main(arguments: list[str]) -> int:
    """Run one step; an expected failure is a line of text, not a traceback."""
    if len(arguments) != 1 or arguments[0] not in STEPS:
        print("usage: python -m dev", "|".join(STEPS), file=sys.stderr)
        return 2
    try:
        return STEPS[arguments[0]]() or 0
    except (BuildFailed, CannotStart, RedisFailed, ServerFailed) as error:
        print(f"\n{error}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
