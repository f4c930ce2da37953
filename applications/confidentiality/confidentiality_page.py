"""What is kept from the public: the list, one answer, and what the public reads."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.errors import InputRefused
from accounts.requests import signed_in_user
from applications.access.page_access import (
    actor_from_request,
    context_of,
    own_application,
    signed_in,
    typed_before_sign_in,
)
from applications.completeness.progress import section_steps
from applications.confidentiality import claims as claiming
from applications.confidentiality.claim_forms import ClaimForm
from applications.errors import AlreadyFiled, StaleClaim, UnknownField, UnknownSection
from applications.findings import ATTACHMENTS, CONFIDENTIALITY, ORGANISMS
from applications.forms.base import Section
from applications.forms.confidentiality_rules import (
    ARTICLE,
    FormQuestion,
    always_public_questions,
    claim_print,
    claimable_questions,
    current_texts,
    require_claimable,
    standing_claims,
)
from applications.forms.context import FormContext
from applications.forms.procedures import sections_for
from applications.forms.sections.confidentiality import ConfidentialitySection
from applications.models import Application, Attachment, Confidentiality
from applications.reading.content import application_content
from applications.reading.public_version import confidential_leaks
from applications.reading.reading_view import public_reading

FEW = 5
"""As many different cells of a column are shown."""


@dataclass(frozen=True)
class Claimable:
    """A question with what is claimed of it; `item` counts the claims from 1."""

    question: FormQuestion
    claim: Confidentiality | None
    item: int | None
    missing: list[str]


@require_safe
@signed_in
def confidentiality_overview(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What can be kept confidential, what is, and what never can be."""
    application = own_application(request, pk)
    if not application.is_draft:
        return redirect("read-only", pk=pk)
    context = context_of(application)
    frame = {
        "parts": _by_section(_claimables(context)),
        "never": _by_kind(context),
        "article": ARTICLE,
        "files": list(_files(context)),
        "leaks": leaks_in_words(context, application_content(application)),
    }
    return render_part(request, context, "confidentiality", frame)


def _claimables(context: FormContext) -> Iterator[Claimable]:
    """Each question that can be claimed, with the claim on it."""
    claims = {
        (claim.section, claim.field): (item, claim)
        for item, claim in enumerate(standing_claims(context), start=1)
    }
    wrong = _wrong(context, CONFIDENTIALITY)
    for question in claimable_questions(sections_for(context)):
        key = (question.section.key, question.field)
        item, claim = claims.get(key, (None, None))
        yield Claimable(question, claim, item, wrong.get(item, []) if item else [])


def _wrong(context: FormContext, part: str) -> dict[int | None, list[str]]:
    """What is missing of each claim or file, by its place."""
    found: dict[int | None, list[str]] = {}
    for finding in ConfidentialitySection.missing(context):
        if finding.section == part:
            words = finding.message.partition(": ")[2]
            found.setdefault(finding.item, []).append(words)
    return found


def _by_section(
    rows: Iterator[Claimable],
) -> list[tuple[type[Section], list[Claimable]]]:
    """The questions under the headings of their sections."""
    groups = groupby(rows, key=lambda row: row.question.section)
    return [(section, list(found)) for section, found in groups]


def _by_kind(context: FormContext) -> list[tuple[str, list[FormQuestion]]]:
    """What is always public, by the kind of data that it is."""
    found: dict[str, list[FormQuestion]] = {}
    for question in always_public_questions(sections_for(context)):
        found.setdefault(str(question.kind), []).append(question)
    return list(found.items())


def _files(context: FormContext) -> Iterator[tuple[int, Attachment, list[str]]]:
    """The files with their place, and what a confidential one still needs."""
    wrong = _wrong(context, ATTACHMENTS)
    known: dict[UUID | None, Attachment] = {f.pk: f for f in context.attachments}
    for item, file in enumerate(context.attachments, start=1):
        file.public_version = known.get(file.public_version_id)
        yield item, file, wrong.get(item, [])


def leaks_in_words(
    context: FormContext, said: dict[str, Any]
) -> list[tuple[str, str, str]]:
    """Confidential words that stand elsewhere too: the words, whose, and where."""
    sections = {section.key: section for section in sections_for(context)}
    labels = {
        (one.section.key, one.field): one.label
        for one in claimable_questions(sections.values())
    }
    return [
        (
            leak.text,
            str(labels.get((leak.section, leak.field), leak.field)),
            ", ".join(str(sections[key].heading) for key in leak.places),
        )
        for leak in confidential_leaks(said)[:FEW]
    ]


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def answer_claim_page(
    request: HttpRequest, pk: UUID, section: str, field: str
) -> HttpResponse:
    """Keep one answer confidential, change that, or take it back."""
    application = own_application(request, pk)
    if not application.is_draft:
        return redirect("read-only", pk=pk)
    context = context_of(application)
    question = _question(context, section, field)
    if request.method == "POST":
        return _save_claim(request, context, question)
    typed = typed_before_sign_in(request)
    form = ClaimForm(initial=_initial(context, question, typed))
    return _claim_page(request, context, question, form)


def _question(context: FormContext, section: str, field: str) -> FormQuestion:
    """The question that the address names; 404 when it cannot be claimed."""
    try:
        return require_claimable(sections_for(context), section, field)
    except (UnknownSection, UnknownField, InputRefused) as error:
        raise Http404 from error


def _initial(
    context: FormContext, question: FormQuestion, typed: Mapping[str, list[str]] | None
) -> dict[str, Any]:
    """What stands, else the text itself to edit down; what was typed goes before."""
    claim = _claim_on(context, question)
    texts = current_texts(context, question.section.key, question.field)
    said = {
        "ground": claim.ground if claim else "",
        "reason": claim.reason if claim else "",
        "public_text": claim.public_text if claim else "; ".join(texts[:FEW]),
    }
    sent = {name: values[0] for name, values in (typed or {}).items() if values}
    return said | {name: sent[name] for name in said if name in sent}


def _claim_on(context: FormContext, question: FormQuestion) -> Confidentiality | None:
    """The claim on a question."""
    key = (question.section.key, question.field)
    found = (one for one in context.claims if (one.section, one.field) == key)
    return next(found, None)


def _save_claim(
    request: HttpRequest, context: FormContext, question: FormQuestion
) -> HttpResponse:
    """Keep the claim or take it back; then to the list of all parts."""
    draft, form = context.application, ClaimForm(request.POST)
    what = {"section": question.section.key, "field": question.field}
    try:
        if request.POST.get("then") == "withdraw":
            claiming.withdraw_claim(
                draft, **what, by=actor_from_request(request), at=timezone.now()
            )
            messages.success(request, _("This is public again."))
        elif form.is_valid():
            said = what | form.cleaned_data
            said["seen"] = request.POST.get("seen")
            claiming.claim_confidentiality(
                draft, **said, by=actor_from_request(request), at=timezone.now()
            )
            messages.success(request, _("Saved as confidential."))
        else:
            return _claim_page(request, context, question, form, status=400)
    except StaleClaim:
        fresh = context_of(draft)
        return _claim_page(request, fresh, question, form, is_stale=True, status=409)
    except AlreadyFiled:
        return redirect("read-only", pk=draft.pk)
    return redirect("confidentiality", pk=draft.pk)


def _claim_page(
    request: HttpRequest,
    context: FormContext,
    question: FormQuestion,
    form: ClaimForm,
    *,
    is_stale: bool = False,
    status: int = 200,
) -> HttpResponse:
    """The form, with the text as it stands now, and the claim when it is another."""
    texts = current_texts(context, question.section.key, question.field)
    claimed = _claim_on(context, question)
    frame = {
        "question": question,
        "form": form,
        "claimed": claimed,
        "seen": claim_print(claimed),
        "is_stale": is_stale,
        "texts": texts[:FEW],
        "more": max(len(texts) - FEW, 0),
        "is_column": question.section.key == ORGANISMS,
    }
    return render_part(request, context, "claim", frame, status=status)


def render_part(
    request: HttpRequest,
    context: FormContext,
    name: str,
    frame: dict[str, Any],
    **how: Any,
) -> HttpResponse:
    """One of the pages, with the parts of the form beside it."""
    around = {
        "application": context.application,
        "section": ConfidentialitySection,
        "steps": section_steps(context),
    }
    return render(
        request, f"applications/confidentiality/{name}.html", around | frame, **how
    )


@require_safe
@signed_in
def public_preview(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The application as the public will see it; Bureau GGO of what is filed."""
    readable = Application.objects.readable_by(signed_in_user(request))
    application = get_object_or_404(readable.select_related("organisation"), pk=pk)
    files = {row.sha256: row for row in application.attachments.all()}
    said = application_content(application)
    context = {
        "application": application,
        "reading": public_reading(said, files),
        "leaks": leaks_in_words(context_of(application), said),
        "is_own": not signed_in_user(request).is_bureau,
    }
    return render(request, "applications/confidentiality/public.html", context)
