"""Looking at a file that somebody sends, before it is kept.

Name, size, kind, whether it opens, and whether it is clean.
"""

import re
from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from django.conf import settings
from django.core.files import File
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from accounts.digests import file_digest
from accounts.errors import InputRefused
from applications.attachments.file_types import TYPES, expected_type, is_blank, is_type
from applications.attachments.opening.asking import require_openable, unopenable_file
from applications.attachments.opening.verdict import FileVerdict
from applications.attachments.scanning import scan_file
from applications.text_input.typed import storable_value


class CheckedUpload(NamedTuple):
    """What is known of a file that may be kept; `scanned_at` None: no scanner here."""

    name: str
    content_type: str
    size: int
    sha256: str
    scanned_at: datetime | None


def file_size_limit() -> str:
    """The most that a file may be, in words: 100 MB, where Django says 100,0 MB."""
    return re.sub(r"[.,]0(?=\D)", "", filesizeformat(settings.ATTACHMENT_MAX_BYTES))


def check_upload(
    upload: "File[bytes]", *, kinds: Collection[str] = tuple(TYPES), at: datetime
) -> CheckedUpload:
    """See whether a file may be kept; `kinds` are the endings that are taken here.

    Hashing, opening and scanning take seconds: call it before anything is locked.
    Raises `InputRefused` with what to do when the file is empty, too large, of a wrong
    kind, or not found clean by the virus scanner, and `Unopenable` when nobody can open
    it.
    """
    name = _name(upload)
    _require_size(upload, name)
    content_type = _require_type(upload, name, kinds)
    # Before opening: a content that was opened before is not opened again.
    sha256 = file_digest(upload)
    if not content_type.startswith("text/"):
        require_openable(upload, name, content_type, sha256)
    # Last, since it costs most: what is refused for its kind never reaches the scanner.
    scanned_at = scan_file(upload, at=at)
    return CheckedUpload(name, content_type, upload.size, sha256, scanned_at)


def _name(upload: "File[bytes]") -> str:
    """The file's own name, at most 200 characters, its ending kept."""
    name = storable_value(
        # Some browsers send the whole path, which would tell how somebody's computer is
        # arranged.
        (upload.name or "").replace("\\", "/").rsplit("/", 1)[-1]
    ).strip()
    stem, dot, ending = name.rpartition(".")
    return f"{stem[:180]}{dot}{ending[:19]}" if len(name) > 200 else name


def _require_size(upload: "File[bytes]", name: str) -> None:
    """Not empty, and not more than the portal takes."""
    if not upload.size:
        raise InputRefused(
            _("“%(name)s” is empty. Choose the file again, or save it anew first.")
            % {"name": name}
        )
    if upload.size > settings.ATTACHMENT_MAX_BYTES:
        raise InputRefused(
            _(
                "“%(name)s” is %(size)s; a file may be at most %(limit)s. Make it "
                "smaller, or split it into parts."
            )
            % {
                "name": name,
                "size": filesizeformat(upload.size),
                "limit": file_size_limit(),
            }
        )


def _require_type(upload: "File[bytes]", name: str, kinds: Collection[str]) -> str:
    """The media type, when the name is of a kind we take and the content agrees."""
    media_type = expected_type(name)
    if media_type not in {TYPES[ending] for ending in kinds}:
        raise InputRefused(
            _(
                "“%(name)s” is of a kind that we cannot take. Save it as one of: "
                "%(kinds)s."
            )
            % {"name": name, "kinds": ", ".join(kinds)}
        )
    if not is_type(upload, media_type):
        raise unopenable_file(FileVerdict.OTHER_KIND, name)
    if media_type.startswith("text/") and is_blank(upload):
        raise unopenable_file(FileVerdict.EMPTY, name)
    return media_type
