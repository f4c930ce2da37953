"""Does the file on standard input open? `python -m` this package, with a media type.

Runs within bounds (`applications.sandbox`) and writes `{"verdict": …, "named": …}`,
JSON: one of `Verdict` and the name of what is inside, if that is what is wrong.
"""

import json
import sys
from io import BytesIO
from typing import BinaryIO

from applications.attachments.opening import office, pdf, picture
from applications.attachments.opening.verdict import Unfit, Verdict
from applications.sandbox.bounds import keep_within_bounds


def verdict(media_type: str, file: BinaryIO) -> dict[str, str]:
    """What is found; a broken file makes a library raise whatever it likes."""
    try:
        inspect(media_type, file)
    except Unfit as unfit:
        return {"verdict": unfit.verdict, "named": unfit.named}
    except MemoryError:
        return {"verdict": Verdict.TOO_MUCH, "named": ""}
    except Exception as error:
        print(repr(error), file=sys.stderr)
        return {"verdict": Verdict.BROKEN, "named": ""}
    return {"verdict": Verdict.FINE, "named": ""}


def inspect(media_type: str, file: BinaryIO) -> None:
    """Look by the kind of file. Raises `Unfit`, or whatever a library raises."""
    if media_type == "application/pdf":
        pdf.inspect(file)
    elif media_type in office.MAIN_PARTS:
        office.inspect(file, media_type)
    else:
        picture.inspect(file, media_type.removeprefix("image/").upper())


def seekable(stream: BinaryIO) -> BinaryIO:
    """Standard input where that is a file, else all that comes through it."""
    return stream if stream.seekable() else BytesIO(stream.read())


if __name__ == "__main__":
    keep_within_bounds()
    json.dump(verdict(sys.argv[1], seekable(sys.stdin.buffer)), sys.stdout)
