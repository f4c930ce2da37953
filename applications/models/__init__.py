"""The form: application, answers, organisms, attachments, sites, signatures."""

from applications.models.application import Application, SectionAnswers, Signature
from applications.models.attachment import Attachment, AttachmentKind
from applications.models.organism import OrganismRow
from applications.models.site import Site, SiteContainment

__all__ = [
    "Application",
    "Attachment",
    "AttachmentKind",
    "OrganismRow",
    "SectionAnswers",
    "Signature",
    "Site",
    "SiteContainment",
]
