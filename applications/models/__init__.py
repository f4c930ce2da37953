"""The form: application, answers, organisms, attachments, sites, people, signatures."""

from applications.models.admission import BvfAdmission
from applications.models.application import Application, SectionAnswers, Signature
from applications.models.attachment import (
    Attachment,
    AttachmentKind,
    Confidentiality,
    Ground,
)
from applications.models.comment import Comment
from applications.models.filed_number import FiledNumber
from applications.models.organism import OrganismRow, PendingImport
from applications.models.registers import Person, Site, SiteContainment
from applications.models.standing import Standing

__all__ = [
    "Application",
    "Attachment",
    "AttachmentKind",
    "BvfAdmission",
    "Comment",
    "Confidentiality",
    "FiledNumber",
    "Ground",
    "OrganismRow",
    "PendingImport",
    "Person",
    "SectionAnswers",
    "Signature",
    "Site",
    "SiteContainment",
    "Standing",
]
