"""What every answer under `/api` has, whoever gives it: our headers, our errors."""

import json
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _
from rest_framework.permissions import AllowAny
from rest_framework.request import Request

from accounts.machines.problems import Problem, invalid_problem, sent_twice_problem
from ggo_portal.api import PROBLEM_JSON, problem_members
from ggo_portal.openapi import query_fields

HEADERS: dict[str, str] = {
    "API-Version": str(settings.SPECTACULAR_SETTINGS["VERSION"]),
    # Answers differ by token and language, and a proxy may know neither.
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
KEPT = {"Allow", "Retry-After"}  # what an error page had and a problem keeps
CORS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "GET, POST, OPTIONS",
    "Access-Control-Allow-Headers": "Content-Type, Accept-Language",
    "Access-Control-Expose-Headers": "API-Version",
}


class ApiAnswers:
    """Outermost middleware: an unknown address or a crash answers in JSON as well."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer as always; under `/api` with our headers, and problems for errors."""
        if not is_api(request):
            return self.get_response(request)
        response = self.get_response(request)
        # An address that does not exist came to no view, which knows the language.
        with translation.override(translation.get_language_from_request(request)):
            response = json_response(response, request)
            response.headers.setdefault("Content-Language", translation.get_language())
        for name, value in (HEADERS | (CORS if is_public(request) else {})).items():
            response[name] = value
        return response

    def process_view(
        self,
        request: Request,
        view: Callable[..., HttpResponse],
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
    ) -> HttpResponse | None:
        """The addresses have no language; the caller's `Accept-Language` says it."""
        if not is_api(request):
            return None
        language = translation.get_language_from_request(request)
        translation.activate(language)
        request.LANGUAGE_CODE = language
        return refused_query(request)


def refused_query(request: HttpRequest) -> HttpResponse | None:
    """A 400 for a query field that comes twice, or that the call does not have.

    The document says which it has, so that they cannot differ.
    """
    # The document is built at its first use; a call without a query must not wait for
    # it.
    known = query_fields(request) if request.GET else None
    if known is None:
        return None
    twice = sorted(name for name, values in request.GET.lists() if len(values) > 1)
    if twice:
        return problem_response(sent_twice_problem(twice, kind="parameter"))
    text = _("There is no field of this name. See /api/v1/openapi.json.")
    fault = {"code": "unknown-field", "detail": text}
    strange = [
        {"parameter": name} | fault for name in sorted(request.GET.keys() - known)
    ]
    return problem_response(invalid_problem(strange)) if strange else None


def problem_response(problem: Problem) -> HttpResponse:
    """A problem outside the views."""
    return HttpResponse(
        json.dumps(problem_members(problem)),
        status=problem.status,
        content_type=PROBLEM_JSON,
        headers=problem.headers,
    )


def is_api(request: HttpRequest) -> bool:
    """Is it for machines?"""
    return request.path_info == "/api" or request.path_info.startswith("/api/")


def is_public(request: HttpRequest) -> bool:
    """May pages of other sites read the answer? Only where nobody signs in.

    And that an address does not exist, so that a page can tell it.
    """
    match = request.resolver_match
    if match is None:
        return True
    view = getattr(match.func, "cls", None)
    return AllowAny in getattr(view, "permission_classes", ())


def json_response(response: HttpResponse, request: HttpRequest) -> HttpResponse:
    """The answer itself, or a problem where Django made an error page in HTML."""
    if response.status_code < 400 or response["Content-Type"] == PROBLEM_JSON:
        return response
    reference = getattr(response, "reference", None)
    return problem_response(
        Problem(
            response.status_code,
            *error_words(response.status_code, request.path_info),
            extra={"reference": reference} if reference else {},
            headers={k: v for k, v in response.headers.items() if k in KEPT},
        )
    )


def error_words(status: int, path: str) -> tuple[str, str]:
    """Code and detail of an error that arose outside the views."""
    if status == 404 and path.endswith("/"):
        detail = _("This address does not exist; none has a slash at the end.")
        return "not-found", detail
    if status == 404:
        return "not-found", _("This address does not exist. See /api/v1/openapi.json.")
    if status == 503:
        return "unavailable", _(
            "Nothing was stored. Wait as long as Retry-After says, and send the same "
            "request again, with the same key."
        )
    if status >= 500:
        return "internal-error", _("It is on record. Try again with the same key.")
    return "bad-request", _("The request could not be read.")
