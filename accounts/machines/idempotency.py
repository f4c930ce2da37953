"""Retries do no harm: a creating POST with the same `Idempotency-Key` acts once."""

import json
import re
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from django.db import connection, transaction
from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.digests import file_digest, text_digest
from accounts.machines.problems import Problem
from accounts.models import IdempotentAnswer, MachineClient

KEY = re.compile(r"[\x21-\x7e]{1,255}")
KEPT_HEADERS = ("Location", "ETag")
KEY_PARAMETER = OpenApiParameter(
    "Idempotency-Key",
    location=OpenApiParameter.HEADER,
    required=True,
    description="A new one for each new act, such as a UUID; the same one in a retry.",
)

# ON CONFLICT waits for a transaction that holds the same key: a parallel retry gets the
# first one's answer, and runs itself when the first one was rolled back.
CLAIM = """
    INSERT INTO accounts_idempotentanswer
        (client_id, key, fingerprint, asked_at, status, headers, body)
    VALUES (%s, %s, %s, %s, 0, '{}', '')
    ON CONFLICT (client_id, key) DO NOTHING
    RETURNING id
"""


def once_per_key(act: Callable[..., Response]) -> Callable[..., Response]:
    """Wrap a view's method, so that one key of one client acts once.

    The answer is stored in the transaction of the act; a refusal rolls both back, so
    that the same key can be used again once the fault is mended. A replayed answer has
    the header `Idempotent-Replayed: true`. Raises a 400 problem without a key, or when
    the key was used for something else.
    """

    @wraps(act)
    def answer(view: Any, request: Request, *args: Any, **kwargs: Any) -> Response:
        key, request_digest = required_key(request), request_fingerprint(request)
        # One transaction for key and act: an act without its stored answer would be
        # done twice by a retry.
        with transaction.atomic():
            claimed = claim_key(view.client, key, request_digest, at=timezone.now())
            if claimed is None:
                return replay_answer(view.client, key, request_digest)
            response = act(view, request, *args, **kwargs)
            store_answer(claimed, response)
        return response

    return answer


def required_key(request: HttpRequest) -> str:
    """The request's `Idempotency-Key`: 1 to 255 visible ASCII characters."""
    key = request.headers.get("Idempotency-Key", "")
    if KEY.fullmatch(key):
        return key
    detail = _(
        "Send a header Idempotency-Key of 1 to 255 visible ASCII characters, such as a "
        "UUID: a new one for each new act, the same one when you retry."
    )
    fault = {"parameter": "Idempotency-Key", "code": "required", "detail": detail}
    raise Problem(400, "idempotency-key-required", detail, errors=[fault])


def request_fingerprint(request: Request) -> str:
    """The SHA-256 of what is asked: method, address, and content as it was parsed.

    Parsed, because a retry may order its JSON otherwise or choose another multipart
    boundary without asking for something else.
    """
    # By content: the same file may come under another temporary name in a retry.
    files = {name: file_digest(file) for name, file in request.FILES.items()}
    is_form = isinstance(request.data, QueryDict)
    said = dict(request.POST.lists()) if is_form else request.data
    asked = [request.method, request.get_full_path(), said, files]
    # In ASCII: what was sent may hold half a surrogate pair, which has no UTF-8.
    return text_digest(json.dumps(asked, sort_keys=True))


def claim_key(
    client: MachineClient, key: str, request_digest: str, *, at: datetime
) -> int | None:
    """Take a key for this transaction: the new row's id, or None when it is taken."""
    with connection.cursor() as cursor:
        cursor.execute(CLAIM, [client.pk, key, request_digest, at])
        row = cursor.fetchone()
    return row[0] if row else None


def store_answer(claimed: int, response: Response) -> None:
    """Store an answer under the key that was claimed for it."""
    IdempotentAnswer.objects.filter(pk=claimed).update(
        status=response.status_code,
        headers={k: response[k] for k in KEPT_HEADERS if k in response},
        body=json.dumps(response.data),
    )


def replay_answer(client: MachineClient, key: str, request_digest: str) -> Response:
    """The stored answer, unless the key was used for something else."""
    kept = IdempotentAnswer.objects.get(client=client, key=key)
    # Answering an old act to a new question would have the client believe that the new
    # one was done.
    if kept.fingerprint != request_digest:
        detail = _(
            "This Idempotency-Key was used for another request. Use a new key for a "
            "new act; a retry must be the same as the first try."
        )
        fault = {"parameter": "Idempotency-Key", "code": "reused", "detail": detail}
        raise Problem(400, "idempotency-key-reused", detail, errors=[fault])
    headers = kept.headers | {"Idempotent-Replayed": "true"}
    return Response(json.loads(kept.body), status=kept.status, headers=headers)


def delete_old_answers(*, before: datetime) -> int:
    """Delete the answers to requests from before a moment; how many there were."""
    return IdempotentAnswer.objects.filter(asked_at__lt=before).delete()[0]
