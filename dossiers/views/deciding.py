"""The pages on which a decision is drafted, looked at as PDF, and signed."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from accounts.actor import Actor
from dossiers.actions.deciding import discard, prepare, save
from dossiers.actions.door import roles
from dossiers.deciding.bounds import hindrances
from dossiers.deciding.containment import filed_containment
from dossiers.deciding.conversion import may_become, prospects
from dossiers.deciding.kinds import open_kinds
from dossiers.deciding.wording import filled
from dossiers.errors import NotAllowed
from dossiers.letters.pdf import CannotBeSet
from dossiers.models import Case, Decision
from dossiers.states import IN_TERM, UNDECIDED, Role
from dossiers.views.act_forms_deciding import DecisionForm, begun, written
from dossiers.views.finding import case_or_404, reader
from dossiers.views.refusing import too_late
from dossiers.views.signing import as_pdf, draft_pdf, not_set
from procedures import law
from procedures.legal_day import legal_day
from procedures.models import DecisionTemplate, Procedure


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def draft_decision(request: HttpRequest, number: str) -> HttpResponse:
    """Choose what kind of decision it is, write it, look at it, offer it."""
    case = case_or_404(request, number)
    if Role.HANDLER not in _held(request, case) or case.kind not in IN_TERM:
        raise Http404(number)
    if case.state not in UNDECIDED:
        return too_late(request, case)
    stored = case.decisions.unsigned().select_related("template", "becomes").first()
    template = _chosen(request, case, stored)
    if template is None:
        return _kinds(request, case, stored)
    if request.method != "POST":
        form = _form(case, template, initial=_beginning(case, stored))
        return _shown(request, case, form, stored)
    return STEPS.get(request.POST.get("step", ""), _saved)(request, case, template)


def _held(request: HttpRequest, case: Case) -> set[Role]:
    return roles(Actor(reader(request)), case)


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
    return render(request, "dossiers/decision_kinds.html", context)


def _form(case: Case, template: DecisionTemplate, *args, **kwargs) -> DecisionForm:
    return DecisionForm(*args, case=case, today=_today(), template=template, **kwargs)


def _saved(request: HttpRequest, case: Case, template: DecisionTemplate):
    """Keep what was typed, whole or not."""
    form = _form(case, template, request.POST)
    if not form.is_valid():
        return _shown(request, case, form)
    stored = _kept(request, case, form)
    if stored is None:
        return _shown(request, case, form, status=409)
    messages.success(request, gettext("The draft is saved."))
    return redirect(f"{request.path}?template={stored.template.key}")


def _kept(request: HttpRequest, case: Case, form: DecisionForm) -> Decision | None:
    """Store what was filled in; None, with an error in the form, when refused."""
    try:
        return save(
            case,
            **form.said(),
            version=form.cleaned_data["version"],
            by=Actor(reader(request)),
            at=timezone.now(),
        )
    except NotAllowed as refusal:
        form.add_error(None, refusal.message)
        return None


def _offered(request: HttpRequest, case: Case, template: DecisionTemplate):
    """Keep it and offer it for signature; what stands in the way is said above it."""
    form = _form(case, template, request.POST, strict=True)
    if not form.is_valid():
        return _shown(request, case, form)
    stored = _kept(request, case, form)
    if stored is None:
        return _shown(request, case, form, status=409)
    try:
        prepare(case, by=Actor(reader(request)), at=timezone.now())
    except NotAllowed as refusal:
        form = _form(case, template, _typed(request, stored), strict=True)
        form.add_error(None, refusal.message)
        return _shown(request, case, form, stored, status=409)
    words = gettext("The decision is offered for signature. A colleague signs it.")
    messages.success(request, words)
    return redirect("case", case.number)


def _typed(request: HttpRequest, stored: Decision):
    """What was typed, with the version of the draft that was just saved."""
    data = request.POST.copy()
    data["version"] = str(stored.version)
    return data


def _looked_at(request: HttpRequest, case: Case, template: DecisionTemplate):
    """What was typed, as PDF; nothing is stored."""
    form = _form(case, template, request.POST)
    if not form.is_valid():
        return _shown(request, case, form)
    by = reader(request)
    decision = Decision(case=case, saved_at=timezone.now(), saved_by=by, **form.said())
    try:
        return as_pdf(case, draft_pdf(case, decision))
    except CannotBeSet as error:
        form.add_error(None, not_set(case, error))
        return _shown(request, case, form)


def _discarded(request: HttpRequest, case: Case, template: DecisionTemplate):
    """Throw the draft away."""
    form = _form(case, template, request.POST)
    version = form.cleaned_data.get("version", 0) if form.is_valid() else 0
    try:
        discard(case, version=version, by=Actor(reader(request)), at=timezone.now())
    except NotAllowed as refusal:
        form.add_error(None, refusal.message)
        return _shown(request, case, form, status=409)
    messages.success(request, gettext("The draft is thrown away."))
    return redirect("case", case.number)


STEPS = {"offer": _offered, "preview": _looked_at, "discard": _discarded}


def _shown(
    request: HttpRequest,
    case: Case,
    form: DecisionForm,
    stored: Decision | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    """The form, and beside it what the letter will say."""
    template = form.template
    context = {
        "case": case,
        "form": form,
        "kind": template,
        "stored": stored,
        "waits_for": hindrances(case, Decision(template=template), today=_today()),
        "prospects": prospects(case, law.current(), _today())
        if "becomes" in form.fields
        else [],
        "filed": filed_containment(case) if "cfis" in form.fields else None,
        **_words(case, form),
    }
    return render(request, "dossiers/decision_draft.html", context, status=status)


def _words(case: Case, form: DecisionForm) -> dict:
    """The words of the letter as they are filled in now, in its own language."""
    said = {name: form[name].value() or "" for name in form.fields}
    decision = Decision(
        template=form.template,
        level=said.get("level", ""),
        cfis=said.get("cfis") or [],
        becomes=_named(case, said.get("becomes", "")),
    )
    known = [code for code, _ in settings.LANGUAGES]
    language = said["language"] if said["language"] in known else "nl"
    with translation.override(language):
        return {
            "says": filled(form.template.operative, case, decision),
            "says_next": filled(form.template.next_steps, case, decision),
            "says_in": language,
        }


def _named(case: Case, key: str) -> Procedure | None:
    """The row with this key as which a case may go on."""
    rows = may_become(case, law.current(), legal_day(case.received_at))
    return next((row for row in rows if row.key == key), None)


def _today():
    return legal_day(timezone.now())
