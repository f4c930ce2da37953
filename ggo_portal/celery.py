"""The Celery application: what happens after an act, and every night."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ggo_portal.settings")

app = Celery("ggo_portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
