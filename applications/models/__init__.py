"""The form: application, answers, organisms, attachments, sites, people, signatures."""

from applications.models.application import Application, SectionAnswers, Signature
from applications.models.attachment import Attachment, AttachmentKind
from applications.models.comment import Comment
from applications.models.confidentiality import Confidentiality, Ground
from applications.models.filed_number import FiledNumber
from applications.models.organism import OrganismRow, PendingImport
from applications.models.person import Person
from applications.models.site import Site, SiteContainment
from applications.models.standing import Standing

__all__ = [
    "Application",
    "Attachment",
    "AttachmentKind",
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
