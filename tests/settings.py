"""Settings of the tests: the portal's own, with what only makes them faster."""

from tests import services

services.start()

from ggo_portal.settings import *  # noqa: E402, F403
from ggo_portal.settings import INSTALLED_APPS, STORAGES  # noqa: E402

INSTALLED_APPS = [*INSTALLED_APPS, "tests"]  # for its `flush`

PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.MD5PasswordHasher",
    "accounts.machines.client_secret.HashOfRandom",
]
STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
# Tests play at moments of their own; how long a session lasts has tests of its own.
STAFF_SESSION_SECONDS = STAFF_REST_SECONDS = 10**10
LAB_SESSION_SECONDS = LAB_REST_SECONDS = 10**10
