"""The page behind an adviser's personal link: one case, one question, one advice.

Who has the link needs no account and sees nothing else. A link that is not known says
nothing about anybody.
"""

from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.actor import Actor
from accounts.errors import InputRefused
from accounts.signing_in.personal_links import behind_a_link
from applications.reading.reading_view import full_reading
from dossiers.advice.advice_forms import AdviceForm
from dossiers.advice.advice_link import AdviceLinkStatus, advice_by_token, link_status
from dossiers.advice.advising import drop_advice_file, give_advice, save_advice_draft
from dossiers.cases.downloads import download_response
from dossiers.cases.side_by_side import (
    Conflict,
    LastSave,
    submitted_version,
    text_conflict,
)
from dossiers.cases.versions import latest_version
from dossiers.errors import NotAllowed, StaleText
from dossiers.models import Advice

CONFLICT, GONE = 409, 410
FILE, DRAFT, REMOVE = "file", "draft", "remove"


@behind_a_link
@require_http_methods(["GET", "HEAD", "POST"])
def adviser_page(request: HttpRequest, token: str) -> HttpResponse:
    """The question and the application; write, save, file. Then: what was filed."""
    found = advice_by_token(token)
    if found is None:
        return render(request, "dossiers/advice/advice_closed.html", status=404)
    if link_status(found) == AdviceLinkStatus.GIVEN:
        return render(
            request,
            "dossiers/advice/advice_given.html",
            {"advice": found, "token": token},
        )
    if link_status(found) != AdviceLinkStatus.ASKED:
        # Whoever wrote for an hour while the case went on gets the text back to keep.
        typed = request.POST.get("text", "")
        return _render_closed(request, found, status=GONE, typed=typed)
    if request.method == "POST":
        return _take_advice(request, found, token)
    # A HEAD is sent by programs that look at links in mails; that is no reader.
    if request.method == "GET":
        _note_opened(found)
    form = AdviceForm(initial={"text": found.draft}, has_file=bool(found.file))
    return _render_advice(request, found, token, form)


@behind_a_link
@require_safe
def adviser_attachment(request: HttpRequest, token: str, pk: UUID) -> FileResponse:
    """A file of the application, as long as the advice is awaited."""
    found = advice_by_token(token)
    if found is None or link_status(found) != AdviceLinkStatus.ASKED:
        raise Http404(pk)
    files = latest_version(found.case).attachments
    stored = get_object_or_404(files, pk=pk)
    return download_response(stored.file, stored.name, stored.content_type)


@behind_a_link
@require_safe
def adviser_own_file(request: HttpRequest, token: str) -> FileResponse:
    """The adviser's own PDF: what was saved, or what was filed."""
    found = advice_by_token(token)
    readable = (AdviceLinkStatus.ASKED, AdviceLinkStatus.GIVEN)
    if found is None or not found.file or link_status(found) not in readable:
        raise Http404(token)
    return download_response(found.file, found.filename, "application/pdf")


def _note_opened(found: Advice) -> None:
    """Bureau GGO sees that the link arrived; the first time counts."""
    first = Advice.objects.filter(pk=found.pk, opened_at=None)
    first.update(opened_at=timezone.now())


def _take_advice(request: HttpRequest, found: Advice, token: str) -> HttpResponse:
    """Save, take the file out, or file; nothing typed is lost when it is refused."""
    then = request.POST.get("then", FILE)
    form = AdviceForm(
        request.POST, request.FILES, has_file=bool(found.file), is_final=then == FILE
    )
    if not form.is_valid():
        return _render_advice(request, found, token, form, status=400)
    try:
        _save_or_file(then, found, form.cleaned_data, submitted_version(request))
    except StaleText as refusal:
        current = cast(Advice, refusal.current)
        return _render_both_texts(request, found, token, form, current)
    except InputRefused as refusal:
        form.add_error("upload", refusal.message)
        return _render_advice(request, found, token, form, status=400)
    except NotAllowed as refusal:
        return _render_refused(request, found, form, refusal)
    if then != FILE:
        messages.success(request, _saved_message(then))
    return redirect("advice", token)


def _render_both_texts(
    request: HttpRequest, found: Advice, token: str, form: AdviceForm, current: Advice
) -> HttpResponse:
    """Another window saved another text: show both; what came as a file is not kept."""
    saved = LastSave(current.name, current.draft_saved_at or timezone.now())
    texts = [(str(form["text"].label), form.cleaned_data["text"], current.draft)]
    conflict = text_conflict(saved, texts, is_own=True)
    if form.cleaned_data["upload"]:
        # No browser fills in a file a second time.
        form.add_error("upload", _("The PDF was not saved. Choose it once more."))
    return _render_advice(
        request, current, token, form, status=CONFLICT, conflict=conflict
    )


def _save_or_file(
    then: str, found: Advice, answers: dict[str, Any], version: int | None
) -> None:
    by, at = Actor(guest=found.name), timezone.now()
    # The text is kept first, also for the button that removes the file: what was
    # typed beside it is not lost.
    save = give_advice if then == FILE else save_advice_draft
    save(
        found,
        text=answers["text"],
        upload=answers["upload"],
        version=version,
        by=by,
        at=at,
    )
    if then == REMOVE:
        drop_advice_file(found, by=by, at=at)


def _saved_message(then: str) -> str:
    if then == REMOVE:
        return _("The PDF has been removed.")
    now = date_format(localtime(timezone.now()), "H:i")
    return _("Saved at %(time)s. It has not been filed yet.") % {"time": now}


def _render_refused(
    request: HttpRequest, found: Advice, form: AdviceForm, refusal: NotAllowed
) -> HttpResponse:
    """It was filed, withdrawn, or the case went on, just now: keep what was typed."""
    found.refresh_from_db()
    words = {"why": refusal.message, "typed": form.cleaned_data["text"]}
    return _render_closed(request, found, status=CONFLICT, **words)


def _render_closed(
    request: HttpRequest, found: Advice, *, status: int, **words: Any
) -> HttpResponse:
    """Why the advice is no longer needed."""
    context = {"advice": found, "standing": link_status(found), **words}
    return render(request, "dossiers/advice/advice_closed.html", context, status=status)


def _render_advice(
    request: HttpRequest,
    found: Advice,
    token: str,
    form: AdviceForm,
    *,
    status: int = 200,
    conflict: Conflict | None = None,
) -> HttpResponse:
    """The question, the form to answer it, and the application in full."""
    application = latest_version(found.case)
    # After a refusal the writer still goes on from the version he began with, so that
    # what another window saved is noticed the next time too.
    is_known = conflict is not None or request.method != "POST"
    context = {
        "advice": found,
        "case": found.case,
        "form": form,
        "application": application,
        "reading": full_reading(application),
        "token": token,
        "advice_token": token,
        "version": found.draft_version if is_known else request.POST.get("version"),
        "conflict": conflict,
    }
    return render(request, "dossiers/advice/advice.html", context, status=status)
