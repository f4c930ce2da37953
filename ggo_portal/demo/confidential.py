"""What the labs of the demo ask to keep confidential."""

from datetime import datetime

from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.actor import Actor
from applications.attachments import attaching
from applications.confidentiality import claims
from applications.models import Application
from ggo_portal.demo.report import risk_report


def keep_confidential(
    application: Application, row: dict, *, by: Actor, at: datetime
) -> None:
    """The claims of a row, and its report with a version that the public may read."""
    asked = row.get("confidential", {})
    for claim in asked.get("claims", []):
        claims.claim_confidentiality(application, **claim, by=by, at=at)
    if "report" not in asked:
        return
    public = risk_report(f"{row['title']} (openbare versie)", at=at)
    version = attaching.attach_file(
        application,
        upload=SimpleUploadedFile("verslag-openbaar.pdf", public),
        kind="public",
        by=by,
        at=at,
    )
    report = application.attachments.get(kind="risk-report")
    claims.mark_confidential(
        report, public_version=version, **asked["report"], by=by, at=at
    )
