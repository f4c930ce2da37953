"""The objection against a notification: a decision of article 2.19 Besluit ggo."""

from django.utils.translation import gettext as _

from dossiers.letters.text import (
    LetterText,
    addressee,
    cited,
    facts,
    heading,
    in_words,
    paragraph,
    quote,
)
from dossiers.models import Case, Letter
from procedures import law
from procedures.clock import BEZWAAR_GROUNDS, objection_period_end
from procedures.legal_day import legal_day


def text(letter: Letter) -> LetterText:
    """What is decided and why, what to do now, and until when one may object to it."""
    case, decided = letter.case, letter.event
    return LetterText(
        subject=_("Decision on your notification “%(title)s”") % {"title": case.title},
        reference=case.label,
        moment=decided.at,
        language=letter.language,
        addressee=addressee(case),
        parts=[
            paragraph(opening(case)),
            paragraph(decision(decided.facts)),
            heading(_("Reasons")),
            quote(decided.facts["reason"]),
            heading(_("What you must do now")),
            paragraph(what_to_do(decided.facts["kind"])),
            heading(_("If you disagree")),
            *objection_clause(letter),
        ],
    )


def opening(case: Case) -> str:
    """Which notification this is about."""
    received = in_words(legal_day(case.received_at))
    return _(
        "On %(day)s we received your notification. Under article 2.19 of the GMO "
        "Decree (Besluit ggo) we decide on it as follows."
    ) % {"day": received}


def decision(decided: dict) -> str:
    """The decision in one sentence."""
    sentences = {
        "other-cfi": _("We assign another category of physical containment: %(cfi)s."),
        "other-level": _("We assign containment level %(level)s with %(cfi)s."),
        "cannot-agree": _("We cannot agree with the work you notified."),
    }
    return sentences[decided["kind"]] % decided


def what_to_do(kind: str) -> str:
    """What the decision means for the work in the lab."""
    if kind == "cannot-agree":
        return _(
            "Do not start the work, or stop it at once. You may hand in an improved "
            "notification or an application in the GGO portal."
        )
    return _(
        "You may only do the work with the containment that this decision assigns. "
        "Adapt the report of the risk assessment and the work before you go on."
    )


def objection_clause(letter: Letter) -> list[dict]:
    """Who may object, until when and where (Awb 3:45, 6:7, 6:8)."""
    announced = legal_day(letter.event.at)
    until = in_words(objection_period_end(announced, law.calendar()))
    words = _(
        "If this decision affects your interests you may lodge an objection "
        "(bezwaarschrift) with the Minister, through Bureau GGO, stating your name and "
        "address, the date, this decision and your grounds, and sign it."
    )
    row = (_("Objection must be received by"), until, cited(BEZWAAR_GROUNDS))
    return [paragraph(words), facts([row])]
