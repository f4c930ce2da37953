"""Dutch."""

from ggo_portal.formats import DAY_FIRST

DATE_INPUT_FORMATS = DAY_FIRST
