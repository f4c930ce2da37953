"""What this process is, what the portal answers to, and what it tells of itself."""

import logging
from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured

from ggo_portal import limits
from ggo_portal.logs import logging_by_line

BASE_DIR = Path(__file__).resolve().parent.parent.parent
VAR_DIR = BASE_DIR / "var"
env = environ.Env()

# Production unless the environment says otherwise.
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
