"""`python -m ggo_portal.build STEP`: what the Makefile and the Dockerfile call."""

import sys
from collections.abc import Callable

from ggo_portal.build import assets, building, catalogues
from ggo_portal.build.assets import BuildFailed

STEPS: dict[str, Callable[[], int | None]] = {
    "all": building.build_all,
    "assets": assets.build_assets,
    "check-messages": catalogues.check_catalogues,
    "compile-messages": catalogues.compile_all,
    "messages": catalogues.update_all,
}


def main(arguments: list[str]) -> int:
    """Run one step; an expected failure is a line of text, not a traceback."""
    if len(arguments) != 1 or arguments[0] not in STEPS:
        print("usage: python -m ggo_portal.build", "|".join(STEPS), file=sys.stderr)
        return 2
    try:
        return STEPS[arguments[0]]() or 0
    except BuildFailed as error:
        print(f"\n{error}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
