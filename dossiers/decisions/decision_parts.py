"""The parts of the letter of a decision that are frozen when it is prepared.

What was asked beside what is decided, on what that rests, whom was asked for advice and
whether the applicant was heard, why, on what conditions, and what comes with it.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, cast

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from applications.forms.procedures import sections_in
from applications.models import Application
from dossiers.cases.combination import open_coupled_cases
from dossiers.cases.standing_still import is_suspended_by
from dossiers.cases.versions import filed_versions
from dossiers.correspondence.letter_text import (
    cited_grounds,
    comparison_table,
    enumeration,
    heading,
    long_date,
    paragraph,
    quote,
)
from dossiers.decisions.containment import first_filed_containment
from dossiers.decisions.hearing import hearing_article
from dossiers.decisions.wording import (
    condition_lines,
    decision_articles,
    filled_words,
    places_of_use,
)
from dossiers.models import Advice, Case, Decision, InformationRequest
from dossiers.states import Kind, Part
from procedures.counting.legal_day import legal_day

ADVICE_USE = {
    Decision.AdviceUse.FOLLOWED: gettext_lazy("We follow that advice."),
    Decision.AdviceUse.DEPARTED: gettext_lazy(
        "We depart from that advice; why stands under “Reasons” (Awb 3:50)."
    ),
}


def decision_parts(case: Case, decision: Decision) -> Iterator[dict[str, Any]]:
    """All but what signing adds, in the active language."""
    yield heading(_("What you asked, and what we decide"))
    yield paragraph(filled_words(decision.template.operative, case, decision))
    yield decided_table(case, decision)
    yield heading(_("What this rests on"))
    for words in (
        ground_sentence(case, decision),
        *request_sentences(case),
        *extension_sentences(case),
        *advice_sentences(case, decision),
        *hearing_sentences(case, decision),
    ):
        yield paragraph(words)
    if decision.reasons.strip():
        yield heading(_("Reasons"))
        yield quote(decision.reasons)
    if conditions := condition_lines(decision.conditions):
        yield heading(_("Conditions"))
        yield enumeration(conditions)
    if case.part == Part.REQUEST and not decision.template.is_grant:
        for coupled in open_coupled_cases(case):
            yield heading(_("What becomes of %(case)s") % {"case": coupled.label})
            yield paragraph(_ground_lost_sentence(coupled, decision))


def _ground_lost_sentence(coupled: Case, decision: Decision) -> str:
    """What happens to the KG or VA that rests on a 2.8 request that is not granted."""
    is_kg = coupled.kind == Kind.NOTIFICATION
    if decision.template.after_missed_answer:
        later = _after_missed_answer_sentence(
            is_kg, asked_there=decision.template.in_coupled_case
        )
    else:
        later = (
            _("We decide on it by itself (Besluit ggo 2.19)")
            if is_kg
            else _("We decide on it by itself (Besluit ggo 2.37, 2.39)")
        )
    what = (
        _("The notification that you filed with the request stays open.")
        if is_kg
        else _("The permit application that you filed with the request stays open.")
    )
    rest = _(
        "you hear that by letter; it does not end by itself. Until then you may not "
        "start the work. You may also withdraw it in the GGO portal."
    )
    return f"{what} {later}; {rest}"


def _after_missed_answer_sentence(is_kg: bool, *, asked_there: bool) -> str:
    """What may become of a KG or VA; `asked_there`: the answer stayed away in it."""
    if is_kg:
        words, article = _("We may regard it as not made (%(article)s)"), "2.18 lid 3"
    else:
        words = _("We may leave it untreated as well (%(article)s)")
        article = "2.38 lid 3"
    return words % {"article": f"Besluit ggo {article if asked_there else '2.9 lid 3'}"}


def decided_table(case: Case, decision: Decision) -> dict[str, Any]:
    """What was asked beside what is decided, a row for each thing."""
    version = filed_versions(case)[-1]
    content = version.content or {}
    asked, given = _("as asked"), decision.template.is_grant
    work = as_filed(case, version)
    filed = first_filed_containment(case).words
    assigned = ", ".join(filter(None, [decision.level, *decision.cfis]))
    places, annex = "\n".join(places_of_use(case)), annex_words(version)
    conditions = len(condition_lines(decision.conditions))
    rows = [
        (_("work"), work, decision.template.name),
        (_("place of use"), places, asked if given and places else ""),
        (_("level and CFI"), filed, assigned or (asked if given and filed else "")),
        (_("permit"), permit_words(content), ""),
        (_("annex"), annex, asked if given and annex else ""),
        (_("goes on as"), "", decision.becomes.name if decision.becomes else ""),
        (_("conditions"), "", condition_count(conditions)),
    ]
    return comparison_table(
        ["", _("asked"), _("decided")],
        [
            (label, said or "–", decided or "–")
            for label, said, decided in rows
            if said or decided
        ],
    )


def condition_count(count: int) -> str:
    """How many conditions there are, as the letter numbers them; empty for none."""
    if not count:
        return ""
    words = ngettext("condition 1, below", "conditions 1 to %(count)s, below", count)
    return words % {"count": count}


def as_filed(case: Case, version: Application) -> str:
    """The work by its title, and the version of the form in which it is described."""
    rows = len((version.content or {}).get("organisms") or [])
    words = {"title": case.title, "form": form_name(case, version)}
    if not rows:
        return _("“%(title)s”, as described in the %(form)s") % words
    text = ngettext(
        "“%(title)s”, with the group of ggo's of the %(form)s",
        "“%(title)s”, with the %(rows)s groups of ggo's of the %(form)s",
        rows,
    )
    return text % (words | {"rows": rows})


def form_name(case: Case, version: Application) -> str:
    """Which form, in which version, of which day."""
    number = filed_versions(case).index(version) + 1
    filed = version.filed_at or case.received_at
    return _("form %(form)s, version %(number)s of %(day)s") % {
        "form": case.procedure.form,
        "number": number,
        "day": long_date(legal_day(filed)),
    }


def permit_words(content: dict[str, Any]) -> str:
    """The number of the permit that is changed or reported under; empty for none."""
    answers = content.get("answers", {})
    return str(answers.get("permit", {}).get("number") or "")


def annex_words(version: Application) -> str:
    """On which annex of the Regeling ggo something is to be placed; empty for none."""
    headings = [
        str(section.heading)
        for section in sections_in(version)
        if section.key == "addition"
    ]
    return ", ".join(headings)


def ground_sentence(case: Case, decision: Decision) -> str:
    """The articles, and the day from which the term ran (Awb 3:47 lid 2)."""
    return _(
        "We decide by virtue of %(articles)s. We received what you filed on %(day)s "
        "(%(receipt)s)."
    ) % {
        "articles": decision_articles(case, decision),
        "day": long_date(legal_day(case.received_at)),
        "receipt": cited_grounds(case, "receipt"),
    }


def request_sentences(case: Case) -> Iterator[str]:
    """When further information was asked and came; the clock stood still meanwhile.

    Of what was asked in another case of the filing only where it suspended this one.
    """
    asked = InformationRequest.objects.filter(
        application=case.application_id, answered_at__isnull=False
    )
    for request in asked.select_related("case").order_by("asked_at"):
        if is_suspended_by(case, request.case):
            yield _request_sentence(case, request)


def _request_sentence(case: Case, request: InformationRequest) -> str:
    """Of one request; where the term ran on before a late answer, from which day."""
    answered = legal_day(cast(datetime, request.answered_at))
    words = {
        "asked": long_date(legal_day(request.asked_at)),
        "answered": long_date(answered),
        "ground": cited_grounds(case, "suspension"),
    }
    runs_on = case.procedure.runs_on_from(request.answer_by)
    if runs_on is None or answered <= runs_on:
        text = _(
            "We asked for further information on %(asked)s and received it on "
            "%(answered)s; the term stood still meanwhile (%(ground)s)."
        )
        return text % words
    text = _(
        "We asked for further information on %(asked)s and received it on "
        "%(answered)s; the term stood still until it ran on from %(day)s (%(ground)s)."
    )
    return text % (words | {"day": long_date(runs_on)})


def extension_sentences(case: Case) -> Iterator[str]:
    """By how many days the term was extended, if it was."""
    if case.extension_days:
        words = ngettext(
            "We extended the term by %(days)s day (%(ground)s).",
            "We extended the term by %(days)s days (%(ground)s).",
            case.extension_days,
        )
        ground = cited_grounds(case, "extension")
        yield words % {"days": case.extension_days, "ground": ground}


def given_advices(case: Case) -> list[Advice]:
    """The advice that was given in a case, oldest first."""
    return list(case.advices.filter(given_at__isnull=False).order_by("given_at"))


def advice_sentences(case: Case, decision: Decision) -> Iterator[str]:
    """Who advised, when, and what is done with it (Awb 3:8, 3:50)."""
    for number, advice in enumerate(given_advices(case), start=2):
        yield _(
            "%(body)s advised on this on %(day)s (Awb 3:8). The advice is annex "
            "%(number)s."
        ) % {
            "body": advice.body,
            "day": long_date(legal_day(cast(datetime, advice.given_at))),
            "number": number,
        }
    if given_advices(case):
        use = decision.advice_use
        yield str(ADVICE_USE[Decision.AdviceUse(use)]) if use else "…"


def hearing_sentences(case: Case, decision: Decision) -> Iterator[str]:
    """Heard, on which day, or why not; nothing where no article asks it."""
    article = hearing_article(case, decision)
    if not article:
        return
    words = {"article": article, "text": decision.hearing_text.strip()}
    if decision.hearing == Decision.Hearing.HEARD and decision.heard_on:
        day = long_date(decision.heard_on)
        said = _("You gave your view on %(day)s (Awb %(article)s).")
        yield f"{said} %(text)s".strip() % (words | {"day": day})
    else:
        words["text"] = words["text"] or "…"
        yield (
            _("We did not hear you before this decision (Awb %(article)s): %(text)s")
            % words
        )


def annex_names(case: Case) -> list[str]:
    """What goes with the letter, numbered: the form first, then each advice."""
    version = filed_versions(case)[-1]
    names = [form_name(case, version)]
    names += [
        _("advice of %(body)s, %(day)s")
        % {"body": one.body, "day": long_date(legal_day(cast(datetime, one.given_at)))}
        for one in given_advices(case)
    ]
    return [
        _("%(number)s: %(name)s") % {"number": number, "name": name}
        for number, name in enumerate(names, start=1)
    ]


def annex_parts(case: Case) -> Iterator[dict[str, Any]]:
    """The annexes themselves: where the form is found, and each advice in full."""
    version, *names = filed_versions(case)[-1], *annex_names(case)
    yield heading(_("Annex %(name)s") % {"name": names[0]})
    yield paragraph(
        _("You find it with the case in the GGO portal. Its SHA-256 is %(digest)s.")
        % {"digest": version.content_sha256}
    )
    for name, advice in zip(names[1:], given_advices(case), strict=True):
        yield heading(_("Annex %(name)s") % {"name": name})
        if advice.text.strip():
            yield quote(advice.text)
        if advice.filename:
            yield paragraph(
                _(
                    "With it goes the file “%(file)s” (SHA-256 %(digest)s), which we "
                    "send you on request."
                )
                % {"file": advice.filename, "digest": advice.sha256}
            )
