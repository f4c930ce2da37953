"""A problem that a REST view answers with (RFC 9457)."""


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
        errors: list[dict] | None = None,
        extra: dict | None = None,
        headers: dict[str, str] | None = None,
    ):
        super().__init__(detail)
        self.status = status
        self.code = code
        self.detail = detail
        self.errors = errors or []
        self.extra = extra or {}
        self.headers = headers or {}
