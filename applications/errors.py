"""What can be wrong with an act on an application, each by its own name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accounts.errors import InputRefused

if TYPE_CHECKING:
    from applications.findings import Missing
    from applications.models import (
        Confidentiality,
        OrganismRow,
        Person,
        SectionAnswers,
        Site,
    )


class AlreadyFiled(Exception):
    """The application is filed, so it can no longer be changed."""


class Incomplete(Exception):
    """Something that the law asks is missing or wrong; `missing` lists it all."""

    def __init__(self, missing: list[Missing]):
        super().__init__(f"{len(missing)} missing")
        self.missing = missing


class NotSigned(Exception):
    """No BVF has signed the content as it is now, and no mandate takes its place."""


class ContentChanged(Exception):
    """The content is no longer what the signer has read."""


class StaleSection(Exception):
    """Somebody else saved this section in the meantime; `current` is what stands."""

    def __init__(self, current: SectionAnswers):
        super().__init__(f"{current.section} is at version {current.version}")
        self.current = current


class StaleRow(Exception):
    """Somebody else changed this organism row; `current` is what stands."""

    def __init__(self, current: OrganismRow):
        super().__init__(f"row {current.position} is at version {current.version}")
        self.current = current


class StaleRows(Exception):
    """The rows are not those any more that this act would have put aside."""


class StaleClaim(Exception):
    """Somebody else changed this claim; `current` is what stands, None when gone."""

    def __init__(self, current: Confidentiality | None):
        super().__init__(f"{current} is another by now")
        self.current = current


class StaleEntry(Exception):
    """Somebody else changed this entry of a register; `current` is what stands."""

    def __init__(self, current: Person | Site):
        super().__init__(f"{current} is another by now")
        self.current = current


class TooLong(InputRefused):
    """An answer is longer than a draft keeps; nothing of the section is stored."""


class Unopenable(InputRefused):
    """A file that nobody can open, or that nobody should; `code` says why."""

    def __init__(self, message: str, code: str):
        super().__init__(message)
        self.code = code


class DiskFull(InputRefused):
    """There is no room for a file; nothing of it was kept."""


class UnknownForm(LookupError):
    """The portal has no form for this procedure."""


class UnknownSection(LookupError):
    """The form of this procedure has no such section."""


class UnknownField(LookupError):
    """There are no such fields; `fields` names them."""

    def __init__(self, section: str, fields: list[str]):
        super().__init__(f"{section}: {', '.join(fields)}")
        self.section = section
        self.fields = fields
