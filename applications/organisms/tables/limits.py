"""How much a table may be; known also where Django is not."""

MAX_FILE = 10 * 1024 * 1024
MAX_UNPACKED = 40 * 1024 * 1024
"""Bytes of all parts together: a table of 1,000 long rows takes a tenth of it."""

MAX_PART = 32 * 1024 * 1024
MAX_PARTS = 500

MAX_ROWS = 1000
"""Rows with something in them, in one table."""

MAX_SHEET_ROWS = 100_000
"""How far down a sheet we look; below that a file is made to hurt."""

MAX_COLUMNS = 60
MAX_CELL = 10_000
"""Characters in a cell."""

MAX_TEXT = 20_000_000
"""Characters in all cells of a sheet: twice what 1,000 rows of long cells have."""

Cells = list[str]
