"""What a page is made of, its two languages, and what a browser may do with it."""

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from ggo_portal.settings.what_runs import BASE_DIR, HTTPS

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
    # First, so that what goes wrong in all the others is logged under the request's id.
    "ggo_portal.request_log.RequestLog",
    # Outside of all that can answer in HTML.
    "ggo_portal.answers.ApiAnswers",
    # Before sessions and forms: none of them may see text that cannot be stored.
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
    # After the user is known and before the second step: an ended session is asked for
    # nothing more.
    "accounts.signing_in.staying.SessionLimits",
    "accounts.signing_in.second_step.SecondStep",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
]

ROOT_URLCONF = "ggo_portal.urls"
WSGI_APPLICATION = "ggo_portal.wsgi.application"
# A POST that is redirected for a slash loses what was sent.
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
                "ggo_portal.navigation.navigation_context",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = "nlds"
CRISPY_TEMPLATE_PACK = "nlds"

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
# Only where a proxy speaks https for us: without one anybody could claim that his
# request came by TLS.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
X_FRAME_OPTIONS = "DENY"
