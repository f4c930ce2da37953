"""The REST interface and the document that describes it (docs/api.md)."""

from ggo_portal.settings.what_runs import PORTAL_URL, env
from ggo_portal.settings.work import BUREAU_EMAIL

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["accounts.machines.bearer.BearerToken"],
    "DEFAULT_PERMISSION_CLASSES": ["accounts.machines.bearer.HasScope"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["ggo_portal.parsers.StrictJSON"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "ggo_portal.api.problem_details",
    "UNAUTHENTICATED_USER": None,
    # `?format=` would be a query field that no call has.
    "URL_FORMAT_OVERRIDE": None,
}
API_MAX_BYTES = 10 * 1024 * 1024
SPECTACULAR_SETTINGS = {
    "TITLE": "GGO-portaal",
    "DESCRIPTION": "File applications for contained use of ggo's at Bureau GGO, and "
    "follow them. The first call in ten minutes: docs/api.md.",
    "VERSION": "1.0.0",
    "OAS_VERSION": "3.1.0",
    "CONTACT": {
        "name": "Bureau GGO",
        "email": BUREAU_EMAIL,
        "url": env.str("CONTACT_URL", default=PORTAL_URL),
    },
    "LICENSE": {"name": "EUPL-1.2"},
    "SERVERS": [{"url": f"{PORTAL_URL}/api/v1"}],
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SCHEMA_PATH_PREFIX_TRIM": True,
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_NAME_OVERRIDES": {
        "ApplicationStatus": [("draft", "draft"), ("filed", "filed")],
        "CaseStatus": "dossiers.states.State",
        "RowStatus": [("stored", "stored"), ("refused", "refused")],
        "EventType": "dossiers.states.Act",
        "ProcedureType": "procedures.models.ProcedureType",
        "AttachmentKind": "applications.models.AttachmentKind",
        "Ground": "applications.models.Ground",
        "RiskOutcome": "procedures.choosing.choices_api.OUTCOMES",
        "SameOrOther": [("same", "same"), ("other", "other")],
        "NoOrYes": [("no", "no"), ("yes", "yes")],
    },
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "ggo_portal.openapi.add_headers_and_problems",
    ],
}
