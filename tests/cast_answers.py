"""What a whole form says, section by section: one table for every procedure.

Add the answers of a new section to `SAID`; where a procedure says something else, to
`OWN`. `CFIS`, `ROWS` and `FILES` have the room, the organism row and the kinds of file
of a procedure; what is not named there is level I with a report.
"""

from accounts.models import Organisation, User
from applications.forms.procedures import sections_of
from applications.forms.sections.criteria import HEADINGS
from applications.models import Person, Site

SAID: dict[str, dict] = {
    "organisation": {
        "contact_name": "Anna de Boer",
        "contact_email": "anna@voorbeeld.nl",
        "contact_phone": "050 123 45 67",
    },
    "place": {"rooms": "O2, kamers 2.14 en 2.16"},
    "purpose": {
        "title": "CRISPR-screens in E. coli",
        "purpose": "Bepalen welke genen resistentie geven.",
        "results": "Een lijst van genen met hun effect.",
    },
    "methods": {
        "making": "Transformatie met plasmiden.",
        "handling": "Kweek en analyse.",
        "volumes": "Ten hoogste 500 ml per kweek.",
    },
    "outcome": {"classification": "5.2, eerste lid"},
    "report": {"report": "attached", "reason": ""},
    "change": {"changes": "Ook werk in ML-I.", "reason": "Nieuwe ruimte."},
    "permit": {},
    "minor": {
        "conditions": [
            "comparable",
            "purpose",
            "containment",
            "article",
            "measures",
            "not-process",
        ],
        "added": "Ook het gen il10 in dezelfde vector.",
    },
    "contact": {"contacted": "no"},
    "consent": {"consent": "silence"},
    "installation": {
        "description": "Fermentor van roestvast staal in hal 1, met leidingwerk.",
        "volume": "1.500 liter; 2.000 liter tegelijk",
        "containment": "Dubbele afdichting en een HEPA-filter op het afgas.",
    },
    "waste": {
        "kind": "Kweekvloeistof, ten hoogste 1.500 liter per week; filters.",
        "management": "Gesloten leiding naar de inactiveringstank.",
        "treatment": "Verhitting tot 121 °C, 30 minuten, met registratie.",
        "final_form": "Vloeibaar, geïnactiveerd",
        "destination": "Riool",
    },
    "dossiers": {
        "kinds": ["holder", "site", "bvf", "vm", "closing"],
        "which": "some",
        "dossiers": [],
        "earlier": "IG 14-020_III",
    },
    "holder": {
        "person": "same",
        "name": "UMC Noord Groningen",
        "kvk_number": "12345678",
        "address": "Laan van Noord 1, Groningen",
        "from_day": "2027-01-01",
        "reason": "Nieuwe naam in het handelsregister.",
    },
    "site": {"from_day": "2027-01-01", "rooms": "O3, kamers 3.01 en 3.02"},
    "bvf": {
        "leaving": "gone",
        "last_day": "2026-12-31",
        "stop": "full",
        "admission": "keep",
        "mail": "no",
    },
    "vm": {},
    "closing": {
        "ended_on": "2026-11-01",
        "remains": "Alles is geautoclaveerd.",
        "report": "In het archief van het lab, tot 2047.",
    },
    "prescription": {
        "title": "Andere ontsmetting van afval in ML-I",
        "work": "permit",
        "number": "IG 14-020_III-000",
        "prescription": "Bijlage 9, 9.1.1.2 onder c: afval wordt geautoclaveerd.",
        "cfis": ["ML-I"],
        "instead": "Inactivering in gesloten vaten met natronloog.",
        "protection": "Na een uur zijn geen levende cellen meer aan te tonen.",
        "handlings": "Afvoer van kweekvloeistof.",
        "duration": "until",
        "until": "2028-12-31",
    },
    "combination": {"procedure": "iik-new"},
    "request": {
        "ground": ["downscaling"],
        "explanation": "Bijlage 5 geeft niveau III; de stam is verzwakt.",
        "reasons": "De stam groeit niet buiten het medium.",
        "measures": "Alleen werk in een veiligheidskabinet.",
    },
    "risk": {"assessment": "attached"},
    "large-scale": {"classification": "5.7.1"},
    "criteria": {
        "part": "6.1.1",
        "summary": "De stam is al twintig jaar in gebruik; zie het bewijs.",
        **{f"met_{name}": "met" for name in HEADINGS},
        **{f"why_{name}": "Elke letter: zie het bewijs." for name in HEADINGS},
    },
    "exhibition": {
        "showing": "Planten in een gesloten vitrine in het museum, drie maanden.",
        "contact": "Glas, op slot, met toezicht.",
        "prescriptions": "Zie het protocol, per voorschrift.",
    },
}
"""Answers that hold in every procedure that asks them, by section."""

OLDER = {"change": {"earlier": "IG 14-014_I"}}

OWN: dict[str, dict[str, dict]] = {
    "i-other-cfi": OLDER,
    "iik-change": OLDER,
    "mi-ii-change": OLDER,
}
"""What a procedure says otherwise: procedure → section → answers."""

CHANGED_PERMITS = (
    "iiv-same-article",
    "iiv-other-article",
    "iii-same-article",
    "iii-other-article",
)
for _key in CHANGED_PERMITS:
    OWN[_key] = {"permit": {"number": "IG 14-020_III-000", "granted_on": "2014-09-01"}}

OWN |= {
    "2.8-change": {"change": {"decision": "IG 14-021_2.8-000"}},
    "2.8-combination-change": {
        "combination": {"procedure": "iik-change"},
        "change": {"decision": "IG 14-021_2.8-000"},
    },
    "s-i": {"criteria": {"ground": "annex-11", "entry": "E. coli K12 met egfp"}},
    "2.13-annex-2": {
        "addition": {
            "title": "Vector pZ1 op bijlage 2",
            "item": "vector",
            "vector": "pZ1",
            "size": "4.361 bp",
            "parts": "bla: resistentie tegen ampicilline, uit E. coli.",
            "origins": "pMB1, in E. coli.",
            "vector_confirmed": ["not-on-a3", "no-viral-parts"],
        }
    },
    "2.13a-annex-4": {
        "addition": {
            "title": "Klasse van Byssochlamys fulva",
            "organism": "Byssochlamys fulva",
            "pathogenicity": "1",
            "argument": "Geen ziekte bij mens, dier of plant bekend.",
        }
    },
    "2.13a-annex-7": {
        "addition": {
            "title": "Nicotiana attenuata op bijlage 7",
            "plant": "Nicotiana attenuata",
            "spread": "Zelfbestuiver; zaad verspreidt zich niet door de wind.",
        }
    },
    "2.13a-annex-11": {
        "addition": {
            "title": "E. coli met egfp voor het practicum",
            "use": "Practicum in de bovenbouw.",
        }
    },
}

CFIS: dict[str, str] = {
    "iik-new": "ML-II",
    "iik-change": "ML-II",
    "iiv-new": "ML-II",
    "iiv-same-article": "ML-II",
    "iiv-other-article": "ML-II",
    "iii-new": "ML-III",
    "iii-same-article": "ML-III",
    "iii-other-article": "ML-III",
    "iv-new": "ML-IV",
    "mi-i-ii": "MI-I",
    "mi-ii-new": "MI-II",
    "mi-ii-change": "MI-II",
    "tr-i": "TR-I",
    "mi-iii": "MI-III",
    "s-i": "S-I",
    "s-iii": "S-III",
    "2.8-combination": "ML-II",
    "2.8-combination-change": "ML-II",
    "2.13a-annex-11": "S-I",
}
"""The CFI in which the work is done, where it is not ML-I."""

ROWS: dict[str, dict[str, str]] = {
    "iik-new": {"level": "II-k"},
    "iik-change": {"level": "II-k"},
    "mi-i-ii": {"article": "5.7.1"},
    "mi-ii-new": {"level": "II-k", "article": "5.7.1"},
    "mi-ii-change": {"level": "II-k", "article": "5.7.1"},
    "tr-i": {"article": "5.8.2"},
    "mi-iii": {"article": "5.7.1"},
    "s-i": {"article": "5.8"},
    "s-iii": {"article": "5.8"},
}
"""Cells of the organism row that are not those of `tests.cast.ORGANISM`."""

FILES: dict[str, list[str]] = {
    "atv": ["evidence"],
    "2.8": ["annex-8"],
    "2.8-change": ["annex-8"],
    "2.8-combination": ["annex-8", "risk-report"],
    "2.8-combination-change": ["annex-8", "risk-report"],
    "mi-i-ii": ["annex-6", "risk-report"],
    "s-iii": ["annex-6", "risk-report"],
    "2.13-annex-2": ["drawing"],
    "2.13a-annex-4": ["other"],
    "2.13a-annex-7": ["other"],
    "2.13a-annex-11": ["annex-6"],
}
"""Kinds of file that go along, where it is not the report of the risk assessment."""


def said_in(procedure: str, organisation: Organisation, bvf: User) -> dict[str, dict]:
    """What each section of the form of a procedure says, when it is whole."""
    own = OWN.get(procedure, {})
    known = _known(procedure, organisation, bvf)
    return {
        section.key: {
            **known.get(section.key, {}),
            **SAID.get(section.key, {}),
            **own.get(section.key, {}),
        }
        for section in sections_of(procedure)
        if section.is_form
    }


def _known(procedure: str, organisation: Organisation, bvf: User) -> dict[str, dict]:
    """What is picked from the organisation's registers."""
    cfi = CFIS.get(procedure, "ML-I")
    site = site_with(organisation, cfi)
    return {
        "organisation": {"bvf": str(bvf.pk)},
        "place": {"site": str(site.pk), "cfis": [cfi]},
        "outcome": {"cfis": [cfi]},
        "permit": {"responsible": [str(responsible(organisation).pk)]},
        "site": {"everywhere": str(site.pk)},
        "bvf": {"everywhere": str(bvf.pk)},
        "vm": {"everywhere": str(responsible(organisation).pk)},
    }


def cells_of(procedure: str) -> dict[str, str]:
    """The cells of the organism row that this procedure needs; the level follows."""
    level = "I" if procedure.startswith("i-") else ""
    cfi = CFIS.get(procedure, "ML-I")
    return {"cfi": cfi, "level": level, **ROWS.get(procedure, {})}


def site_with(organisation: Organisation, cfi: str) -> Site:
    """The first site of the lab; for higher levels and large scale one that has them.

    The permit of that one goes up to the highest level of each kind.
    """
    if cfi in ("ML-I", "ML-II"):
        return organisation.sites.earliest("pk")
    site, made = Site.objects.get_or_create(
        organisation=organisation,
        name="Proefhal",
        defaults={
            "street": "Havenweg 3",
            "postcode": "9723 AB",
            "municipality": "Groningen",
            "authority": "Omgevingsdienst Groningen",
            "permit_number": "OMG-2021-0077",
        },
    )
    if made:
        for highest in ("ML-IV", "DM-IV", "MI-IV", "S-III", "TR-III"):
            site.containments.create(cfi=highest)
    return site


def responsible(organisation: Organisation) -> Person:
    """The responsible employee (VM) in the lab's register of persons."""
    person, _made = Person.objects.get_or_create(
        organisation=organisation,
        email="vera@voorbeeld.nl",
        defaults={"name": "Vera Meester", "phone": "050 123 45 99"},
    )
    return person
