"""Where rows, hints and files are kept: PostgreSQL, Redis and folders."""

import re
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from ggo_portal import limits
from ggo_portal.settings.what_runs import BASE_DIR, DEBUG, DEMO, PROCESS, VAR_DIR, env

# PostgreSQL, always: row locks, exclusion constraints, triggers, full-text search.
DATABASES = {"default": env.db_url("DATABASE_URL")}
DATABASES["default"] |= {
    "ENGINE": "django.db.backends.postgresql",
    "CONN_MAX_AGE": env.int("CONN_MAX_AGE", default=60),
    # A connection kept from before a restart of PostgreSQL would fail the next request.
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
        # When it is full old counters are culled: too small, an attacker could push his
        # own out.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
    "hints": {
        "BACKEND": "django_redis.cache.RedisCache",
        "LOCATION": REDIS_URL,
        "OPTIONS": {
            "SOCKET_CONNECT_TIMEOUT": limits.REDIS_CONNECT,
            "SOCKET_TIMEOUT": limits.REDIS_CONNECT,
            # Hints only: a page must not fail because nobody knows who else is looking.
            "IGNORE_EXCEPTIONS": True,
        },
    },
}

# Files
STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(BASE_DIR / "staticfiles")))
MEDIA_ROOT = Path(env.str("MEDIA_ROOT", default=str(VAR_DIR / "media")))
STORAGES = {
    "default": {"BACKEND": "applications.attachments.storage.WholeFiles"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG or DEMO
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = DEBUG or DEMO
ATTACHMENT_MAX_BYTES = env.int("ATTACHMENT_MAX_BYTES", default=100 * 1024 * 1024)
SCANNER = env.str("CLAMD_ADDRESS", default="")
NO_SCANNER = "none"  # said in so many words: `check --deploy` asks for a choice
CLAMD_ADDRESS = "" if SCANNER == NO_SCANNER else SCANNER
if CLAMD_ADDRESS and not re.fullmatch(r"/.+|[^/]+:\d+", CLAMD_ADDRESS):
    raise ImproperlyConfigured("CLAMD_ADDRESS is the path of a socket, or host:port.")
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
# A page of the table of organisms sends a field for each cell of all its rows.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
