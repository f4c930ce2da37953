"""How gunicorn logs: as the portal does. The rest stands in the command that starts it.

Settings that are wrong stop it here, once, and not in every worker again.
"""

import os

from django.conf import settings

from ggo_portal.logs import log_what_nobody_catches

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ggo_portal.settings")
os.environ.setdefault("PROCESS", "web")

logconfig_dict = settings.LOGGING
log_what_nobody_catches()
