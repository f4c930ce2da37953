"""The questions about requests: a 2.8 decision, and additions to the annexes.

Each says when it is asked, on which article it rests, and what follows from an answer.
"""

from django.utils.translation import gettext_lazy as _

from procedures.choosing.parts import ChooserQuestion, Option

DOUBT = ChooserQuestion(
    name="doubt",
    text=_("Why do you ask for a classification?"),
    help=_(
        "For MI-I, S-III or TR-I: go back and choose to start work, then"
        " that outcome. The request and the notification then share one form."
    ),
    ground="besluit-2.8-1-3",
    when={"subject": ("classification",)},
    options=(
        Option(
            "doubt",
            _("The outcome is unknown, or I am in doubt between levels"),
            because=_(
                "A 2.8 decision ends the doubt. Until then the higher level applies."
            ),
            ground="besluit-2.8-1",
        ),
        Option(
            "downscaling",
            _("I want a lower level than annex 5 gives"),
            because=_("A lower level than annex 5 gives takes a 2.8 decision."),
            ground="besluit-2.8-2",
        ),
        Option(
            "not-in-annex-5",
            _("The work does not occur in annex 5"),
            because=_("Work that is not in annex 5 is classified by a 2.8 decision."),
            ground="besluit-2.8-3",
        ),
    ),
)

DECIDED = ChooserQuestion(
    name="decided",
    text=_("Does it change an earlier 2.8 decision?"),
    ground="page-III",
    when={"subject": ("classification",)},
    options=(
        Option("no", _("No, this is a new request")),
        Option(
            "yes",
            _("Yes, it changes or adds to a 2.8 decision that we have"),
            because=_("An earlier 2.8 decision is changed by a 2.8 request."),
            ground="page-III",
        ),
    ),
)

COMBINED = ChooserQuestion(
    name="combined",
    text=_("Do you file the notification or permit application with it?"),
    ground="besluit-2.9-2",
    when={"subject": ("classification",)},
    options=(
        Option(
            "no",
            _("No, only the request"),
            _("You notify or apply after the decision, before work starts."),
            _("The decision alone lets no work start: notify or apply afterwards."),
            "besluit-2.15-1",
        ),
        Option(
            "yes",
            _("Yes, both in one form"),
            _("Bureau GGO handles the second as soon as it has decided on the first."),
        ),
    ),
)

COMBINED_WITH = ChooserQuestion(
    name="combined_with",
    text=_("Which notification or permit application?"),
    help=_("For the level that you ask for. If it takes both, choose the permit."),
    ground="page-III",
    when={"subject": ("classification",), "combined": ("yes",)},
    options=(
        Option("i-new", _("Notification at level I (KG-I)")),
        Option("iik-new", _("Notification at level II-k (KG-II-k)")),
        Option(
            "iiv-new",
            _("Permit application at level II-v (VA-II-v)"),
            rows=("iiv-new",),
        ),
        Option("iii-new", _("Permit application at level III (VA-III)")),
        Option("iv-new", _("Permit application at level IV")),
        Option("mi-iii", _("Permit application at MI-III (VA-MI-III)")),
        Option("s-i", _("Notification at S-I")),
    ),
)

ANNEX = ChooserQuestion(
    name="annex",
    text=_("To which annex?"),
    ground="page-III",
    when={"subject": ("list",)},
    options=(
        Option(
            "2",
            _("Annex 2: a host, vector or insert"),
            _("Combinations of what is listed there need no risk assessment."),
            _("Additions to annex 2 take a 2.13 decision. It holds for you alone."),
            "besluit-2.13",
        ),
        Option(
            "4",
            _("Annex 4: a micro-organism, with its pathogenicity class"),
            because=_(
                "Additions to annex 4 take a 2.13a decision. It holds for you alone."
            ),
            ground="besluit-2.13a",
        ),
        Option(
            "7",
            _("Annex 7: a plant, with how it spreads"),
            because=_(
                "Additions to annex 7 take a 2.13a decision. It holds for you alone."
            ),
            ground="besluit-2.13a",
        ),
        Option(
            "11",
            _("Annex 11: a ggo, for work at S-I"),
            because=_(
                "Additions to annex 11 take a 2.13a decision. It holds for you alone."
            ),
            ground="besluit-2.13a",
        ),
    ),
)

ITEM = ChooserQuestion(
    name="item",
    text=_("What is to be added to annex 2?"),
    ground="besluit-2.13",
    when={"subject": ("list",), "annex": ("2",)},
    options=(
        Option("host", _("A host (micro-organism)")),
        Option("vector", _("A vector")),
        Option("insert", _("An insert"), _("That it does not stand on list A3.")),
    ),
)
