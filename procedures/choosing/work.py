"""The questions about work: outcome, new or changed, what changes.

Each says when it is asked, on which article it rests, and what follows from an answer.
"""

from django.utils.translation import gettext_lazy as _

from procedures.choosing.parts import ChooserQuestion, Option

# Work that can be changed has rows of its own for changes. TR-III takes the permit of
# level III, and MI-II is notified since 1 July 2026.
PERMITS = ("II-v", "III", "TR-III")
CHANGEABLE = ("I", "II-k", "MI-II", *PERMITS)

OUTCOME = ChooserQuestion(
    name="outcome",
    text=_("What is the outcome of the risk assessment?"),
    help=_("If in doubt between two levels the higher applies until a 2.8 decision."),
    ground="besluit-2.8-1",
    when={"subject": ("work",)},
    options=(
        Option(
            "I",
            _("Level I"),
            because=_("The outcome is level I: a notification (KG) is enough."),
            ground="besluit-2.15-1",
        ),
        Option(
            "II-k",
            _("Level II with a notification (II-k)"),
            because=_("The outcome is level II-k: a notification (KG) is enough."),
            ground="besluit-2.17-1",
        ),
        Option(
            "II-v",
            _("Level II with a permit (II-v)"),
            _("Annex 5 names the work as such: viral vectors that are not contained."),
            _("By the procedures page level II-v takes a permit."),
            "page-II",
            rows=("iiv-new", "iiv-same-article", "iiv-other-article"),
        ),
        Option(
            "III",
            _("Level III"),
            because=_("The outcome is level III: the work needs a permit."),
            ground="besluit-2.35-1",
        ),
        Option(
            "IV",
            _("Level IV"),
            because=_("The outcome is level IV: the work needs a permit."),
            ground="besluit-2.35-1",
        ),
        Option(
            "MI-I",
            _("MI-I: process installation"),
            _("You meet the criteria of annex 6 for MI-I."),
            _("MI-I is lower than annex 5 gives: that takes a 2.8 decision."),
            "besluit-2.8-2",
        ),
        Option(
            "MI-II",
            _("MI-II: process installation"),
            _("What annex 5 gives for organisms of ML-I."),
            _("The outcome is MI-II, which is level II: a notification is enough."),
            "regeling-17-b",
        ),
        Option(
            "MI-III",
            _("MI-III: process installation"),
            _("Likely for organisms of ML-II alone: ask Bureau GGO."),
            _("The outcome is MI-III: the work needs a permit, new or changed."),
            "besluit-2.35-1",
        ),
        Option(
            "MI-IV",
            _("MI-IV: process installation"),
            _("Likely for organisms of ML-III: ask Bureau GGO."),
            _("Bureau GGO’s tables have no row for MI-IV."),
            "page-III",
        ),
        Option(
            "S-I",
            _("S-I: laboratory for very safe ggo’s, such as at a school"),
            _("The ggo stands in annex 11 or meets the criteria of annex 6."),
            _("The outcome is S-I: a notification at level I is enough."),
            "besluit-2.15-1",
        ),
        Option(
            "S-III",
            _("S-III: laboratory for very safe ggo’s, for which you ask S-I"),
            because=_("S-I instead of S-III takes a 2.8 decision, and a notification."),
            ground="besluit-2.8-2",
        ),
        Option(
            "TR-I",
            _("TR-I: exhibiting ggo’s in a room open to the public"),
            _("The public cannot touch them, and the rules of annex 9 are met."),
            _("TR-I is lower than annex 5 gives: that takes a 2.8 decision."),
            "regeling-19-1-c",
        ),
        Option(
            "TR-III",
            _("TR-III: exhibiting ggo’s in a room open to the public"),
            _("What annex 5 gives, without a 2.8 decision for TR-I."),
            _("The outcome is TR-III, which is level III: the work needs a permit."),
            "besluit-2.35-1",
        ),
        Option(
            "unsure",
            _("I do not know it yet, or I am in doubt"),
            because=_(
                "Without an outcome no procedure follows. If in doubt between two"
                " levels the higher applies until a 2.8 decision."
            ),
            ground="besluit-2.8-1",
        ),
    ),
)

STAGE = ChooserQuestion(
    name="stage",
    text=_("Is the work new, or a change of earlier work?"),
    ground="page-I",
    when={"subject": ("work",), "outcome": CHANGEABLE},
    options=(
        Option("new", _("New: it falls under no earlier notification or permit")),
        Option("changed", _("Changed: at this level you notified or have a permit")),
    ),
)

CFI = ChooserQuestion(
    name="cfi",
    text=_("In which CFI do you do the changed work?"),
    help=_("CFI: category of physical containment, such as ML-I."),
    ground="besluit-2.23-1-a",
    when={"subject": ("work",), "outcome": ("I",), "stage": ("changed",)},
    options=(
        Option(
            "same",
            _("In the same CFI as was notified"),
            because=_("The CFI stays the same: a new notification is not needed."),
            ground="besluit-2.22",
        ),
        Option(
            "other",
            _("In another CFI"),
            because=_("Level I in another CFI is notified again."),
            ground="besluit-2.23-1-a",
        ),
    ),
)

ARTICLE = ChooserQuestion(
    name="article",
    text=_("Under which classification article does the changed work fall?"),
    help=_("The article of part I of annex 5, such as 5.4.2."),
    ground="besluit-2.43",
    when={"subject": ("work",), "outcome": PERMITS, "stage": ("changed",)},
    options=(
        Option("same", _("The same article as in the permit")),
        Option(
            "other",
            _("Another article"),
            because=_("Under another article the permit has to be changed."),
            ground="besluit-2.43",
        ),
    ),
)

CONDITIONS = ChooserQuestion(
    name="conditions",
    text=_("Which of these hold?"),
    help=_(
        "Tick all that hold. Only if all six do can you report the change (melden);"
        " otherwise you ask for a change of the permit, which takes longer."
    ),
    ground="regeling-25",
    several=True,
    when={
        "subject": ("work",),
        "outcome": PERMITS,
        "stage": ("changed",),
        "article": ("same",),
    },
    options=(
        Option(
            "comparable",
            _("Only hosts with comparable properties, vectors or inserts are added"),
        ),
        Option("purpose", _("The work stays within the purpose of the permit")),
        Option("containment", _("The CFI and the level stay the same")),
        Option(
            "article",
            _("The onderdeel of the article in part I stays the same"),
            _("And so do the articles of part II of annex 5."),
        ),
        Option("measures", _("The containment measures stay the same")),
        Option("not-process", _("There is no process installation in the work")),
        Option("none", _("None of these")),
    ),
)
REPORTABLE = CONDITIONS.values[:-1]
"""All that must hold before a change may be reported (melden), by Regeling ggo 25."""
