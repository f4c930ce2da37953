"""Addresses of applications: `pages` for people, `api` under `/api/v1`."""

from django.urls import path

from applications.api.attachments import AttachmentsView
from applications.api.drafts import DraftView
from applications.api.forms import FormView
from applications.api.organisms import OrganismsView
from applications.views import (
    applications,
    attachments,
    chosen,
    comments,
    comparing,
    confidential_files,
    confidentiality,
    copying,
    editions,
    exporting,
    importing,
    organism,
    overview,
    sections,
)
from applications.views import persons as person_pages
from applications.views import sites as site_pages

pages: list = [
    path("applications", applications.applications, name="applications"),
    path("applications/new", applications.new_application, name="new-application"),
    path("applications/<uuid:pk>", overview.overview, name="application"),
    path("applications/<uuid:pk>/content", overview.contents, name="read-only"),
    path("applications/<uuid:pk>/signatures", overview.sign, name="sign-application"),
    path("applications/<uuid:pk>/editions", editions.edition, name="carry-over"),
    path(
        "applications/<uuid:pk>/discard", overview.discard, name="discard-application"
    ),
    path(
        "applications/<uuid:pk>/organisms/new",
        organism.new_organism,
        name="new-organism",
    ),
    path(
        "applications/<uuid:pk>/organisms/<int:row>",
        organism.organism,
        name="organism",
    ),
    path(
        "applications/<uuid:pk>/organisms/<int:row>/remove",
        organism.remove_organism,
        name="remove-organism",
    ),
    path(
        "applications/<uuid:pk>/organisms/import",
        importing.import_organisms,
        name="import-organisms",
    ),
    path(
        "applications/<uuid:pk>/organisms/import/<int:pending>",
        importing.pending_import,
        name="pending-import",
    ),
    path(
        "applications/<uuid:pk>/organisms/rows.<slug:ending>",
        exporting.export_organisms,
        name="export-organisms",
    ),
    path(
        "applications/<uuid:pk>/organisms/template.xlsx",
        exporting.organisms_template,
        name="organisms-template",
    ),
    path(
        "applications/<uuid:pk>/organisms/suggestions",
        exporting.organism_suggestions,
        name="organism-suggestions",
    ),
    path(
        "applications/<uuid:pk>/organisms/remove",
        chosen.remove_organisms,
        name="remove-organisms",
    ),
    path(
        "applications/<uuid:pk>/organisms/fill",
        chosen.fill_organisms,
        name="fill-organisms",
    ),
    path(
        "applications/<uuid:pk>/attachments/<uuid:attachment>",
        attachments.attachment,
        name="attachment",
    ),
    path(
        "applications/<uuid:pk>/attachments/<uuid:attachment>/remove",
        attachments.remove_attachment,
        name="remove-attachment",
    ),
    path(
        "applications/<uuid:pk>/confidentiality",
        confidentiality.confidentiality,
        name="confidentiality",
    ),
    path(
        "applications/<uuid:pk>/confidentiality/attachments/<uuid:attachment>",
        confidential_files.confidential_attachment,
        name="confidential-attachment",
    ),
    path(
        "applications/<uuid:pk>/confidentiality/<slug:section>/<slug:field>",
        confidentiality.claim,
        name="claim",
    ),
    path(
        "applications/<uuid:pk>/public",
        confidentiality.public_preview,
        name="public-preview",
    ),
    path("applications/<uuid:pk>/comments", comments.comments, name="comments"),
    path(
        "applications/<uuid:pk>/copy", copying.copy_application, name="copy-application"
    ),
    path(
        "applications/<uuid:pk>/differences", comparing.differences, name="differences"
    ),
    path(
        "applications/<uuid:pk>/<slug:section>",
        sections.section,
        name="application-section",
    ),
    path("persons", person_pages.persons, name="persons"),
    path("persons/new", person_pages.new_person, name="new-person"),
    path("persons/<int:pk>", person_pages.person, name="person"),
    path("persons/<int:pk>/retire", person_pages.retire, name="retire-person"),
    path("sites", site_pages.sites, name="sites"),
    path("sites/new", site_pages.new_site, name="new-site"),
    path("sites/<int:pk>", site_pages.site, name="site"),
]
api: list = [
    path("procedures/<str:key>/form", FormView.as_view(), name="api-form"),
    path(
        "applications/<uuid:application_id>",
        DraftView.as_view(),
        name="api-application",
    ),
    path(
        "applications/<uuid:application_id>/organisms",
        OrganismsView.as_view(),
        name="api-organisms",
    ),
    path(
        "applications/<uuid:application_id>/attachments",
        AttachmentsView.as_view(),
        name="api-attachments",
    ),
]
