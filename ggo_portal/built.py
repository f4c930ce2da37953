"""Is what must be built there? `make build` makes it; without it every page fails.

The check of a deployment and the readiness of a web process both ask here.
"""

from collections.abc import Sequence
from filecmp import cmp
from pathlib import Path
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import ManifestFilesMixin, staticfiles_storage
from django.core.checks import Error

from ggo_portal.build import assets, catalogues

PAGES_NEED = ["dist/portal.css", "dist/portal.js", "img/mark.svg"]
"""What the base of every page names by `{% static %}`."""

STYLES = "style sheets"
CATALOGUES = "catalogues"


def missing_parts() -> list[str]:
    """Which parts are not there for this process: style sheets, catalogues."""
    parts = {STYLES: _has_styles(), CATALOGUES: _has_catalogues()}
    return [part for part, is_there in parts.items() if not is_there]


def outdated_parts() -> list[str]:
    """Which parts were made from other sources than lie here now."""
    parts = {STYLES: _styles_are_new(), CATALOGUES: _catalogues_are_new()}
    return [part for part, is_new in parts.items() if not is_new]


def check_build(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[Error]:
    """What `manage.py check --deploy` says about the build."""
    found = [
        Error(f"The {part} are not built.", hint="Run: make build", id=f"ggo.E00{n}")
        for n, part in enumerate(missing_parts(), 1)
    ]
    return found or [
        Error(
            f"The {part} are built from older sources.",
            hint="Run: make build",
            id=f"ggo.E01{n}",
        )
        for n, part in enumerate(outdated_parts(), 1)
    ]


def _has_styles() -> bool:
    if not isinstance(staticfiles_storage, ManifestFilesMixin):
        # In the demo and at a desk nothing is collected: the sources themselves are
        # served.
        return all(map(finders.find, PAGES_NEED))
    try:
        names = map(staticfiles_storage.stored_name, PAGES_NEED)
        return all(map(staticfiles_storage.exists, names))
    except ValueError:  # not in the manifest, or there is none
        return False


def _has_catalogues() -> bool:
    return all(
        compiled.exists()
        for compiled in map(catalogues.compiled_path, catalogues.catalogue_sources())
    )


def _styles_are_new() -> bool:
    collected = Path(settings.STATIC_ROOT)
    return assets.is_built() and all(
        cmp(found, collected / name, shallow=False)
        for name in PAGES_NEED
        if (found := finders.find(name)) and (collected / name).exists()
    )


def _catalogues_are_new() -> bool:
    return all(map(catalogues.is_compiled, catalogues.catalogue_sources()))
