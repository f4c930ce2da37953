"""The pages on which a decision is drafted, looked at as PDF, and offered."""

from collections.abc import Iterator

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from accounts.actor import Actor
from applications.text_input.untouched import prints_of, with_theirs
from dossiers.cases.page_access import case_or_404, reader
from dossiers.cases.refusals import for_another, reason, too_late
from dossiers.cases.side_by_side import Conflict, Saved, beside, version_of
from dossiers.cases.transitions import roles
from dossiers.correspondence.papers import as_pdf, not_set
from dossiers.correspondence.typesetting import CannotBeSet
from dossiers.decisions.bounds import hindrances, refusals
from dossiers.decisions.containment import as_filed
from dossiers.decisions.conversion import may_become, prospects
from dossiers.decisions.deciding import prepare
from dossiers.decisions.decision_drafts import discard, save
from dossiers.decisions.decision_forms import DecisionForm, begun, written
from dossiers.decisions.decision_kinds import open_kinds
from dossiers.decisions.signing_pages import draft_letter
from dossiers.decisions.wording import filled
from dossiers.errors import NotAllowed, StaleText
from dossiers.models import Case, Decision
from dossiers.reminders.recipients import applicant
from dossiers.states import IN_TERM, UNDECIDED, Act, Role
from procedures.counting.legal_day import legal_day
from procedures.law_rows import law
from procedures.models import DecisionTemplate, Procedure


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def draft_decision(request: HttpRequest, number: str) -> HttpResponse:
    """Choose what kind of decision it is, write it, look at it, offer it."""
    case = case_or_404(request, number)
    held = roles(Actor(reader(request)), case)
    if Role.HANDLER not in held:
        return for_another(request, case, Act.PREPARE, held)
    if case.kind not in IN_TERM:
        raise Http404(number)
    stored = case.decisions.unsigned().select_related("template", "becomes").first()
    template = _chosen(request, case, stored)
    is_sent = request.method == "POST" and template is not None
    if case.state not in UNDECIDED and not is_sent:
        return too_late(request, case)
    if template is None:
        return _kinds(request, case, stored)
    if not is_sent:
        form = _form(case, template, initial=_beginning(case, stored))
        return _shown(request, case, form, stored)
    return _taken(request, case, template)


def _taken(
    request: HttpRequest, case: Case, template: DecisionTemplate
) -> HttpResponse:
    """Do what the button says; refused, the page keeps what was typed, and says why."""
    step = request.POST.get("step", "")
    form = _form(case, template, request.POST, strict=step == "offer")
    is_valid = form.is_valid()
    if step == "discard":
        return _discarded(request, case, form)
    if not is_valid:
        return _shown(request, case, form)
    try:
        return STEPS.get(step, _saved)(request, case, form)
    except StaleText as refusal:
        return both(request, case, form, refusal.current)
    except NotAllowed as refusal:
        return _refused(request, case, form, refusal)


def _refused(
    request: HttpRequest, case: Case, form: DecisionForm, refusal: NotAllowed
) -> HttpResponse:
    """Why not, above what was typed."""
    form.add_error(None, reason(request, refusal))
    return _shown(request, case, form, status=409)


def _chosen(
    request: HttpRequest, case: Case, stored: Decision | None
) -> DecisionTemplate | None:
    """The kind that the address names, else that of the draft; None to choose one."""
    kinds = {row.key: row for row in open_kinds(case, law.current(), _today())}
    if "template" in request.GET:
        return kinds.get(request.GET["template"])
    return kinds.get(stored.template.key) if stored else None


def _beginning(case: Case, stored: Decision | None) -> dict:
    return written(stored) if stored else begun(case)


def _kinds(request: HttpRequest, case: Case, stored: Decision | None) -> HttpResponse:
    """Every kind that is for this case, with its article, and what it waits for."""
    today = _today()
    found = [
        {
            "kind": row,
            "waits_for": hindrances(case, Decision(template=row), today=today),
        }
        for row in open_kinds(case, law.current(), today)
    ]
    context = {"case": case, "kinds": found, "stored": stored}
    return render(request, "dossiers/decisions/decision_kinds.html", context)


def _form(case: Case, template: DecisionTemplate, *args, **kwargs) -> DecisionForm:
    return DecisionForm(*args, case=case, today=_today(), template=template, **kwargs)


def _saved(request: HttpRequest, case: Case, form: DecisionForm) -> HttpResponse:
    """Keep what was typed, whole or not; the page then says what it still lacks."""
    stored = _kept(request, case, form)
    messages.success(request, gettext("The draft is saved."))
    return redirect(f"{request.path}?template={stored.template.key}")


def _kept(request: HttpRequest, case: Case, form: DecisionForm) -> Decision:
    """Store what was filled in. Raises as `save` does."""
    version, by = form.cleaned_data["version"], Actor(reader(request))
    return save(case, **form.said(), version=version, by=by, at=timezone.now())


def _offered(request: HttpRequest, case: Case, form: DecisionForm) -> HttpResponse:
    """Keep it and offer it for signature; what stands in the way is said above it."""
    stored = _kept(request, case, form)
    try:
        prepare(case, by=Actor(reader(request)), at=timezone.now())
    except NotAllowed as refusal:
        again = on_top_of(request, form, stored)
        again.add_error(None, refusal.message)
        return _shown(request, case, again, stored, status=409)
    words = gettext("The decision is offered for signature. A colleague signs it.")
    messages.success(request, words)
    return redirect("case", case.number)


def on_top_of(
    request: HttpRequest, form: DecisionForm, stands: Decision | None
) -> DecisionForm:
    """The form as it was typed, on top of the draft that stands; checked.

    What was not changed here is what that draft says, when it is of the same kind.
    """
    data, theirs = request.POST.copy(), written(stands) if stands else {}
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


def both(
    request: HttpRequest, case: Case, form: DecisionForm, current: Decision | None
) -> HttpResponse:
    """A colleague saved another text or threw it away: show it, keep what was typed."""
    if current is None:
        again = on_top_of(request, form, None)
        words = gettext(
            "A colleague threw this draft away meanwhile. What you typed is still "
            "here: save it to keep it."
        )
        again.add_error(None, words)
        return _shown(request, case, again, status=409)
    saved = Saved(current.saved_by.name, current.saved_at)
    again = on_top_of(request, form, current)
    mine = again.said() if again.is_valid() else form.said()
    is_own = current.saved_by == reader(request)
    conflict = beside(saved, _texts(Decision(**mine), current), is_own=is_own)
    return _shown(request, case, again, current, status=409, conflict=conflict)


def _texts(mine: Decision, theirs: Decision) -> Iterator[tuple[str, str, str]]:
    """Each thing that a draft says, with both answers in words."""
    labels = {name: str(each.label) for name, each in DecisionForm.base_fields.items()}
    yield gettext("Decision"), mine.template.name, theirs.template.name
    yield labels["level"], mine.level, theirs.level
    yield labels["cfis"], ", ".join(mine.cfis), ", ".join(theirs.cfis)
    yield labels["becomes"], str(mine.becomes or ""), str(theirs.becomes or "")
    yield labels["reasons"], mine.reasons, theirs.reasons
    yield labels["conditions"], mine.conditions, theirs.conditions


def _looked_at(request: HttpRequest, case: Case, form: DecisionForm) -> HttpResponse:
    """What was typed, as PDF; nothing is stored."""
    said = form.said() | {"language": _language(case), "saved_at": timezone.now()}
    decision = Decision(case=case, saved_by=reader(request), **said)
    try:
        return as_pdf(case, draft_letter(case, decision))
    except CannotBeSet as error:
        form.add_error(None, not_set(case, error))
        return _shown(request, case, form)


def _discarded(request: HttpRequest, case: Case, form: DecisionForm) -> HttpResponse:
    """Throw the draft away, whatever was typed in it since."""
    version, by = version_of(request) or 0, Actor(reader(request))
    try:
        discard(case, version=version, by=by, at=timezone.now())
    except StaleText as refusal:
        if form.is_valid():
            return both(request, case, form, refusal.current)
        return _shown(request, case, form, refusal.current, status=409)
    except NotAllowed as refusal:
        return _refused(request, case, form, refusal)
    messages.success(request, gettext("The draft is thrown away."))
    return redirect("case", case.number)


STEPS = {"offer": _offered, "preview": _looked_at}


def _shown(
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
    waits_for = hindrances(case, Decision(template=template), today=_today())
    context = {
        "case": case,
        "form": form,
        "kind": template,
        "stored": stored,
        "conflict": conflict,
        "waits_for": waits_for,
        "lacks": [] if form.is_bound else _lacking(case, stored, waits_for),
        "prospects": prospects(case, law.current(), _today())
        if "becomes" in form.fields
        else [],
        "filed": as_filed(case) if "cfis" in form.fields else None,
        **_words(case, form),
    }
    return render(
        request, "dossiers/decisions/decision_draft.html", context, status=status
    )


def _lacking(case: Case, stored: Decision | None, waits_for: list[str]) -> list[str]:
    """What the draft as it was saved still lacks, or says that cannot be true."""
    found = refusals(case, stored, today=_today()) if stored else []
    return [why for why in found if why not in waits_for]


def _words(case: Case, form: DecisionForm) -> dict:
    """The words of the letter as they are filled in now, in its own language."""
    said = {name: form[name].value() or "" for name in form.fields}
    decision = Decision(
        template=form.template,
        level=said.get("level", ""),
        cfis=said.get("cfis") or [],
        becomes=_named(case, said.get("becomes", "")),
        conditions=said.get("conditions", ""),
    )
    language = _language(case)
    with translation.override(language):
        return {
            "says": filled(form.template.operative, case, decision),
            "says_next": filled(form.template.next_steps, case, decision),
            "says_in": language,
        }


def _language(case: Case) -> str:
    """The language of who the letter is for, as of every other letter."""
    return applicant(case, on=_today()).language


def _named(case: Case, key: str) -> Procedure | None:
    """The row with this key as which a case may go on."""
    rows = may_become(case, law.current(), legal_day(case.received_at))
    return next((row for row in rows if row.key == key), None)


def _today():
    return legal_day(timezone.now())
