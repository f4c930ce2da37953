"""Asking to keep an answer or a file confidential, in one line."""

from applications.attachments import attaching
from applications.confidentiality.claims import (
    claim_confidentiality,
    mark_confidential,
)
from tests.cast import NOW, PDF, report

SAID = {
    "ground": "business",
    "reason": "Een octrooiaanvraag volgt.",
    "public_text": "Volgens een eigen protocol.",
}


def keep(draft, by, section="methods", field="making", **said):
    what = {"section": section, "field": field}
    return claim_confidentiality(draft, **what, **(SAID | said), by=by, at=NOW)


def put(draft, by, name, kind="other"):
    upload = report(f"{name}.pdf", PDF + name.encode())
    return attaching.attach_file(draft, upload=upload, kind=kind, by=by, at=NOW)


def mark(file, by, public=None, **said):
    said = {"ground": "business", "reason": "Octrooi.", **said}
    return mark_confidential(file, **said, public_version=public, by=by, at=NOW)
