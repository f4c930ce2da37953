"""Comments: on a page of their own, and under the form of a section."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from accounts.errors import InputRefused
from accounts.models import LabRole
from accounts.requests import signed_in_user
from applications.access.page_access import (
    actor_from_request,
    own_draft,
    signed_in,
    typed_before_sign_in,
)
from applications.collaboration import commenting
from applications.errors import AlreadyFiled, UnknownSection
from applications.forms.fields import expect_answer
from applications.forms.procedures import sections_in
from applications.models import Application, Comment
from applications.text_input.typed import whole_number

SHOWN = 20
FORM_ID = "section-form"
"""The form of a section, which a comment on its page is sent with: nothing is lost."""

PREFIX = "talk"
"""A comment goes along with the form of a section; its names must not meet those."""


class CommentForm(forms.Form):
    """A comment; a BVF can say that it must be dealt with before signing."""

    text = forms.CharField(
        label=gettext_lazy("Your comment"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": 2000}),
    )
    sends_back = forms.BooleanField(
        label=gettext_lazy("Send back: this must change before I sign"), required=False
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        is_bvf: bool,
        form_id: str = "",
        **kwargs: Any,
    ) -> None:
        super().__init__(data, prefix=PREFIX, **kwargs)
        if not is_bvf:
            del self.fields["sends_back"]
        for field in self.fields.values():
            expect_answer(field)
            if form_id:
                field.widget.attrs["form"] = form_id


FILTERS = {
    "open": lambda rows: rows.open(),
    "all": lambda rows: rows,
}


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def comment_list_page(request: HttpRequest, pk: UUID) -> HttpResponse:
    """All comments of a draft, the newest last, and a new one on any part of it."""
    draft = own_draft(request, pk)
    if request.method != "POST":
        typed = typed_before_sign_in(request)
        return _page(
            request, draft, comment_form(request, draft, text=typed_comment(typed))
        )
    section = request.POST.get("section", commenting.WHOLE)
    try:
        refused = handle_comment_button(request, draft, section)
    except UnknownSection as error:
        raise Http404 from error
    if refused:
        return _page(request, draft, refused, status=400)
    return redirect(comment_url(draft, section))


def has_comment_button(request: HttpRequest) -> bool:
    """Did somebody press a button of the comments?"""
    sent = request.POST
    return sent.get("then") == "comment" or "settle" in sent or "reopen" in sent


def handle_comment_button(
    request: HttpRequest, draft: Application, section: str
) -> CommentForm | None:
    """Do what the button says; what is refused comes back as the form, with why.

    Raises `UnknownSection`.
    """
    try:
        _act(request, draft, section)
    except InputRefused as error:
        form = comment_form(request, draft, section, data=request.POST)
        form.add_error("text", error.message)
        return form
    except AlreadyFiled:
        messages.error(request, _("This has been filed already."))
    return None


def _act(request: HttpRequest, draft: Application, section: str) -> None:
    """Place, settle or open again, by the button."""
    by, at, sent = actor_from_request(request), timezone.now(), request.POST
    if "settle" in sent:
        commenting.settle_comment(_comment_or_404(draft, sent["settle"]), by=by, at=at)
    elif "reopen" in sent:
        commenting.reopen_comment(_comment_or_404(draft, sent["reopen"]), by=by)
    else:
        sends_back = is_bvf(request, draft) and f"{PREFIX}-sends_back" in sent
        act = commenting.send_back if sends_back else commenting.place_comment
        act(draft, sent.get(f"{PREFIX}-text", ""), section=section, by=by, at=at)
        messages.success(request, _("Your comment has been placed."))


def _comment_or_404(draft: Application, key: str) -> Comment:
    """The comment that a button names, or 404."""
    return get_object_or_404(draft.comments, pk=whole_number(key) or 0)


def comment_form(
    request: HttpRequest,
    draft: Application,
    section: str = "",
    *,
    data: Mapping[str, Any] | None = None,
    text: str = "",
) -> CommentForm:
    """The form for a comment; under a section it goes along with that one."""
    return CommentForm(
        data,
        is_bvf=is_bvf(request, draft),
        form_id=FORM_ID if _is_form(draft, section) else "",
        initial={"text": text, "sends_back": "send-back" in request.GET},
    )


def typed_comment(typed: dict[str, list[str]] | None) -> str:
    """The comment among what was typed when a sign-in had ended."""
    return (typed or {}).get(f"{PREFIX}-text", [""])[0]


def is_bvf(request: HttpRequest, draft: Application) -> bool:
    """May this person send the draft back?"""
    return signed_in_user(request).holds(LabRole.BVF, draft.organisation)


def _is_form(draft: Application, key: str) -> bool:
    """Is the section a form, with which a comment can be sent?"""
    sections = {section.key: section for section in sections_in(draft)}
    return key in sections and sections[key].is_form


def comment_url(draft: Application, section: str) -> str:
    """Where the comment was placed."""
    if section:
        return reverse("application-section", args=[draft.pk, section]) + "#comments"
    return reverse("comments", args=[draft.pk])


def comments_context(
    request: HttpRequest,
    draft: Application,
    section: str,
    form: CommentForm | None = None,
    *,
    typed: dict[str, list[str]] | None = None,
) -> dict[str, Any]:
    """What the page of a section says of its comments.

    `form` is a comment that was refused; `typed` what an ended sign-in left behind.
    """
    said = draft.comments.filter(section=section)
    form = form or comment_form(request, draft, section, text=typed_comment(typed))
    return {
        "comments": latest_comments(said, request.GET.get("comments")),
        "comment_form": form,
        "form_id": FORM_ID if _is_form(draft, section) else "",
    }


def latest_comments(said: QuerySet[Comment], number: str | None) -> Page[Comment]:
    """The latest comments with the newest last; `number` 2 has those before them."""
    rows = said.select_related("author", "settled_by").order_by("-written_at", "-pk")
    page = Paginator(rows, SHOWN).get_page(number)
    page.object_list = list(page.object_list)[::-1]
    return page


def _page(
    request: HttpRequest, draft: Application, form: CommentForm, *, status: int = 200
) -> HttpResponse:
    """The page of all comments, each with the part that it is about."""
    show = request.GET.get("show", "open")
    show = show if show in FILTERS else "open"
    page = latest_comments(
        FILTERS[show](draft.comments.all()), request.GET.get("comments")
    )
    headings = {section.key: section.heading for section in sections_in(draft)}
    for said in page:
        said.heading = headings.get(said.section, "")
    section = request.POST.get("section") or request.GET.get("section", "")
    return render(
        request,
        "applications/collaboration/comments.html",
        {
            "application": draft,
            "comments": page,
            "comment_form": form,
            "headings": headings,
            "here": section,
            "show": show,
        },
        status=status,
    )
