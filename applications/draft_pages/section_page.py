"""The page of a section: shown, saved by itself while typing, saved by its button."""

from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.forms import DateField, Field
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.requests import PortalRequest, signed_in_user
from applications.access.page_access import (
    actor_from_request,
    context_of,
    own_application,
    signed_in,
    typed_before_sign_in,
)
from applications.attachments.attachments_page import take_files
from applications.attachments.upload_form import UploadForm, kinds_for
from applications.collaboration import comments_page, presence
from applications.collaboration.presence import Visitor
from applications.completeness.progress import (
    neighbour_sections,
    next_unfinished,
    section_steps,
)
from applications.confidentiality.claim_forms import confidentiality_marks
from applications.drafting import drafting
from applications.errors import AlreadyFiled, StaleSection, TooLong, UnknownSection
from applications.forms.base import SectionForm
from applications.forms.context import FormContext
from applications.forms.procedures import section_in
from applications.models import Application, SectionAnswers
from applications.organisms.table_page import organisms_page
from applications.text_input.typed import MOST_KEPT, as_form_data, whole_number
from applications.text_input.untouched import prints_of, with_theirs


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def application_section(request: PortalRequest, pk: UUID, section: str) -> HttpResponse:
    """Any section of the form, by its key."""
    application = own_application(request, pk)
    if not application.is_draft:
        return _filed(request, application)
    try:
        form_class = section_in(application, section)
    except UnknownSection as error:
        raise Http404 from error
    if not issubclass(form_class, SectionForm):
        return organisms_page(request, application)
    if request.method == "POST":
        return _save(request, application, form_class)
    return _show(request, context_of(application), form_class)


def _filed(request: PortalRequest, application: Application) -> HttpResponse:
    """What is filed can only be read; a page that is still open is told so."""
    if request.htmx:
        return render(
            request,
            "applications/draft_pages/_filed.html",
            {"application": application},
        )
    return redirect("read-only", pk=application.pk)


def _show(
    request: PortalRequest, context: FormContext, form_class: type[SectionForm]
) -> HttpResponse:
    """The section with what was saved, or with what was typed before signing in."""
    typed = typed_before_sign_in(request)
    if typed is None:
        return render_section(request, context, form_class.opened(context))
    form = form_class(as_form_data(typed), context=context)
    extra = {
        "version": (typed.get("version") or ["0"])[0],
        "begun": (typed.get("begun") or [""])[0],
        "page_key": (typed.get("page") or [""])[0],
        "was_signed_out": True,
        **comments_page.comments_context(
            request, context.application, form_class.key, typed=typed
        ),
    }
    return render_section(request, context, form, **extra)


def _save(
    request: PortalRequest, application: Application, form_class: type[SectionForm]
) -> HttpResponse:
    """Keep what was typed; then say so, or go on."""
    values = typed_values(request, form_class)
    if comments_page.has_comment_button(request) and _is_kept(
        application, form_class, values
    ):
        return _talk(request, application, form_class)
    try:
        answers = drafting.save_section(
            application,
            form_class.key,
            values,
            by=actor_from_request(request),
            at=timezone.now(),
            version=whole_number(request.POST.get("version")),
            page=request.POST.get("page", "")[:40],
        )
    except StaleSection as error:
        return _conflict(request, application, form_class, values, error.current)
    except TooLong:
        return _too_long(request, application, form_class, values)
    except AlreadyFiled:
        return _filed(request, application)
    return _after_saving(request, application, form_class, answers)


def _after_saving(
    request: PortalRequest,
    application: Application,
    form_class: type[SectionForm],
    answers: SectionAnswers,
) -> HttpResponse:
    """Say that it is kept, or do what the button is for."""
    if request.htmx:
        others = _others(request, application, form_class.key)
        begun = prints_of(answers.values)
        saved = {"answers": answers, "others": others, "begun": begun}
        return render(request, "applications/draft_pages/_saved.html", saved)
    if comments_page.has_comment_button(request):
        return _talk(request, application, form_class)
    wants_file = request.FILES.get("upload") or request.POST.get("then") == "file"
    if form_class.takes_files and wants_file:
        return _attach(request, application, form_class)
    return _go_on(request, application, form_class)


def _too_long(
    request: PortalRequest,
    application: Application,
    form_class: type[SectionForm],
    values: dict[str, Any],
) -> HttpResponse:
    """The form with all that was typed, and at the question how much it takes."""
    if request.htmx:
        return render(
            request, "applications/draft_pages/_too_long.html", {"most": MOST_KEPT}
        )
    form = form_class(as_form_data(values), context=context_of(application))
    sent = {name: request.POST.get(name, "") for name in ("version", "begun")}
    return render_section(request, form.context, form, status=400, **sent)


def _is_kept(
    application: Application, form_class: type[SectionForm], values: dict[str, Any]
) -> bool:
    """Is this what is saved already? A comment by itself changes no section."""
    said = form_class.typed(context_of(application))
    return all(values[name] == said.get(name, type(values[name])()) for name in values)


def _talk(
    request: PortalRequest, application: Application, form_class: type[SectionForm]
) -> HttpResponse:
    """Place or settle a comment; refused, it is said at the comment."""
    refused = comments_page.handle_comment_button(request, application, form_class.key)
    if refused is None:
        return redirect(comments_page.comment_url(application, form_class.key))
    context = context_of(application)
    form = form_class.opened(context)
    talk = comments_page.comments_context(request, application, form_class.key, refused)
    return render_section(request, context, form, status=400, **talk)


def _attach(
    request: PortalRequest, application: Application, form_class: type[SectionForm]
) -> HttpResponse:
    """Keep the files that came along; of what is refused, it is said at the file."""
    try:
        refused = take_files(request, application)
    except AlreadyFiled:
        return _filed(request, application)
    if refused:
        context = context_of(application)
        upload = UploadForm(request.POST, kinds=kinds_for(context, form_class))
        upload.add_error("upload", refused)
        form = form_class.opened(context)
        return render_section(request, context, form, status=400, upload=upload)
    if request.POST.get("then") == "file":
        return redirect("application-section", application.pk, form_class.key)
    return _go_on(request, application, form_class)


def _go_on(
    request: PortalRequest, application: Application, form_class: type[SectionForm]
) -> HttpResponse:
    """To the next section that needs something; back here when something is wrong."""
    then, context = request.POST.get("then", "next"), context_of(application)
    if then != "overview" and _stays(then, form_class, context):
        return redirect("application-section", application.pk, form_class.key)
    presence.leave_section(
        application, form_class.key, user=signed_in_user(request), at=timezone.now()
    )
    if then == "overview":
        return redirect("application", application.pk)
    following = next_unfinished(context, form_class.key)
    if following is None:
        return redirect("application", application.pk)
    return redirect("application-section", application.pk, following.key)


def _stays(then: str, form_class: type[SectionForm], context: FormContext) -> bool:
    """Does one come back to this section, to add a file or to put something right?"""
    if then in ("file", "compare"):
        return True
    return not form_class.filled(context, strict=False).is_valid()


def _conflict(
    request: PortalRequest,
    application: Application,
    form_class: type[SectionForm],
    values: dict[str, Any],
    current: SectionAnswers,
) -> HttpResponse:
    """Another window saved meanwhile: show both texts, keep what was typed here.

    What was not touched here is what the other window made of it.
    """
    if request.htmx:
        told = {"current": current, "is_own": _is_own(request, current)}
        return render(request, "applications/draft_pages/_conflict.html", told)
    context, begun = context_of(application), request.POST.get("begun")
    kept = with_theirs(values, current.values, begun=begun)
    mine = form_class(as_form_data(kept), context=context)
    theirs = form_class(as_form_data(current.values), context=context)
    return render_section(
        request,
        context,
        mine,
        status=409,
        version=current.version,
        conflict={
            "current": current,
            "is_own": _is_own(request, current),
            "differences": _differences(mine, theirs),
        },
    )


def _is_own(request: PortalRequest, current: SectionAnswers) -> bool:
    """Was it the writer who saved it, in another window?"""
    return current.saved_by == actor_from_request(request).name


def _differences(mine: SectionForm, theirs: SectionForm) -> list[dict[str, Any]]:
    """The questions answered differently, with both answers in words."""
    return [
        {"label": mine.fields[name].label, "mine": words, "theirs": theirs.words(name)}
        for name in mine.fields
        if (words := mine.words(name)) != theirs.words(name)
    ]


def render_section(
    request: PortalRequest,
    context: FormContext,
    form: SectionForm,
    *,
    status: int = 200,
    **extra: Any,
) -> HttpResponse:
    """The page of a section with its form, its neighbours and its progress."""
    frame = {
        "application": context.application,
        "section": form,
        "form": form,
        "steps": section_steps(context),
        "saved": context.saved.get(form.key),
        "version": context.version(form.key),
        "begun": prints_of(form.typed(context)),
        "page_key": request.POST.get("page") or uuid4().hex,
        "others": _others(request, context.application, form.key),
        "confidential_here": confidentiality_marks(context, form),
        **neighbour_sections(context.application, form.key, context),
        **comments_page.comments_context(request, context.application, form.key),
    }
    if form.takes_files:
        upload = UploadForm(kinds=kinds_for(context, type(form)))
        frame |= {"upload": upload, "attachments": context.attachments}
    return render(
        request, "applications/draft_pages/section.html", frame | extra, status=status
    )


def _others(
    request: PortalRequest, application: Application, key: str
) -> list[Visitor]:
    """Who else has the section open, while this person has."""
    return presence.enter_section(
        application, key, user=signed_in_user(request), at=timezone.now()
    )


def typed_values(
    request: PortalRequest, form_class: type[SectionForm]
) -> dict[str, Any]:
    """What the browser sent for the questions of a section."""
    several = {
        name
        for name, field in form_class.base_fields.items()
        if getattr(field.widget, "allow_multiple_selected", False)
    }
    more = [name for name in request.POST if form_class.asks(name)]
    return {
        name: request.POST.getlist(name)
        if name in several
        else as_stored(form_class.base_fields.get(name), request.POST.get(name, ""))
        for name in dict.fromkeys([*form_class.base_fields, *more])
    }


def as_stored(field: Field | None, typed: str) -> str:
    """A day that was typed as ISO 8601, as machines read it; other text as it is."""
    try:
        day = field.to_python(typed) if isinstance(field, DateField) else None
    except ValidationError:
        return typed
    return day.isoformat() if day else typed
