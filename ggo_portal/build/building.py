"""What must be built before pages work: the bundle and the compiled catalogues.

`make build` runs it on a server, `make demo` on a desk, the Dockerfile for the image.
A server also collects the static files, which takes the settings of a server.
"""

from ggo_portal.build import assets, catalogues
from ggo_portal.build.places import print_progress


def build_all() -> None:
    """Build what is missing or older than its sources."""
    print_progress("Style sheets, scripts and translations")
    assets.build_assets()
    catalogues.compile_all()
