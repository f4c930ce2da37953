"""The drafts and cases of the demo, made by the same acts as everyone's."""

from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

import typst
import yaml
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.actor import Actor
from accounts.models import LabRole, Organisation, User
from applications.attachments import attaching
from applications.confidentiality import claims
from applications.drafting import drafting
from applications.forms.procedures import sections_of
from applications.models import Application
from applications.organisms import editing
from applications.signing import signing
from dossiers.intake.receiving import receive_application
from ggo_portal.demo.happening import perform_step, send_letters_before
from ggo_portal.demo.people import actor_in_role
from procedures.counting.legal_day import AMSTERDAM, legal_day
from procedures.models import ContainmentCategory

HERE = Path(__file__).parent
JUST_NOW = timedelta(hours=1)
COLUMNS = ("host", "vector", "insert", "donor", "function", "article")


def load_cases(*, at: datetime) -> int:
    """Every application of the demo, as if it happened on its own days.

    They are filed in the order in which it happened, so that numbers go up with time.
    """
    rows = sorted(read_rows(), key=lambda row: -row.get("days_ago", -1))
    filed: dict[str, Application] = {}
    for row in rows:
        filed[row["name"]] = load_application(row, filed, at=at)
    return len(rows)


def read_rows() -> list[dict[str, Any]]:
    """What lies with labs and BGGO, and the short rows of what went before."""
    rows: list[dict[str, Any]]
    rows = yaml.safe_load((HERE / "applications.yaml").read_text())
    past = yaml.safe_load((HERE / "past.yaml").read_text())
    return rows + [past["common"] | row for row in past["rows"]]


def load_application(
    row: dict[str, Any], earlier: dict[str, Application], *, at: datetime
) -> Application:
    """One application: written, and when it is old enough signed, filed and handled."""
    moment = office_hour(at, row.get("days_ago", 0))
    application = write_draft(row, earlier, at=moment - timedelta(hours=1))
    bvf = actor_in_role(application.organisation, LabRole.BVF)
    if "days_ago" not in row and not row.get("signed"):
        return application
    signing.sign_content(application, by=bvf, at=moment - timedelta(minutes=20))
    if "days_ago" in row:
        author = actor_in_role(application.organisation, LabRole.RESEARCHER)
        # By the same acts as people: the record of the demo must pass verification like
        # any other.
        case = receive_application(application, by=author, at=moment)
        send_letters_before(case, before=at - JUST_NOW)
        for step in row.get("then", []):
            perform_step(case, step)
            send_letters_before(case, before=at - JUST_NOW)
            case.refresh_from_db()
        application.refresh_from_db()
    return application


def office_hour(at: datetime, days_ago: int) -> datetime:
    """A quarter past nine, that many days ago; today it is a little while ago."""
    if days_ago == 0:
        return at - timedelta(minutes=5)
    day = legal_day(at) - timedelta(days=days_ago)
    return datetime.combine(day, time(9, 15), AMSTERDAM)


def write_draft(
    row: dict[str, Any], earlier: dict[str, Application], *, at: datetime
) -> Application:
    """Fill in the form as a researcher would."""
    organisation = Organisation.objects.get(name=row["organisation"])
    by = actor_in_role(organisation, LabRole.RESEARCHER)
    application = drafting.start_draft(
        procedure_key=row["procedure"],
        organisation=organisation,
        changes=earlier.get(row.get("changes", "")),
        by=by,
        at=at,
    )
    for section, values in section_answers(row, organisation).items():
        drafting.save_section(application, section, values, by=by, at=at)
    if "organisms" in row:
        category = ContainmentCategory.objects.in_force(row["cfi"], legal_day(at))
        rows = [organism_cells(ggo, category.key) for ggo in row["organisms"]]
        editing.replace_rows(application, rows, by=by, at=at)
    if row.get("results"):
        report = SimpleUploadedFile("verslag.pdf", risk_report(row["title"], at=at))
        attaching.attach_file(
            application, upload=report, kind="risk-report", by=by, at=at
        )
    if row.get("evidence"):
        proof = SimpleUploadedFile("proef.csv", row["evidence"].encode())
        attaching.attach_file(application, upload=proof, kind="evidence", by=by, at=at)
    keep_confidential(application, row, by=by, at=at)
    return application


def organism_cells(ggo: list[str], cfi: str) -> dict[str, str]:
    """One organism row from the short notation of the demo data."""
    return {**dict(zip(COLUMNS, ggo, strict=True)), "cfi": cfi}


def section_answers(
    row: dict[str, Any], organisation: Organisation
) -> dict[str, dict[str, Any]]:
    """What the sections of the form say; `answers` of the row goes before the rest."""
    researcher = actor_in_role(organisation, LabRole.RESEARCHER).person
    bvf = actor_in_role(organisation, LabRole.BVF).person
    section_values = {
        "organisation": contact_answers(researcher) | {"bvf": str(bvf.pk)},
        "place": place_answers(row, organisation),
        "permit": {"responsible": [str(organisation.persons.earliest("pk").pk)]},
        "purpose": {key: row.get(key, "") for key in ("title", "purpose", "results")},
        "methods": METHODS,
        "outcome": {"cfis": [row.get("cfi")], "classification": OUTCOME},
        "report": {"report": "attached", "reason": ""},
    }
    if "change" in row:
        section_values["change"] = {"changes": row["change"], "reason": row["reason"]}
    for section, values in row.get("answers", {}).items():
        section_values[section] = section_values.get(section, {}) | values
    asked = {section.key for section in sections_of(row["procedure"])}
    return {key: values for key, values in section_values.items() if key in asked}


def contact_answers(person: User) -> dict[str, str]:
    """Whom Bureau GGO can ask."""
    return {
        "contact_name": person.name,
        "contact_email": person.email,
        "contact_phone": person.phone,
    }


def place_answers(row: dict[str, Any], organisation: Organisation) -> dict[str, Any]:
    """The first site whose permit has the CFI."""
    if "cfi" not in row:
        return {}
    sites = organisation.sites.filter(containments__cfi__contains=row["cfi"][:2])
    site = sites.order_by("pk").first() or organisation.sites.earliest("pk")
    rooms = "Tweede verdieping, kamers 2.14 tot en met 2.18"
    return {"site": str(site.pk), "rooms": rooms, "cfis": [row["cfi"]]}


METHODS = {
    "making": "Klonering met restrictie-enzymen en Gibson-assemblage; transformatie "
    "of transfectie volgens standaardprotocol.",
    "handling": "Kweek, microscopie en isolatie van nucleïnezuren en eiwitten. Afval "
    "wordt geautoclaveerd.",
    "volumes": "Ten hoogste 2 liter per kweek en 10 liter tegelijk.",
}
OUTCOME = "Ingeschaald volgens bijlage 5; zie het verslag van de risicobeoordeling."


def keep_confidential(
    application: Application, row: dict[str, Any], *, by: Actor, at: datetime
) -> None:
    """The claims of a row, and its report with a version that the public may read."""
    asked = row.get("confidential", {})
    for claim in asked.get("claims", []):
        claims.claim_confidentiality(application, **claim, by=by, at=at)
    if "report" not in asked:
        return
    public = risk_report(f"{row['title']} (openbare versie)", at=at)
    version = attaching.attach_file(
        application,
        upload=SimpleUploadedFile("verslag-openbaar.pdf", public),
        kind="public",
        by=by,
        at=at,
    )
    report = application.attachments.get(kind="risk-report")
    claims.mark_confidential(
        report, public_version=version, **asked["report"], by=by, at=at
    )


def risk_report(title: str, *, at: datetime) -> bytes:
    """One page that says it is an example."""
    page = f"""
#set document(title: {typst_string(title)})
= Verslag van de risicobeoordeling
#{typst_string(title)}

Dit is een voorbeeld dat bij de demo hoort. Het beoordeelt niets.
"""
    return typst.compile(page.encode(), format="pdf", timestamp=int(at.timestamp()))


def typst_string(text: str) -> str:
    """A text as a literal of typst."""
    # The backslash first, or it would escape the marks that the second step adds.
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
