"""The web application, as gunicorn loads it."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ggo_portal.settings")
os.environ.setdefault("PROCESS", "web")
application = get_wsgi_application()
