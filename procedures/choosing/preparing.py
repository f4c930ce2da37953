"""What to have at hand before one begins, per row (Besluit ggo bijlage 5)."""

from django.utils.translation import gettext_lazy as _

from procedures.choosing.parts import Answers, Text

REPORT = _(
    "the report of the risk assessment, with the classification article per group of"
    " ggo’s"
)
PLACE = _(
    "the place of use (PVU): rooms, CFIs, and the levels that its environmental permit"
    " allows"
)
ROWS = _("the ggo’s: host, vector, insert, donor and function per group; you can paste")
PURPOSE = _("purpose, expected results, handling and culture volumes")
BVF = _("the BVF, who signs")
VM = _("the VM, in daily charge of the work")
DOSSIER = _("the number of the dossier that changes; the portal fills in what it holds")
CHANGE = _("what changes, and the updated report of the risk assessment")
ADDED = _("which hosts, vectors or inserts are added, and why each condition holds")
WISHED = _("the level and CFI that you ask for, and why; extra measures, if any")
ANNEX_8 = _("a risk assessment by annex 8")
DECISION = _("the number of the 2.8 decision that changes")
BOTH = _("what the notification or permit application asks: place, ggo’s, report")
SHOWN = _("how the ggo’s are shown, and why the public cannot touch them")
ANNEX_6 = _("how each ggo meets each criterion of annex 6")
INSTALLATION = _("the process installation, its waste and how that is treated")

NOTIFICATION = (REPORT, PLACE, ROWS, PURPOSE, BVF)
PERMIT = (REPORT, PLACE, ROWS, PURPOSE, VM, BVF)
CHANGED = (DOSSIER, CHANGE, BVF)
REPORTED = (DOSSIER, ADDED, REPORT, BVF)
REQUEST = (WISHED, ANNEX_8, ROWS, BVF)
LARGE_SCALE = (ANNEX_6, INSTALLATION, PLACE, ROWS, BVF)

PREPARE: dict[str, tuple[Text, ...]] = {
    "i-new": NOTIFICATION,
    "i-same-cfi": (
        _("Make the risk assessment of the changed work."),
        _("Write the outcome into the report before the work starts."),
        _("Keep the report for at least 20 years after the work ends."),
    ),
    "i-other-cfi": CHANGED,
    "iik-new": NOTIFICATION,
    "iik-change": CHANGED,
    "iiv-new": PERMIT,
    "iiv-same-article": REPORTED,
    "iiv-other-article": CHANGED,
    "iii-new": PERMIT,
    "iii-same-article": REPORTED,
    "iii-other-article": CHANGED,
    "iv-new": PERMIT,
    "2.8": REQUEST,
    "2.8-combination": (*REQUEST, BOTH),
    "2.8-change": (DECISION, *REQUEST),
    "2.8-combination-change": (DECISION, *REQUEST, BOTH),
    "mi-i-ii": LARGE_SCALE,
    "mi-ii-new": (INSTALLATION, *NOTIFICATION),
    "mi-ii-change": (INSTALLATION, *CHANGED),
    "mi-iii": (INSTALLATION, *PERMIT),
    "s-i": (
        _("that the ggo stands in annex 11, or how it meets each criterion of annex 6"),
        *NOTIFICATION,
    ),
    "s-iii": (ANNEX_6, PLACE, ROWS, PURPOSE, BVF),
    "tr-i": (SHOWN, PLACE, ROWS, PURPOSE, BVF),
    "2.13-annex-2": (BVF,),
    "2.13a-annex-4": (_("the pathogenicity class that you propose, and why"), BVF),
    "2.13a-annex-7": (_("how the plant can spread"), BVF),
    "2.13a-annex-11": (_("how the ggo meets each criterion of annex 6"), BVF),
    "atv": (
        _("the rule that you want to depart from, and what you do instead"),
        _("proof that people and environment are protected at least as well"),
        _("the handlings and rooms that it is about, and for how long"),
        BVF,
    ),
    "administrative": (
        _("the numbers of the dossiers that it is about"),
        _("what changes, from which day, and the successor per dossier"),
    ),
}
HELP = (
    _("a few lines about the work: organism, vector, insert, scale and place"),
    _("the risk assessment, as far as you have it"),
)
"""For a talk with Bureau GGO."""

ITEMS = {
    "host": _("the host: strain and the data by which it can be judged safe"),
    "vector": _("the vector: size, map, and function and origin of every part"),
    "insert": _("the insert, and why it is not on list A3"),
}
"""What each addition to annex 2 asks besides (Regeling ggo 22)."""


def things_to_prepare(key: str, answers: Answers) -> tuple[Text, ...]:
    """What to have at hand for a row, in words; for "" that for contact."""
    items = [ITEMS[item] for item in answers.get("item", ()) if item in ITEMS]
    return (*items, *PREPARE[key]) if key else HELP
