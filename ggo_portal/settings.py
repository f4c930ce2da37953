"""All settings, from the environment alone; a missing or wrong one fails at start.

`docs/operations.md` lists each variable. `make demo` sets them for the demo.
"""

import logging
import re
from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _
from kombu import Exchange, Queue

from ggo_portal import limits, queues
from ggo_portal.logs import logging_by_line
from ggo_portal.mail_server import mail_settings

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"
env = environ.Env()

# What runs: production unless the environment says otherwise.
DEBUG = env.bool("DEBUG", default=False)
DEMO = env.bool("DEMO", default=False)
# wsgi.py and manage.py say what they are; what says nothing is a worker.
PROCESS = env.str("PROCESS", default=limits.WORKER)
if PROCESS not in limits.PATIENCE:
    raise ImproperlyConfigured("PROCESS is web, worker or command.")
SECRET_KEY = env.str("SECRET_KEY")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
PORTAL_URL = env.str("PORTAL_URL", default="http://127.0.0.1:8000").rstrip("/")
HTTPS = PORTAL_URL.startswith("https://")
if DEMO and HTTPS:
    raise ImproperlyConfigured("DEMO has published passwords; not with an https URL.")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "ggo_portal.static_files.PublishedFiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "django.contrib.admin",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "crispy_forms",
    "csp",
    "django_htmx",
    "django_structlog",
    "oauth2_provider",
    "pgtrigger",
    "rest_framework",
    "drf_spectacular",
    "accounts",
    "procedures",
    "applications",
    "dossiers",
    "ggo_portal",
]

MIDDLEWARE = [
    "ggo_portal.request_log.RequestLog",
    "ggo_portal.answers.ApiAnswers",
    "ggo_portal.incoming.CleanInput",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "accounts.signing_in.staying.Staying",
    "accounts.signing_in.second_step.SecondStep",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
]

ROOT_URLCONF = "ggo_portal.urls"
WSGI_APPLICATION = "ggo_portal.wsgi.application"
APPEND_SLASH = False

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "ggo_portal.navigation.navigation",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = "nlds"
CRISPY_TEMPLATE_PACK = "nlds"

# PostgreSQL, always: row locks, exclusion constraints, triggers, full-text search.
DATABASES = {"default": env.db_url("DATABASE_URL")}
DATABASES["default"] |= {
    "ENGINE": "django.db.backends.postgresql",
    "CONN_MAX_AGE": env.int("CONN_MAX_AGE", default=60),
    "CONN_HEALTH_CHECKS": True,
}
# PostgreSQL plans a statement once for each connection, not at each call.
OF_THE_URL = DATABASES["default"].get("OPTIONS", {})
PATIENCE = limits.PATIENCE[PROCESS]
DATABASES["default"]["OPTIONS"] = (
    OF_THE_URL
    | {"server_side_binding": True, "prepare_threshold": 2}
    | limits.database_options(
        limits.Patience(
            env.int("STATEMENT_SECONDS", default=PATIENCE.statement),
            env.int("LOCK_SECONDS", default=PATIENCE.lock),
            env.int("IDLE_SECONDS", default=PATIENCE.idle_in_transaction),
        ),
        env.int("CONNECT_SECONDS", default=limits.CONNECT),
        OF_THE_URL.get("options", ""),
    )
)
# Who owns the tables, for `migrate` alone; empty: the portal's own role does.
DATABASE_OWNER_URL = env.str("DATABASE_OWNER_URL", default="")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Redis is broker, and holds hints. The portal keeps working when it is gone.
REDIS_URL = env.str("REDIS_URL")
CACHES = {
    # What guards the doors: counted attempts, codes that were used. Who cannot reach
    # this cannot sign in either, since people and sessions are in the same database.
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "accounts_counters",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
    "hints": {
        "BACKEND": "django_redis.cache.RedisCache",
        "LOCATION": REDIS_URL,
        "OPTIONS": {
            "SOCKET_CONNECT_TIMEOUT": limits.REDIS_CONNECT,
            "SOCKET_TIMEOUT": limits.REDIS_CONNECT,
            "IGNORE_EXCEPTIONS": True,
        },
    },
}
# Celery has names of its own for a Unix socket and the number of a database.
CELERY_BROKER_URL = REDIS_URL.replace("unix://", "redis+socket://").replace(
    "?db=", "?virtual_host="
)
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "socket_connect_timeout": limits.REDIS_CONNECT,
    "socket_timeout": limits.REDIS_ANSWER[PROCESS],
    "max_retries": 0,
}
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
# What a mail server holds up must not hold up the round, nor what people wait for.
# A worker that is not told which queues to serve serves them all.
CELERY_TASK_DEFAULT_QUEUE = "other"
CELERY_TASK_CREATE_MISSING_QUEUES = False
CELERY_TASK_QUEUES = [Queue(it, Exchange(it), routing_key=it) for it in queues.ALL]
CELERY_TASK_ROUTES = queues.ROUTES
CELERY_TASK_SOFT_TIME_LIMIT = env.int("TASK_SECONDS", default=limits.TASK)
CELERY_TASK_TIME_LIMIT = CELERY_TASK_SOFT_TIME_LIMIT + limits.TO_STOP
CELERY_TASK_ANNOTATIONS = {
    "dossiers.tasks.round_step": {
        "soft_time_limit": limits.ROUND_STEP,
        "time_limit": limits.ROUND_STEP + limits.TO_STOP,
    }
}
CELERY_TIMEZONE = "Europe/Amsterdam"
CELERY_BEAT_SCHEDULE = queues.SCHEDULE

# Languages: Dutch first, English complete. Legal days are Amsterdam days.
LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", _("Dutch")), ("en", _("English"))]
LOCALE_PATHS = [
    BASE_DIR / "locale" / app
    for app in ("ggo_portal", "accounts", "procedures", "applications", "dossiers")
]
FORMAT_MODULE_PATH = "ggo_portal.formats"
TIME_ZONE = "Europe/Amsterdam"
USE_TZ = True

# Accounts
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["accounts.demo.OutsideDemoRefused"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
    "accounts.client_secret.HashOfRandom",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_ADAPTER = "accounts.adapter.Doors"
ACCOUNT_FORMS = {"login": "accounts.forms.SignInForm"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_VERIFICATION = "none"
# Attempts are counted by the address of the visitor: the one that this many proxies
# of ours have passed on. Without proxies `X-Forwarded-For` is not read at all.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXIES", default=0)
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    # A system needs one token an hour.
    "token": "120/m/ip",
    "token_failed": "20/m/ip",
    # The key is an account as tried from one address.
    "login_failed": "20/m/ip,5/5m/key",
    # An account as tried from everywhere together, by who never came in before.
    "login_failed_anywhere": "100/d/key",
    # An account as tried on a device on which it was signed in to before.
    "login_failed_known": "10/5m/key",
    "reset_password": "20/m/ip,3/d/key",
}
ACCOUNT_LOGOUT_REDIRECT_URL = "home"
LOGIN_REDIRECT_URL = "home"
LOGIN_URL = "account_login"
# Seconds that a session lasts at most, and that nothing need happen in it: for who
# works at Bureau GGO or in the admin, and for labs.
STAFF_SESSION_SECONDS = env.int("STAFF_SESSION_SECONDS", default=24 * 3600)
STAFF_REST_SECONDS = env.int("STAFF_REST_SECONDS", default=3600)
LAB_SESSION_SECONDS = env.int("LAB_SESSION_SECONDS", default=14 * 24 * 3600)
LAB_REST_SECONDS = env.int("LAB_REST_SECONDS", default=4 * 24 * 3600)
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_ADAPTER = "accounts.demo.KeyOutsideDemoRefused"
MFA_FORMS = {
    "authenticate": "accounts.forms.second_step.CodeForm",
    "reauthenticate": "accounts.forms.second_step.CodeAgainForm",
}
MFA_TOTP_ISSUER = "GGO-portaal"
MFA_TOTP_TOLERANCE = 1  # half a minute to type, or a clock that is a little off
# Nobody registers here with an address of somebody else: accounts are given.
MFA_ALLOW_UNVERIFIED_EMAIL = True
OAUTH2_PROVIDER_APPLICATION_MODEL = "accounts.MachineClient"
OAUTH2_PROVIDER = {
    "SCOPES": {
        "procedures:read": "Read the procedures in force",
        "applications:read": "Read drafts and applications",
        "applications:write": "Make and change drafts",
        "filings:write": "File applications",
        "cases:read": "Read cases",
        "events:read": "Read the event feed",
        "webhooks:manage": "Manage webhooks",
    },
    "SCOPES_BACKEND_CLASS": "accounts.scopes.ClientScopes",
    "ACCESS_TOKEN_EXPIRE_SECONDS": 3600,
    "ALLOWED_REDIRECT_URI_SCHEMES": ["https"],
    "REFRESH_TOKEN_REUSE_PROTECTION": True,
    # What RFC 9700 asks; the library makes these its defaults in its next version.
    "COMPLIANT_BCP_RFC9700_ACCESS_TOKEN_TRANSPORT": True,
    "COMPLIANT_BCP_RFC9700_AUTHZ_RESPONSE_ISS": True,
    "COMPLIANT_BCP_RFC9700_IMPLICIT_GRANT": True,
    "COMPLIANT_BCP_RFC9700_PASSWORD_GRANT": True,
    "COMPLIANT_BCP_RFC9700_PKCE_METHOD": True,
    "COMPLIANT_BCP_RFC9700_REDIRECT_URI_SCHEME": True,
    "COMPLIANT_BCP_RFC9700_REFRESH_TOKEN": True,
    "COMPLIANT_BCP_RFC9700_TOKEN_STORAGE": True,
}

# Files
STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(BASE_DIR / "staticfiles")))
MEDIA_ROOT = Path(env.str("MEDIA_ROOT", default=str(VAR_DIR / "media")))
STORAGES = {
    "default": {"BACKEND": "applications.storage.WholeFiles"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG or DEMO
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = DEBUG or DEMO
ATTACHMENT_MAX_BYTES = env.int("ATTACHMENT_MAX_BYTES", default=100 * 1024 * 1024)
CLAMD_ADDRESS = env.str("CLAMD_ADDRESS", default="")
if CLAMD_ADDRESS and not re.fullmatch(r"/.+|[^/]+:\d+", CLAMD_ADDRESS):
    raise ImproperlyConfigured("CLAMD_ADDRESS is the path of a socket, or host:port.")
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000

# Mail
EMAIL_URL = env.str("EMAIL_URL", default="")
vars().update(mail_settings(EMAIL_URL, env.email_url, stays_here=DEBUG or DEMO))
EMAIL_TIMEOUT = env.int("EMAIL_TIMEOUT", default=limits.MAIL)
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="ggo-portaal@voorbeeld.nl")
# Mails that come back go here; `manage.py read_bounces` reads them.
BOUNCE_EMAIL = env.str("BOUNCE_EMAIL", default=DEFAULT_FROM_EMAIL)
BUREAU_EMAIL = env.str("BUREAU_EMAIL", default="bggo@voorbeeld.nl")

# Logs go to standard error; whoever runs the portal collects them.
LOGGING = logging_by_line(
    level=env.str("LOG_LEVEL", default="INFO"), as_json=not (DEBUG or DEMO)
)
METRICS_TOKEN = env.str("METRICS_TOKEN", default="")
DJANGO_STRUCTLOG_CELERY_ENABLED = True
DJANGO_STRUCTLOG_TRUST_UPSTREAM_REQUEST_ID = True  # RequestLog has looked at it
DJANGO_STRUCTLOG_USER_ID_FIELD = None  # logs hold no persons
DJANGO_STRUCTLOG_IP_LOGGING_ENABLED = False
DJANGO_STRUCTLOG_STATUS_START_LOG_LEVEL = logging.DEBUG  # one line a request
DJANGO_STRUCTLOG_STATUS_4XX_LOG_LEVEL = logging.INFO

# Browser security: nothing inline, nothing from elsewhere.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
    }
}
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^health/"]  # a probe comes from inside, without TLS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
X_FRAME_OPTIONS = "DENY"

# REST (docs/api.md)
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["accounts.bearer.BearerToken"],
    "DEFAULT_PERMISSION_CLASSES": ["accounts.bearer.HasScope"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["ggo_portal.parsers.StrictJSON"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "ggo_portal.api.problem_details",
    "UNAUTHENTICATED_USER": None,
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
        "RiskOutcome": "procedures.choices_api.OUTCOMES",
        "SameOrOther": [("same", "same"), ("other", "other")],
        "NoOrYes": [("no", "no"), ("yes", "yes")],
    },
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "ggo_portal.openapi.as_the_house_answers",
    ],
}
