"""The Celery application: what happens after an act, and every night."""

import logging.config
import os
from typing import Any

from celery import Celery
from celery.signals import setup_logging
from django.conf import settings
from django_structlog.celery.steps import DjangoStructLogInitStep

from ggo_portal.logs import log_what_nobody_catches

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ggo_portal.settings")

app = Celery("ggo_portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
# A task carries the id of the request that asked for it.
app.steps["worker"].add(DjangoStructLogInitStep)


@setup_logging.connect
def log_as_the_portal_does(**kwargs: Any) -> None:
    """Keep Celery from making handlers of its own: worker and beat log as all do."""
    logging.config.dictConfig(settings.LOGGING)
    log_what_nobody_catches()
