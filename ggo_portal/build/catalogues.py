"""Translations: collect the messages of each app, compile them, find what is missing.

The English message is its own id; `locale/<app>/nl` holds the Dutch. Babel reads
the code and, through Django's own `templatize`, the templates; no system gettext.
"""

from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

from ggo_portal.build.places import ROOT, print_progress

APPS = ["accounts", "procedures", "applications", "dossiers", "ggo_portal"]
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}


def catalogue_path(app: str) -> Path:
    """The Dutch catalogue of an app."""
    return ROOT / "locale" / app / "nl" / "LC_MESSAGES" / "django.po"


def compile_all() -> None:
    """Compile each catalogue that is newer than its compiled form."""
    for source in catalogue_sources():
        if not is_compiled(source):
            made = BytesIO()
            write_mo(made, _read(source))
            compiled_path(source).write_bytes(made.getvalue())


def catalogue_sources() -> list[Path]:
    """Every catalogue, in every language."""
    return sorted(ROOT.glob("locale/*/*/LC_MESSAGES/django.po"))


def compiled_path(source: Path) -> Path:
    """Where the compiled form of a catalogue lies."""
    return source.with_suffix(".mo")


def is_compiled(source: Path) -> bool:
    """Is the compiled form there, and younger than the catalogue?"""
    target = compiled_path(source)
    return target.exists() and target.stat().st_mtime > source.stat().st_mtime


def update_all() -> None:
    """Bring every catalogue up to date with the code; new messages stay empty."""
    for app in APPS:
        path = catalogue_path(app)
        catalogue = _read(path) if path.exists() else Catalog("nl", charset="utf-8")
        # No guesses by likeness: a wrong Dutch sentence in a letter is worse than a
        # missing one, which is seen.
        catalogue.update(
            collect_messages(app), no_fuzzy_matching=True, update_creation_date=False
        )
        # Kept, they would come back as translations of sentences that mean something
        # else by now.
        catalogue.obsolete.clear()
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            write_po(file, catalogue, width=88, omit_header=False, sort_output=True)
        print_progress(f"{app}: {len(untranslated_messages(app))} without translation")


def untranslated_messages(app: str) -> list[str]:
    """Messages of an app that have no Dutch, or a fuzzy one, with their places."""
    path = catalogue_path(app)
    dutch = _read(path) if path.exists() else Catalog("nl")
    return [
        f"{place}: {message.id!r}"
        for message in collect_messages(app)
        if message.id and not _is_translated(dutch.get(message.id, message.context))
        for place in [":".join(map(str, message.locations[0]))]
    ]


def check_catalogues() -> int:
    """Tell what has no Dutch yet; 1 when there is any, as a shell expects."""
    missing = [line for app in APPS for line in untranslated_messages(app)]
    for line in missing:
        print_progress(line)
    print_progress(f"{len(missing)} messages without a translation.")
    return 1 if missing else 0


def collect_messages(app: str) -> Catalog:
    """All messages that an app shows, from its code and its templates."""
    catalogue = Catalog("nl", charset="utf-8")
    for file in _sources(app):
        for line, message, _comments, context in _messages(file):
            place = (str(file.relative_to(ROOT)), line)
            catalogue.add(message, locations=[place], context=context)
    return catalogue


def _messages(file: Path) -> Iterable[tuple[Any, ...]]:
    """The messages in one file; a template is first turned into code."""
    text = file.read_text()
    if file.suffix != ".py":
        lines = templatize(text, origin=str(file)).splitlines()
        # What is left of the markup is no indentation that Python would take.
        text = "\n".join(line.lstrip() for line in lines)
    return extract("python", BytesIO(text.encode()), keywords=KEYWORDS)


def _sources(app: str) -> Iterator[Path]:
    yield from sorted((ROOT / app).rglob("*.py"))
    for template in sorted((ROOT / "templates").rglob("*.*")):
        if _owner(template) == app and template.suffix in {".html", ".txt", ".svg"}:
            yield template


def _owner(template: Path) -> str:
    """The app whose templates stand in this folder; the rest is the portal's."""
    folder = template.relative_to(ROOT / "templates").parts[0]
    return folder if folder in APPS else "ggo_portal"


def _is_translated(message: Message | None) -> bool:
    if message is None or message.fuzzy:
        return False
    texts = message.string if isinstance(message.string, tuple) else [message.string]
    return all(texts)


def _read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale="nl")
