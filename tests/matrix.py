"""Who may come at each address: one row for each route."""

from dataclasses import dataclass

ROLES = (
    "anonymous",
    "researcher",  # researcher of the lab
    "bvf_user",  # its BVF
    "lab_admin",  # its administrator
    "outsider_user",  # researcher of another lab
    "handler_user",
    "decider_user",
    "jurist",
    "auditor",
)
LAB = {"researcher", "bvf_user", "lab_admin"}
LABS = LAB | {"outsider_user"}
BUREAU = {"handler_user", "decider_user", "jurist", "auditor"}
EVERYBODY = set(ROLES)
PEOPLE = EVERYBODY - {"anonymous"}
REGISTRARS = {"bvf_user", "lab_admin"}
NOBODY: set[str] = set()


@dataclass(frozen=True)
class Row:
    """Who gets in by GET and by POST; the others get 404, or a page to sign in.

    `post` None: nothing happens by POST there. `refused` is who is turned away with
    another answer than 404, since they may see the thing but not do this to it.
    """

    get: set[str] | None
    post: set[str] | None = None
    refused: frozenset[str] = frozenset()
    what: tuple[str, ...] = ()
    hidden: bool = False  # nothing to sign in for: 404 for everybody
    tells: frozenset[int] = frozenset()  # what a probe answers when all is not well


DECIDES = frozenset({"decider_user"})
"""Sees the case, and reads that this is for a handler."""

MATRIX: dict[str, Row] = {
    # Anyone
    "home": Row(EVERYBODY),
    "about": Row(EVERYBODY),
    "accessibility": Row(EVERYBODY),
    "contact": Row(EVERYBODY),
    "api-docs": Row(EVERYBODY),
    "procedures": Row(EVERYBODY),
    "coming": Row(EVERYBODY),
    "choose-procedure": Row(EVERYBODY),
    "what-if": Row(EVERYBODY, what=("procedure",)),
    "live": Row(EVERYBODY),
    "ready": Row(EVERYBODY),
    "work": Row(EVERYBODY, tells=frozenset({503})),
    "metrics": Row(NOBODY, hidden=True),  # who has METRICS_TOKEN
    "openapi": Row(EVERYBODY),
    "open-data": Row(EVERYBODY),
    "open-file": Row(EVERYBODY, what=("year", "open_table")),
    # Whoever is signed in
    "profile": Row(PEOPLE),
    "cases": Row(PEOPLE),
    "applications": Row(PEOPLE),
    # The lab's own drafts: not even Bureau GGO sees them
    "application": Row(LAB, what=("draft",)),
    "read-only": Row(LAB, what=("draft",)),
    "differences": Row(LAB, what=("draft",)),
    "comments": Row(LAB, LAB, what=("draft",)),
    "confidentiality": Row(LAB, what=("draft",)),
    "claim": Row(LAB, LAB, what=("draft", "claimable")),
    "confidential-attachment": Row(LAB, LAB, what=("draft", "attachment")),
    "public-preview": Row(LAB, what=("draft",)),
    "copy-application": Row(LAB, LAB, what=("draft",)),
    "application-section": Row(LAB, LAB, what=("draft", "section")),
    "new-organism": Row(LAB, LAB, what=("draft",)),
    "organism": Row(LAB, LAB, what=("draft", "row")),
    "remove-organism": Row(LAB, LAB, what=("draft", "row")),
    "remove-organisms": Row(LAB, LAB, what=("draft",)),
    "fill-organisms": Row(LAB, LAB, what=("draft",)),
    "import-organisms": Row(LAB, LAB, what=("draft",)),
    "pending-import": Row(LAB, LAB, what=("draft", "pending")),
    "export-organisms": Row(LAB, what=("draft", "ending")),
    "organisms-template": Row(LAB, what=("draft",)),
    "organism-suggestions": Row(LAB, what=("draft",)),
    "attachment": Row(LAB, what=("draft", "attachment")),
    "remove-attachment": Row(LAB, LAB, what=("draft", "attachment")),
    "discard-application": Row(LAB, LAB, what=("draft",)),
    "sign-application": Row(None, LAB, what=("draft",)),
    "carry-over": Row(None, LAB, what=("draft",)),
    "file-application": Row(LAB, LAB, what=("draft",)),
    "new-application": Row(PEOPLE),
    # The lab's register of sites
    "sites": Row(PEOPLE),
    "new-site": Row(REGISTRARS, REGISTRARS, refused=frozenset({"researcher"})),
    "site": Row(LAB, REGISTRARS, refused=frozenset({"researcher"}), what=("site",)),
    # Which BVF is admitted for what
    "admissions": Row(PEOPLE),
    # The lab's register of persons whom forms name
    "persons": Row(PEOPLE),
    "new-person": Row(REGISTRARS, REGISTRARS),
    "person": Row(REGISTRARS, REGISTRARS, what=("person",)),
    "retire-person": Row(None, REGISTRARS, what=("person",)),
    # The lab's people: read by all of them, kept by the administrator
    "people": Row(PEOPLE),
    "organisation-people": Row(LAB, what=("lab",)),
    "leave-organisation": Row(LAB, LAB, what=("lab",)),
    "access-record": Row(REGISTRARS, what=("lab",)),
    "member": Row({"lab_admin"}, {"lab_admin"}, what=("lab", "colleague")),
    "remove-member": Row({"lab_admin"}, {"lab_admin"}, what=("lab", "colleague")),
    "invite-person": Row({"lab_admin"}, {"lab_admin"}, what=("lab",)),
    "invite-again": Row(None, {"lab_admin"}, what=("lab", "invited")),
    "revoke-invitation": Row({"lab_admin"}, {"lab_admin"}, what=("lab", "invited")),
    "new-substitution": Row(REGISTRARS, REGISTRARS, what=("lab",)),
    "end-substitution": Row(REGISTRARS, REGISTRARS, what=("lab", "substitution")),
    # Whoever has the link
    "invitation": Row(EVERYBODY, EVERYBODY, what=("link",)),
    # Whoever has the link of an adviser
    "advice": Row(EVERYBODY, EVERYBODY, what=("advice_link",)),
    "advice-attachment": Row(EVERYBODY, what=("advice_link", "advice_file")),
    "advice-own-file": Row(EVERYBODY, what=("given_link",)),
    # Advice: asked by a handler, read by Bureau GGO
    "ask-advice": Row({"handler_user"}, {"handler_user"}, what=("advised",)),
    "advice-again": Row(None, {"handler_user"}, what=("advised", "asked")),
    "advice-file": Row(BUREAU, what=("advised", "given")),
    # Cases: the lab and Bureau GGO
    "case": Row(LAB | BUREAU, what=("case",)),
    "duties": Row(LABS),
    "dossier-duties": Row(LAB, LAB, what=("dossier",)),
    "duty-list": Row(LABS, what=("duty_list",)),
    "case-record": Row(BUREAU, what=("case",)),
    "record": Row(BUREAU),
    "round": Row(BUREAU),
    "case-content": Row(LAB | BUREAU, what=("case",)),
    "case-differences": Row(LAB | BUREAU, what=("case",)),
    "answer-case": Row(LAB, what=("case",)),
    "answer-request": Row(LAB, LAB, what=("waiting_case", "to_answer")),
    "correct-case": Row(LAB, LAB, what=("case",)),
    "letter": Row(LAB | BUREAU, what=("case", "letter")),
    "case-attachment": Row(LAB | BUREAU, what=("case", "filed_attachment")),
    "case-act": Row(
        {"handler_user"}, {"handler_user"}, refused=DECIDES, what=("case", "act")
    ),
    "ask-information": Row(
        {"handler_user"}, {"handler_user"}, refused=DECIDES, what=("case",)
    ),
    "draft-decision": Row(
        {"handler_user"}, {"handler_user"}, refused=DECIDES, what=("case",)
    ),
    "preview-decision": Row({"handler_user", "decider_user"}, what=("to_sign",)),
    "preview-penalty": Row({"handler_user", "decider_user"}, what=("owed",)),
    "sign-decision": Row(
        {"decider_user"},
        {"decider_user"},
        refused=frozenset({"handler_user"}),
        what=("to_sign",),
    ),
    "worklist": Row(BUREAU),
    "worklist-export": Row(BUREAU, what=("ending",)),
    "worklist-acts": Row(None, {"handler_user"}),
    "worklist-filters": Row(BUREAU, BUREAU),
    "worklist-filter": Row({"handler_user"}, {"handler_user"}, what=("saved_filter",)),
    "undelivered": Row(BUREAU),
    "undelivered-letter": Row(BUREAU, {"handler_user"}, what=("unsent_letter",)),
    "absences": Row(BUREAU, {"handler_user", "decider_user"}),
    "end-absence": Row(
        {"handler_user", "decider_user"},
        {"handler_user", "decider_user"},
        what=("absence",),
    ),
    "this-year": Row(BUREAU),
    "year": Row(BUREAU, what=("year",)),
    "year-file": Row(BUREAU, what=("year", "table")),
}
