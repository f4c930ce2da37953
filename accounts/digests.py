"""SHA-256, in hex: of JSON, of a text, of a file."""

import hashlib
import json
from typing import Any

from django.core.files import File


def json_digest(value: Any) -> str:
    """Over canonical JSON: sorted keys, UTF-8, no spaces."""
    return text_digest(
        json.dumps(
            value,
            sort_keys=True,
            ensure_ascii=False,
            separators=(",", ":"),
            allow_nan=False,
        )
    )


def text_digest(text: str) -> str:
    """Over a text in UTF-8; of a token, it is all that the database holds."""
    return hashlib.sha256(text.encode()).hexdigest()


def file_digest(file: "File[bytes]") -> str:
    """Over a whole file, read in pieces and rewound."""
    file.seek(0)
    made = hashlib.file_digest(file, "sha256").hexdigest()
    file.seek(0)
    return made
