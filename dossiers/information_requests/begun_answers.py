"""What a colleague began to answer in the portal, while a machine answers as well."""

from django.http import HttpRequest
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter

from accounts.machines.problems import Problem
from dossiers.cases.transitions import lock_case
from dossiers.models import InformationRequest

IF_MATCH_WHEN_BEGUN = OpenApiParameter(
    "If-Match",
    location=OpenApiParameter.HEADER,
    description="The ETag of the request; needed where a colleague has begun an answer "
    "in the portal that this one replaces (428).",
)


def etag(asked: InformationRequest) -> str:
    """The version of the answers that people are writing; "0" while there are none."""
    return f'"{asked.draft_version}"'


def require_seen(
    request: HttpRequest, asked: InformationRequest, texts: dict[int, str], remark: str
) -> None:
    """Refuse to put other words in the place of what a colleague saved, unseen.

    Where nobody began an answer, or it says the same, no If-Match is needed. A 428
    without, a 412 with that of another version.
    """
    # Held until the answer is filed, in the transaction of the same call: what is
    # compared here cannot change before that.
    lock_case(asked.case)
    asked.refresh_from_db(fields=["draft_version", "remark"])
    wanted = request.headers.get("If-Match")
    tags = {tag.strip() for tag in wanted.split(",")} if wanted else set()
    if tags & {"*", etag(asked)} or not (wanted or _replaces(asked, texts, remark)):
        return
    # RFC 6585 and RFC 9110: a condition is missing, or does not hold any more.
    code, word = (412, "changed") if wanted else (428, "if-match-required")
    detail = _(
        "A colleague is writing an answer to this request in the portal. Read the "
        "request again, then send its ETag in If-Match to file this answer instead."
    )
    raise Problem(code, word, detail, headers={"ETag": etag(asked)})


def _replaces(asked: InformationRequest, texts: dict[int, str], remark: str) -> bool:
    """Is there a text of a colleague that would be another one?"""
    theirs = [
        (one.draft, texts.get(one.pk, one.draft)) for one in asked.questions.all()
    ]
    pairs = [*theirs, (asked.remark, remark)]
    return any(old and old.strip() != new.strip() for old, new in pairs)
