"""Keeping files whole: a file is there with all it has, or not at all."""

import errno
from typing import Any
from uuid import uuid4

import structlog
from django.core.files.move import file_move_safe
from django.core.files.storage import FileSystemStorage
from django.utils.translation import gettext as _

from applications.errors import DiskFull

log = structlog.get_logger(__name__)

FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
PART = ".part"
"""What the name of a file ends on while it is written."""


class WholeFiles(FileSystemStorage):
    """Writes under another name first, so that a full disk leaves no piece behind."""

    def _save(self, name: str, content: Any) -> str:
        """Keep the file; raises `DiskFull`, and then nothing of it stays."""
        part = f"{name}.{uuid4().hex}{PART}"
        try:
            # Under a name of its own: two uploads of one name must not write into each
            # other.
            super()._save(part, content)  # type: ignore[misc]
            # Asked once the file is whole, since the name can have been taken while it
            # was written.
            name = self.get_available_name(name)
            file_move_safe(self.path(part), self.path(name))
        except OSError as error:
            self.delete(part)
            if error.errno not in FULL:
                raise
            log.error("disk_full", error=str(error))
            raise DiskFull(
                _(
                    "There is no room for this file just now, and nothing of it was "
                    "kept. We have been told. Try again later; what you filled in is "
                    "kept."
                )
            ) from error
        return name
