"""Does an image decode, to its last row?"""

from typing import IO

from PIL import Image, ImageSequence, TiffImagePlugin, UnidentifiedImageError

from applications.attachments.opening.verdict import MAX_IMAGE, FileVerdict, Unfit

WIDTHS = {"1": 1, "L": 1, "P": 1, "I;16": 2, "I;16B": 2}
"""Bytes that Pillow keeps of one dot; four of any other."""

PIECES = [(273, 279), (324, 325)]
"""Tags of a TIFF: where its strips or tiles begin, and how long each is."""


def inspect_picture(file: IO[bytes], format_name: str) -> None:
    """Raises `Unfit` for an image that cannot be shown, or only with much memory.

    `format_name` is Pillow's: PNG, JPEG or TIFF.
    """
    Image.MAX_IMAGE_PIXELS = None  # counted here, in bytes
    if format_name == "TIFF":
        _require_pieces(file)
    try:
        picture = Image.open(file, formats=[format_name])
    except UnidentifiedImageError:
        if format_name == "TIFF":
            return  # of a microscope: whole, and of a kind that Pillow knows not
        raise
    total = 0
    for frame in ImageSequence.Iterator(picture):
        total += frame.width * frame.height * WIDTHS.get(frame.mode, 4)
        if total > MAX_IMAGE:
            raise Unfit(FileVerdict.TOO_MUCH)
        # Opening reads the header alone; a file that was cut off shows it only here.
        frame.load()


def _require_pieces(file: IO[bytes]) -> None:
    """All strips or tiles of the first image lie within the file."""
    size = file.seek(0, 2)
    file.seek(0)
    tags = TiffImagePlugin.ImageFileDirectory_v2(file.read(8))
    file.seek(tags.next)
    tags.load(file)
    pieces = [
        start + length
        for starts, lengths in PIECES
        for start, length in zip(
            tags.get(starts, ()), tags.get(lengths, ()), strict=True
        )
    ]
    file.seek(0)
    if not pieces or max(pieces) > size:
        raise Unfit(FileVerdict.BROKEN)
