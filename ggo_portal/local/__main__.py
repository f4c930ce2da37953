"""`python -m ggo_portal.local STEP`: what the Makefile calls."""

import sys
from collections.abc import Callable

from ggo_portal.local import assets, building, catalogues, demo, preparing
from ggo_portal.local.assets import BuildFailed
from ggo_portal.local.demo import CannotStart
from ggo_portal.local.postgres import ServerFailed
from ggo_portal.local.redis_server import RedisFailed

STEPS: dict[str, Callable[[], int | None]] = {
    "assets": assets.build,
    "build": building.build_all,
    "check-messages": catalogues.check,
    "compile-messages": catalogues.compile_all,
    "demo": demo.run,
    "demo-reset": demo.reset,
    "messages": catalogues.update_all,
    "prepare": preparing.prepare,
}


def main(arguments: list[str]) -> int:
    """Run one step; an expected failure is a line of text, not a traceback."""
    if len(arguments) != 1 or arguments[0] not in STEPS:
        print("usage: python -m ggo_portal.local", "|".join(STEPS), file=sys.stderr)
        return 2
    try:
        return STEPS[arguments[0]]() or 0
    except (BuildFailed, CannotStart, RedisFailed, ServerFailed) as error:
        print(f"\n{error}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
