#!/usr/bin/env python
"""Django's command line for the GGO portal."""

import os
import sys

from django.core.management import execute_from_command_line

try:
    from dev.environment import completed_environment
except ModuleNotFoundError:  # a server, whose environment must be complete
    from contextlib import nullcontext as completed_environment

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ggo_portal.settings")
    os.environ.setdefault("PROCESS", "command")
    with completed_environment("".join(sys.argv[1:2])):
        execute_from_command_line(sys.argv)
