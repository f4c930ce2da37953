"""What a whole form says, section by section: one table for every procedure.

Add the answers of a new section to `SAID`; where a procedure says something else, to
`OWN`. `CFIS`, `ROWS` and `FILES` have the room, the organism row and the kinds of file
of a procedure; what is not named there is level I with a report.
"""

from accounts.models import Organisation, User
from applications.forms.procedures import sections_of
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
}
"""Answers that hold in every procedure that asks them, by section."""

OLDER = {"change": {"earlier": "IG 14-014_I"}}

OWN: dict[str, dict[str, dict]] = {"i-other-cfi": OLDER, "iik-change": OLDER}
"""What a procedure says otherwise: procedure → section → answers."""

CHANGED_PERMITS = (
    "iiv-same-article",
    "iiv-other-article",
    "iii-same-article",
    "iii-other-article",
)
for _key in CHANGED_PERMITS:
    OWN[_key] = {"permit": {"number": "IG 14-020_III-000", "granted_on": "2014-09-01"}}

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
    "mi-i-ii": "MI-II",
    "mi-iii": "MI-III",
    "s-i": "S-I",
    "s-iii": "S-III",
}
"""The CFI in which the work is done, where it is not ML-I."""

ROWS: dict[str, dict[str, str]] = {
    "iik-new": {"level": "II-k"},
    "iik-change": {"level": "II-k"},
    "mi-i-ii": {"level": "II-k", "article": "5.7.1"},
    "mi-iii": {"article": "5.7.1"},
    "s-i": {"article": "5.8"},
    "s-iii": {"article": "5.8"},
}
"""Cells of the organism row that are not those of `tests.cast.ORGANISM`."""

FILES: dict[str, list[str]] = {}
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
        for highest in ("ML-IV", "DM-IV", "MI-IV", "S-III"):
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
