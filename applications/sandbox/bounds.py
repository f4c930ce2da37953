"""The bounds of a process that looks into a file; see `applications.sandbox.process`.

Beside nothing else, so that such a process starts at once.
"""

import resource

MEMORY = 1024 * 1024 * 1024
"""Bytes of address space; libraries that are only mapped take a third of it."""

CPU = 10
"""Seconds of a processor."""


def keep_within_bounds() -> None:
    """Let this process have no more than its bounds; the first thing that it does."""
    # Both soft and hard, so that code inside the file's reader cannot raise it again.
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU, CPU))
    # No file of any size: it answers on a pipe and needs nothing on disk.
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    # A dump of its memory would hold somebody's document.
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
