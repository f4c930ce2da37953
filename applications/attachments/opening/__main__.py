"""Does the file on standard input open? `python -m` this package, with a media type.

Runs within bounds (`applications.sandbox`) and writes `{"verdict": …, "named": …}`,
JSON: one of `FileVerdict` and the name of what is inside, if that is what is wrong.
"""

import json
import sys
from io import BytesIO
from typing import BinaryIO

from applications.attachments.opening import office, pdf, picture
from applications.attachments.opening.verdict import FileVerdict, Unfit
from applications.sandbox.bounds import keep_within_bounds


def file_verdict(media_type: str, file: BinaryIO) -> dict[str, str]:
    """What is found; a broken file makes a library raise whatever it likes."""
    try:
        inspect_file(media_type, file)
    except Unfit as unfit:
        return {"verdict": unfit.verdict, "named": unfit.named}
    except MemoryError:
        return {"verdict": FileVerdict.TOO_MUCH, "named": ""}
    except Exception as error:
        print(repr(error), file=sys.stderr)
        return {"verdict": FileVerdict.BROKEN, "named": ""}
    return {"verdict": FileVerdict.FINE, "named": ""}


def inspect_file(media_type: str, file: BinaryIO) -> None:
    """Look by the kind of file. Raises `Unfit`, or whatever a library raises."""
    if media_type == "application/pdf":
        pdf.inspect_pdf(file)
    elif media_type in office.MAIN_PARTS:
        office.inspect_office(file, media_type)
    else:
        picture.inspect_picture(file, media_type.removeprefix("image/").upper())


def seekable_stream(stream: BinaryIO) -> BinaryIO:
    """Standard input where that is a file, else all that comes through it."""
    return stream if stream.seekable() else BytesIO(stream.read())


if __name__ == "__main__":
    # Before the first byte is read: a file that bursts must burst here.
    keep_within_bounds()
    json.dump(file_verdict(sys.argv[1], seekable_stream(sys.stdin.buffer)), sys.stdout)
