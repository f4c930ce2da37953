"""Where the answers lead: the rows of the law, or contact. To be read by a jurist.

The first ending that fits wins, of which the row is in force on the day. So a permit
holder who cannot report (melden) falls through to the change of the permit.
"""

from django.utils.translation import gettext_lazy as _

from procedures.choosing.parts import ChooserEnding
from procedures.choosing.work import REPORTABLE

ENDINGS: tuple[ChooserEnding, ...] = (
    # Table I: notifications
    ChooserEnding(
        "i-new",
        when={"outcome": ("I",), "stage": ("new",)},
        because=_("New work at level I is notified before it starts."),
        ground="besluit-2.16",
        near=("i-same-cfi", "i-other-cfi", "iik-new", "s-i", "2.8"),
    ),
    ChooserEnding(
        "i-same-cfi",
        when={"outcome": ("I",), "stage": ("changed",), "cfi": ("same",)},
        because=_("Work may start once the report of the risk assessment is updated."),
        ground="besluit-2.24-2",
        near=("i-new", "i-other-cfi", "iik-new"),
    ),
    ChooserEnding(
        "i-other-cfi",
        when={"outcome": ("I",), "stage": ("changed",), "cfi": ("other",)},
        near=("i-new", "i-same-cfi", "iik-new"),
    ),
    ChooserEnding(
        "iik-new",
        when={"outcome": ("II-k",), "stage": ("new",)},
        because=_("New work at II-k waits until the term passes without objection."),
        ground="besluit-2.17-1",
        near=("iik-change", "i-new", "iiv-new", "2.8"),
    ),
    ChooserEnding(
        "iik-change",
        when={"outcome": ("II-k",), "stage": ("changed",)},
        because=_("Every change at level II-k is notified, also in the same CFI."),
        ground="besluit-2.23-1-b",
        near=("iik-new", "i-other-cfi", "iiv-new"),
    ),
    # Table II: permits
    ChooserEnding(
        "iiv-new",
        when={"outcome": ("II-v",), "stage": ("new",)},
        because=_("Work starts when you have the permit, no earlier."),
        ground="besluit-2.35-1",
        near=("iiv-same-article", "iiv-other-article", "iik-new", "iii-new", "2.8"),
    ),
    ChooserEnding(
        "iiv-same-article",
        when={"outcome": ("II-v",), "stage": ("changed",), "article": ("same",)},
        every=REPORTABLE,
        because=_("Work starts when you have the minister’s consent, no earlier."),
        ground="besluit-2.46-2",
        near=("iiv-other-article", "iiv-new", "iik-change"),
    ),
    ChooserEnding(
        "iiv-other-article",
        when={"outcome": ("II-v",), "stage": ("changed",)},
        because=_("Work starts when you have the changed permit, no earlier."),
        ground="besluit-2.44",
        near=("iiv-same-article", "iiv-new", "iik-change"),
    ),
    # Once a jurist has closed the rows of II-v, all level II is notified.
    ChooserEnding(
        "iik-new",
        when={"outcome": ("II-v",), "stage": ("new",)},
        because=_("All work at level II is notified: there is no level II-v any more."),
        ground="besluit-2.17-1",
        near=("iik-change", "i-new", "iii-new", "2.8"),
    ),
    ChooserEnding(
        "iik-change",
        when={"outcome": ("II-v",), "stage": ("changed",)},
        because=_("All work at level II is notified: there is no level II-v any more."),
        ground="besluit-2.23-1-b",
        near=("iik-new", "i-other-cfi", "iii-new"),
    ),
    ChooserEnding(
        "iii-new",
        when={"outcome": ("III", "TR-III"), "stage": ("new",)},
        because=_("Work starts when you have the permit, no earlier."),
        ground="besluit-2.35-1",
        near=("iii-same-article", "iii-other-article", "iiv-new", "mi-iii", "2.8"),
    ),
    ChooserEnding(
        "iii-same-article",
        when={
            "outcome": ("III", "TR-III"),
            "stage": ("changed",),
            "article": ("same",),
        },
        every=REPORTABLE,
        because=_("Work starts when you have the minister’s consent, no earlier."),
        ground="besluit-2.46-2",
        near=("iii-other-article", "iii-new", "mi-iii"),
    ),
    ChooserEnding(
        "iii-other-article",
        when={"outcome": ("III", "TR-III"), "stage": ("changed",)},
        because=_("Work starts when you have the changed permit, no earlier."),
        ground="besluit-2.44",
        near=("iii-same-article", "iii-new", "mi-iii"),
    ),
    ChooserEnding(
        "iv-new",
        when={"outcome": ("IV",)},
        contact=True,
        because=_("Speak with Bureau GGO first; you can still apply in this portal."),
        ground="page-II",
        near=("iii-new", "2.8"),
    ),
    # Table III: special cases
    ChooserEnding(
        "2.8",
        when={"decided": ("no",), "combined": ("no",)},
        near=("2.8-combination", "2.8-change", "mi-i-ii", "s-iii"),
    ),
    ChooserEnding(
        "2.8-combination",
        when={"decided": ("no",), "combined": ("yes",)},
        because=_("Request and notification or application are handled together."),
        ground="besluit-2.9-2",
        near=("2.8", "2.8-combination-change", "mi-i-ii", "s-iii"),
    ),
    ChooserEnding(
        "2.8-change",
        when={"decided": ("yes",), "combined": ("no",)},
        near=("2.8", "2.8-combination-change"),
    ),
    ChooserEnding(
        "2.8-combination-change",
        when={"decided": ("yes",), "combined": ("yes",)},
        because=_("Request and notification or application are handled together."),
        ground="besluit-2.9-2",
        near=("2.8-combination", "2.8-change"),
    ),
    # Until 30 June 2026 these two were not in force, and MI-II took the 2.8 request.
    ChooserEnding(
        "mi-ii-new",
        when={"outcome": ("MI-II",), "stage": ("new",)},
        because=_("New work at MI-II waits until the term has passed."),
        ground="besluit-2.17-1",
        near=("mi-ii-change", "mi-i-ii", "mi-iii", "iik-new"),
    ),
    ChooserEnding(
        "mi-ii-change",
        when={"outcome": ("MI-II",), "stage": ("changed",)},
        because=_("Every change at MI-II is notified, also in the same installation."),
        ground="besluit-2.23-1-b",
        near=("mi-ii-new", "mi-i-ii", "iik-change"),
    ),
    ChooserEnding(
        "mi-i-ii",
        when={"outcome": ("MI-I", "MI-II")},
        because=_("By annex 6 the request and the notification share one form."),
        ground="regeling-20-3",
        near=("mi-ii-new", "mi-iii", "2.8-combination", "s-iii"),
    ),
    ChooserEnding(
        "mi-iii",
        when={"outcome": ("MI-III",)},
        because=_("A process installation is excluded from reporting (melden)."),
        ground="regeling-25",
        near=("mi-i-ii", "mi-ii-new", "iii-new", "iii-same-article"),
    ),
    ChooserEnding(
        "s-i",
        when={"outcome": ("S-I",)},
        because=_("Work may start as soon as Bureau GGO acknowledges receipt."),
        ground="besluit-2.16",
        near=("s-iii", "i-new", "2.13a-annex-11"),
    ),
    ChooserEnding(
        "s-iii",
        when={"outcome": ("S-III",)},
        because=_("By annex 6 the request and the notification share one form."),
        ground="regeling-20-4",
        near=("s-i", "mi-i-ii", "2.8-combination"),
    ),
    ChooserEnding(
        "tr-i",
        when={"outcome": ("TR-I",)},
        because=_("The request and the notification share one form."),
        ground="regeling-20-5",
        near=("iii-new", "2.8-combination", "s-i"),
    ),
    ChooserEnding(
        "2.13-annex-2",
        when={"annex": ("2",)},
        because=_("After the decision you add it to the report and work may start."),
        ground="besluit-2.13-7",
        near=("2.13a-annex-4", "2.13a-annex-7", "2.13a-annex-11", "2.8"),
    ),
    ChooserEnding(
        "2.13a-annex-4",
        when={"annex": ("4",)},
        near=("2.13-annex-2", "2.13a-annex-7", "2.13a-annex-11"),
    ),
    ChooserEnding(
        "2.13a-annex-7",
        when={"annex": ("7",)},
        near=("2.13-annex-2", "2.13a-annex-4", "2.13a-annex-11"),
    ),
    ChooserEnding(
        "2.13a-annex-11",
        when={"annex": ("11",)},
        near=("s-i", "2.13-annex-2", "2.13a-annex-4"),
    ),
    ChooserEnding("atv", when={"subject": ("rules",)}, near=("2.8", "administrative")),
    ChooserEnding(
        "administrative", when={"subject": ("administrative",)}, near=("atv",)
    ),
    # No row of the tables: Bureau GGO helps
    ChooserEnding(
        "", when={"outcome": ("MI-IV",)}, contact=True, near=("iv-new", "mi-iii")
    ),
    ChooserEnding(
        "", when={"outcome": ("unsure",)}, contact=True, near=("2.8", "2.8-combination")
    ),
    ChooserEnding("", when={"subject": ("help",)}, contact=True, near=("2.8",)),
)

ONLY_WHEN = {
    "i-new": _("Only for new work at level I."),
    "i-same-cfi": _("Only for changed work at level I in the CFI that was notified."),
    "i-other-cfi": _("Only for changed work at level I in another CFI than notified."),
    "iik-new": _("Only for new work with outcome II-k."),
    "iik-change": _("Only for changed work with outcome II-k."),
    "iiv-new": _("Only for new work with outcome II-v."),
    "iiv-same-article": _(
        "Only for work under the article of the permit at II-v, if every condition for"
        " reporting holds."
    ),
    "iiv-other-article": _("Only for other changes of a permit at level II-v."),
    "iii-new": _("Only for new work with outcome III."),
    "iii-same-article": _(
        "Only for work under the article of the permit at level III, if every condition"
        " for reporting holds."
    ),
    "iii-other-article": _("Only for other changes of a permit at level III."),
    "iv-new": _("Only for work with outcome IV, after contact with Bureau GGO."),
    "2.8": _("Only in doubt, for a lower level, or for work that is not in annex 5."),
    "2.8-combination": _(
        "Only for a 2.8 request with a notification or permit application in one form."
    ),
    "2.8-change": _("Only to change an earlier 2.8 decision."),
    "2.8-combination-change": _(
        "Only to change an earlier 2.8 decision together with a notification or permit"
        " application."
    ),
    "mi-i-ii": _("Only for a process installation that meets annex 6 for MI-I."),
    "mi-ii-new": _("Only for new work in a process installation with outcome MI-II."),
    "mi-ii-change": _("Only for changed work with outcome MI-II."),
    "mi-iii": _("Only for a process installation with outcome MI-III."),
    "s-i": _("Only for outcome S-I."),
    "s-iii": _("Only for outcome S-III, to ask S-I."),
    "tr-i": _("Only for exhibiting ggo’s at TR-I."),
    "2.13-annex-2": _("Only for a host, vector or insert to add to annex 2."),
    "2.13a-annex-4": _("Only for a micro-organism to add to annex 4."),
    "2.13a-annex-7": _("Only for a plant to add to annex 7."),
    "2.13a-annex-11": _("Only for a ggo to add to annex 11."),
    "atv": _("Only to depart from the rules for layout or work."),
    "administrative": _("Only when nothing changes about the ggo’s or the work."),
}
"""Why a row is not chosen: what it is for, and your answers are not that."""
