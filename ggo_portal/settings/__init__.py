"""All settings, from the environment alone; a missing or wrong one fails at start.

A module for each subject. `docs/operations.md` lists each variable. `make demo` sets
them for the demo.
"""

from ggo_portal.settings.accounts import *
from ggo_portal.settings.pages import *
from ggo_portal.settings.rest import *
from ggo_portal.settings.storage import *
from ggo_portal.settings.what_runs import *
from ggo_portal.settings.work import *
