"""The pages on which a decision is drafted, looked at as PDF, and offered."""

from collections.abc import Iterator
from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from accounts.actor import Actor
from accounts.requests import signed_in_user
from applications.text_input.untouched import prints_of, with_theirs
from dossiers.cases.page_access import (
    case_or_404,
    forbidden_act_page,
    redirect_too_late,
    refusal_text,
)
from dossiers.cases.side_by_side import (
    Conflict,
    LastSave,
    submitted_version,
    text_conflict,
)
from dossiers.cases.transitions import roles_of
from dossiers.correspondence.papers import pdf_response, report_not_set
from dossiers.correspondence.typesetting import CannotBeSet
from dossiers.decisions.acts import PREPARE
from dossiers.decisions.bounds import decision_obstacles, kind_obstacles
from dossiers.decisions.containment import first_filed_containment
from dossiers.decisions.conversion import conversion_options, conversion_procedures
from dossiers.decisions.deciding import prepare_decision
from dossiers.decisions.decision_drafts import drop_decision_draft, save_decision_draft
from dossiers.decisions.decision_forms import (
    DecisionForm,
    blank_initial,
    draft_initial,
    falls_away,
)
from dossiers.decisions.decision_kinds import open_decision_kinds
from dossiers.decisions.signing_pages import draft_letter
from dossiers.decisions.wording import filled_words, lead_words
from dossiers.errors import NotAllowed, StaleText
from dossiers.models import Case, Decision
from dossiers.reminders.recipients import case_applicant_recipients
from dossiers.states import IN_TERM, UNDECIDED, Role
from procedures.counting.legal_day import legal_day
from procedures.law_rows import law
from procedures.models import DecisionTemplate, Procedure, amsterdam_today


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def decision_draft_page(request: HttpRequest, number: str) -> HttpResponse:
    """Choose what kind of decision it is, write it, look at it, offer it."""
    case = case_or_404(request, number)
    viewer_roles = roles_of(Actor(signed_in_user(request)), case)
    if Role.HANDLER not in viewer_roles:
        return forbidden_act_page(request, case, PREPARE, viewer_roles)
    if case.kind not in IN_TERM:
        raise Http404(number)
    stored = _stored_draft(case)
    template = _chosen_template(request, case, stored)
    # A POST goes on also when the case is over: its refusal keeps what was typed.
    is_sent = request.method == "POST" and template is not None
    if case.state not in UNDECIDED and not is_sent:
        return redirect_too_late(request, case)
    if template is None:
        return _render_kinds(request, case, stored)
    if not is_sent:
        form = _form(case, template, initial=_form_initial(case, stored))
        return _render_draft(request, case, form, stored)
    return _take_step(request, case, template)


def _take_step(
    request: HttpRequest, case: Case, template: DecisionTemplate
) -> HttpResponse:
    """Do what the button says; refused, the page keeps what was typed, and says why."""
    step = request.POST.get("step", "")
    form = _form(case, template, request.POST, strict=step == "offer")
    is_valid = form.is_valid()
    # Before the form is asked for its faults: what is thrown away need not be right.
    if step == "discard":
        return _discard_step(request, case, form)
    if not is_valid:
        return _render_draft(request, case, form)
    try:
        return STEPS.get(step, _save_step)(request, case, form)
    except StaleText as refusal:
        current = cast(Decision | None, refusal.current)
        return render_both_drafts(request, case, form, current)
    except NotAllowed as refusal:
        return _render_refusal(request, case, form, refusal)


def _render_refusal(
    request: HttpRequest, case: Case, form: DecisionForm, refusal: NotAllowed
) -> HttpResponse:
    """Why not, above what was typed; 409."""
    form.add_error(None, refusal_text(request, refusal))
    return _render_draft(request, case, form, status=409)


def _chosen_template(
    request: HttpRequest, case: Case, stored: Decision | None
) -> DecisionTemplate | None:
    """The kind that the address names, else that of the draft; None to choose one."""
    kinds = {
        row.key: row
        for row in open_decision_kinds(case, law.current_law(), amsterdam_today())
    }
    if "template" in request.GET:
        # Out of the kinds of today: one that has lost its row is chosen anew.
        return kinds.get(request.GET["template"])
    return kinds.get(stored.template.key) if stored else None


def _stored_draft(case: Case) -> Decision | None:
    return case.decisions.unsigned().select_related("template", "becomes").first()


def _form_initial(case: Case, stored: Decision | None) -> dict[str, Any]:
    return draft_initial(stored) if stored else blank_initial(case)


def _render_kinds(
    request: HttpRequest, case: Case, stored: Decision | None
) -> HttpResponse:
    """Every kind that is for this case, with its article, and what it waits for."""
    today = amsterdam_today()
    found = [
        {
            "kind": row,
            "waits_for": kind_obstacles(case, Decision(template=row), today=today),
        }
        for row in open_decision_kinds(case, law.current_law(), today)
    ]
    context = {"case": case, "kinds": found, "stored": stored}
    return render(request, "dossiers/decisions/decision_kinds.html", context)


def _form(
    case: Case, template: DecisionTemplate, *args: Any, **kwargs: Any
) -> DecisionForm:
    return DecisionForm(
        *args, case=case, today=amsterdam_today(), template=template, **kwargs
    )


def _save_step(request: HttpRequest, case: Case, form: DecisionForm) -> HttpResponse:
    """Keep what was typed, whole or not; the page then says what it still lacks."""
    stored = _save_draft(request, case, form)
    messages.success(request, gettext("The draft is saved."))
    return redirect(f"{request.path}?template={stored.template.key}")


def _save_draft(request: HttpRequest, case: Case, form: DecisionForm) -> Decision:
    """Store what was filled in. Raises as `save_decision_draft` does."""
    version, by = form.cleaned_data["version"], Actor(signed_in_user(request))
    return save_decision_draft(
        case, **form.draft_values(), version=version, by=by, at=timezone.now()
    )


def _offer_step(request: HttpRequest, case: Case, form: DecisionForm) -> HttpResponse:
    """Keep it and offer it for signature; what stands in the way is said above it."""
    stored = _save_draft(request, case, form)
    try:
        prepare_decision(case, by=Actor(signed_in_user(request)), at=timezone.now())
    except NotAllowed as refusal:
        # The draft was saved all the same, so the page must go on from its new version.
        again = merged_form(request, form, stored)
        again.add_error(None, refusal.message)
        return _render_draft(request, case, again, stored, status=409)
    words = gettext("The decision is offered for signature. A colleague signs it.")
    messages.success(request, words)
    return redirect("case", case.number)


def merged_form(
    request: HttpRequest, form: DecisionForm, stands: Decision | None
) -> DecisionForm:
    """The form as it was typed, on top of the draft that stands; checked.

    What was not changed here is what that draft says, when it is of the same kind.
    """
    data, theirs = request.POST.copy(), draft_initial(stands) if stands else {}
    # What is saved from here on goes over the draft that is shown beside it, knowingly.
    data["version"] = str(theirs.get("version", 0))
    if stands and stands.template == form.template:
        mine = {name: data.getlist(name) for name in theirs if name in form.fields}
        del mine["version"]
        for name, answer in with_theirs(mine, theirs, begun=data.get("begun")).items():
            data.setlist(name, answer if isinstance(answer, list) else [answer])
    data["begun"] = prints_of(theirs) if stands else ""
    again = _form(form.case, form.template, data, strict=form.strict)
    again.is_valid()
    return again


def render_both_drafts(
    request: HttpRequest, case: Case, form: DecisionForm, current: Decision | None
) -> HttpResponse:
    """A colleague saved another text or threw it away: show it, keep what was typed."""
    if current is None:
        again = merged_form(request, form, None)
        words = gettext(
            "A colleague threw this draft away meanwhile. What you typed is still "
            "here: save it to keep it."
        )
        again.add_error(None, words)
        return _render_draft(request, case, again, status=409)
    saved = LastSave(current.saved_by.name, current.saved_at)
    again = merged_form(request, form, current)
    mine = again.draft_values() if again.is_valid() else form.draft_values()
    is_own = current.saved_by == signed_in_user(request)
    conflict = text_conflict(
        saved, _compared_texts(Decision(**mine), current), is_own=is_own
    )
    return _render_draft(request, case, again, current, status=409, conflict=conflict)


def _compared_texts(mine: Decision, theirs: Decision) -> Iterator[tuple[str, str, str]]:
    """Each thing that a draft says, with both answers in words."""
    labels = {name: str(each.label) for name, each in DecisionForm.base_fields.items()}
    yield gettext("Decision"), mine.template.name, theirs.template.name
    yield labels["level"], mine.level, theirs.level
    yield labels["cfis"], ", ".join(mine.cfis), ", ".join(theirs.cfis)
    yield labels["becomes"], str(mine.becomes or ""), str(theirs.becomes or "")
    yield labels["reasons"], mine.reasons, theirs.reasons
    yield labels["conditions"], mine.conditions, theirs.conditions
    yield labels["hearing"], _hearing_words(mine), _hearing_words(theirs)
    yield (
        labels["advice_use"],
        mine.get_advice_use_display(),
        theirs.get_advice_use_display(),
    )


def _hearing_words(decision: Decision) -> str:
    """All that a draft says of the hearing, in a few lines."""
    day = date_format(decision.heard_on, "j F Y") if decision.heard_on else ""
    said = (decision.get_hearing_display(), day, decision.hearing_text)
    return "\n".join(filter(None, said))


def _preview_step(request: HttpRequest, case: Case, form: DecisionForm) -> HttpResponse:
    """What was typed, as PDF; nothing is stored."""
    draft_values = form.draft_values() | {
        "language": _language(case),
        "saved_at": timezone.now(),
    }
    decision = Decision(case=case, saved_by=signed_in_user(request), **draft_values)
    try:
        return pdf_response(case, draft_letter(case, decision))
    except CannotBeSet as error:
        form.add_error(None, report_not_set(case, error))
        return _render_draft(request, case, form)


def _discard_step(request: HttpRequest, case: Case, form: DecisionForm) -> HttpResponse:
    """Throw the draft away, whatever was typed in it since."""
    version, by = submitted_version(request) or 0, Actor(signed_in_user(request))
    try:
        drop_decision_draft(case, version=version, by=by, at=timezone.now())
    except StaleText as refusal:
        current = cast(Decision | None, refusal.current)
        if form.is_valid():
            return render_both_drafts(request, case, form, current)
        return _render_draft(request, case, form, current, status=409)
    except NotAllowed as refusal:
        return _render_refusal(request, case, form, refusal)
    messages.success(request, gettext("The draft is thrown away."))
    return redirect("case", case.number)


STEPS = {"offer": _offer_step, "preview": _preview_step}


def _render_draft(
    request: HttpRequest,
    case: Case,
    form: DecisionForm,
    stored: Decision | None = None,
    *,
    status: int = 200,
    conflict: Conflict | None = None,
) -> HttpResponse:
    """The form, and beside it what the letter will say."""
    template = form.template
    waits_for = kind_obstacles(
        case, Decision(template=template), today=amsterdam_today()
    )
    context = {
        "case": case,
        "form": form,
        "kind": template,
        "stored": stored,
        "conflict": conflict,
        "waits_for": waits_for,
        "falls_away": list(falls_away(form, stored or _stored_draft(case))),
        # A form that was sent shows its own faults; beside them those of the stored
        # draft would be of another text.
        "lacks": [] if form.is_bound else _draft_obstacles(case, stored, waits_for),
        "prospects": conversion_options(case, law.current_law(), amsterdam_today())
        if "becomes" in form.fields
        else [],
        "filed": first_filed_containment(case) if "cfis" in form.fields else None,
        **_letter_words(case, form),
    }
    return render(
        request, "dossiers/decisions/decision_draft.html", context, status=status
    )


def _draft_obstacles(
    case: Case, stored: Decision | None, waits_for: list[str]
) -> list[str]:
    """What the draft as it was saved still lacks, or says that cannot be true."""
    found = decision_obstacles(case, stored, today=amsterdam_today()) if stored else []
    # What the kind waits for stands above already.
    return [why for why in found if why not in waits_for]


def _letter_words(case: Case, form: DecisionForm) -> dict[str, Any]:
    """The words of the letter as they are filled in now: it is in Dutch (Awb 2:6)."""
    draft_values = {name: form[name].value() or "" for name in form.fields}
    decision = Decision(
        template=form.template,
        level=draft_values.get("level", ""),
        cfis=draft_values.get("cfis") or [],
        becomes=_conversion_procedure(case, draft_values.get("becomes", "")),
        conditions=draft_values.get("conditions", ""),
    )
    with translation.override("nl"):
        return {
            "says": filled_words(form.template.operative, case, decision),
            "says_next": lead_words(form.template.next_steps, case, decision),
            "says_in": "nl",
            "reader_language": _language(case),
        }


def _language(case: Case) -> str:
    """In which language its reader gets a translation, as of every other letter."""
    return case_applicant_recipients(case, on=amsterdam_today()).language


def _conversion_procedure(case: Case, key: str) -> Procedure | None:
    """The row with this key as which a case may go on."""
    rows = conversion_procedures(case, law.current_law(), legal_day(case.received_at))
    return next((row for row in rows if row.key == key), None)
