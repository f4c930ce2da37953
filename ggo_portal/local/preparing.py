"""Tables, law and demo data, in one process: Django takes a second to start."""

import os
import sys

import django
from django.core.management import call_command

from ggo_portal.local.places import say

STEPS = {
    "migrate": "  tables …",
    "load_law": "  the law …",
    "load_demo": "  demo data …",
}


def prepare() -> None:
    """Bring the database up to date; a second time there is little to do.

    What `load_demo` writes on standard output is what the visitor needs to know.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ggo_portal.settings")
    django.setup()
    for command, told in STEPS.items():
        say(told, sys.stderr)
        verbosity = 1 if command == "load_demo" else 0
        call_command(command, verbosity=verbosity)
