"""A problem that a REST view answers with (RFC 9457)."""

from typing import Any

from django.utils.translation import gettext as _


class Problem(Exception):
    """Stops a request; the API answers it as `application/problem+json`.

    `status` is the HTTP status, `code` a stable kebab-case name of the kind of problem,
    `detail` a sentence for people that says what to do. `errors` lists every fault as
    `{pointer or parameter, code, detail}`. `extra` adds members, `headers` headers.
    """

    def __init__(
        self,
        status: int,
        code: str,
        detail: str,
        *,
        errors: list[dict[str, Any]] | None = None,
        extra: dict[str, Any] | None = None,
        headers: dict[str, str] | None = None,
    ):
        super().__init__(detail)
        self.status = status
        self.code = code
        self.detail = detail
        self.errors = errors or []
        self.extra = extra or {}
        self.headers = headers or {}


def invalid_problem(errors: list[dict[str, Any]]) -> Problem:
    """A 400 that lists every fault."""
    detail = errors[0]["detail"] if len(errors) == 1 else _("See each of the errors.")
    return Problem(400, "invalid-request", detail, errors=errors)


def sent_twice_problem(places: list[str], *, kind: str) -> Problem:
    """A 400 for names that were sent twice, `kind` being `pointer` or `parameter`."""
    detail = _("Send this once: it stands here more than once.")
    fault = {"code": "sent-twice", "detail": detail}
    return invalid_problem([{kind: place} | fault for place in places])
