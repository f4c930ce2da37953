"""The GGO portal: settings, addresses, Celery and the one-command start."""

from ggo_portal.celery import app as celery_app

__all__ = ["celery_app"]
