"""Addresses of applications: `pages` for people, `api` under `/api/v1`."""

from django.urls import URLPattern, path

from applications.api.drafts import DraftView
from applications.api.forms import FormView
from applications.attachments import attachments_page
from applications.attachments.attachments_api import AttachmentsView
from applications.collaboration import comments_page
from applications.confidentiality import confidential_files_page, confidentiality_page
from applications.draft_pages import (
    comparing_page,
    copy_page,
    list_page,
    overview_page,
    section_page,
)
from applications.organisms import chosen_rows_page, export_page, import_page, row_page
from applications.organisms.organisms_api import OrganismsView
from applications.registers import persons_page as person_pages
from applications.registers import sites_page as site_pages
from applications.registers.admissions_page import admission_list_page

pages: list[URLPattern] = [
    path("applications", list_page.application_list_page, name="applications"),
    path("applications/new", list_page.new_application, name="new-application"),
    path(
        "applications/<uuid:pk>", overview_page.application_overview, name="application"
    ),
    path(
        "applications/<uuid:pk>/content", overview_page.read_only_page, name="read-only"
    ),
    path(
        "applications/<uuid:pk>/signatures",
        overview_page.sign_application,
        name="sign-application",
    ),
    path(
        "applications/<uuid:pk>/editions",
        overview_page.edition_carry_over,
        name="carry-over",
    ),
    path(
        "applications/<uuid:pk>/discard",
        overview_page.discard_application,
        name="discard-application",
    ),
    path(
        "applications/<uuid:pk>/organisms/new",
        row_page.new_organism,
        name="new-organism",
    ),
    path(
        "applications/<uuid:pk>/organisms/<int:row>",
        row_page.organism_row_page,
        name="organism",
    ),
    path(
        "applications/<uuid:pk>/organisms/<int:row>/remove",
        row_page.remove_organism,
        name="remove-organism",
    ),
    path(
        "applications/<uuid:pk>/organisms/import",
        import_page.import_organisms,
        name="import-organisms",
    ),
    path(
        "applications/<uuid:pk>/organisms/import/<int:pending>",
        import_page.pending_import,
        name="pending-import",
    ),
    path(
        "applications/<uuid:pk>/organisms/rows.<slug:ending>",
        export_page.export_organisms,
        name="export-organisms",
    ),
    path(
        "applications/<uuid:pk>/organisms/template.xlsx",
        export_page.organisms_template,
        name="organisms-template",
    ),
    path(
        "applications/<uuid:pk>/organisms/suggestions",
        export_page.organism_suggestions,
        name="organism-suggestions",
    ),
    path(
        "applications/<uuid:pk>/organisms/remove",
        chosen_rows_page.remove_organisms,
        name="remove-organisms",
    ),
    path(
        "applications/<uuid:pk>/organisms/fill",
        chosen_rows_page.fill_organisms,
        name="fill-organisms",
    ),
    path(
        "applications/<uuid:pk>/attachments/<uuid:attachment>",
        attachments_page.attachment_download,
        name="attachment",
    ),
    path(
        "applications/<uuid:pk>/attachments/<uuid:attachment>/remove",
        attachments_page.remove_attachment,
        name="remove-attachment",
    ),
    path(
        "applications/<uuid:pk>/confidentiality",
        confidentiality_page.confidentiality_overview,
        name="confidentiality",
    ),
    path(
        "applications/<uuid:pk>/confidentiality/attachments/<uuid:attachment>",
        confidential_files_page.confidential_attachment,
        name="confidential-attachment",
    ),
    path(
        "applications/<uuid:pk>/confidentiality/<slug:section>/<slug:field>",
        confidentiality_page.answer_claim_page,
        name="claim",
    ),
    path(
        "applications/<uuid:pk>/public",
        confidentiality_page.public_preview,
        name="public-preview",
    ),
    path(
        "applications/<uuid:pk>/comments",
        comments_page.comment_list_page,
        name="comments",
    ),
    path(
        "applications/<uuid:pk>/copy",
        copy_page.copy_application,
        name="copy-application",
    ),
    path(
        "applications/<uuid:pk>/differences",
        comparing_page.differences_page,
        name="differences",
    ),
    path(
        "applications/<uuid:pk>/<slug:section>",
        section_page.application_section,
        name="application-section",
    ),
    path("persons", person_pages.person_list_page, name="persons"),
    path("persons/new", person_pages.new_person, name="new-person"),
    path("persons/<int:pk>", person_pages.person_page, name="person"),
    path(
        "persons/<int:pk>/retire",
        person_pages.person_availability,
        name="retire-person",
    ),
    path("admissions", admission_list_page, name="admissions"),
    path("sites", site_pages.site_list_page, name="sites"),
    path("sites/new", site_pages.new_site, name="new-site"),
    path("sites/<int:pk>", site_pages.site_page, name="site"),
]
api: list[URLPattern] = [
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
