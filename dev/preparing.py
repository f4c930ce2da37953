"""Tables, law and demo data, in one process: Django takes a second to start."""

import os
import sys
from io import StringIO

import django
from django.core.management import call_command

from ggo_portal.build.places import print_progress

STEPS = {
    "migrate": "  tables …",
    "load_law": "  the law …",
    "load_demo": "  demo data …",
}


def prepare_database() -> None:
    """Bring the database up to date and tell the demo's accounts on standard output."""
    fill_database()
    call_command("demo_accounts")


def fill_database() -> None:
    """Tables, law and demo data, with progress on standard error.

    A second time there is little to do.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ggo_portal.settings")
    django.setup()
    for command, told in STEPS.items():
        print_progress(told, sys.stderr)
        call_command(command, verbosity=0, stdout=StringIO())
