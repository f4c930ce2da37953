"""Every error of the REST API as RFC 9457 problem details, all faults at once.

The acts raise plain exceptions; `as_problem` says what each means to a machine.
"""

from collections.abc import Iterator
from functools import singledispatch
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import set_rollback

import accounts.errors
import applications.errors
import dossiers.errors
from accounts.machines.problems import Problem, invalid_problem
from applications.findings import fault_json
from procedures.api.names import escape_pointer
from procedures.api.term_output import InvalidRequest
from procedures.models import NotInForce

PROBLEM_JSON = "application/problem+json"
TYPE = "urn:problem-type:ggo-portal:"

TITLES = {
    400: gettext_lazy("The request is not valid"),
    401: gettext_lazy("Sign in with an access token"),
    403: gettext_lazy("Not allowed"),
    404: gettext_lazy("Not found"),
    405: gettext_lazy("Method not possible here"),
    406: gettext_lazy("Answer not available in that form"),
    409: gettext_lazy("Not possible as things stand"),
    412: gettext_lazy("Changed in the meantime"),
    413: gettext_lazy("Too large"),
    415: gettext_lazy("Content of a type that is not taken here"),
    428: gettext_lazy("Say which version you change"),
    500: gettext_lazy("Something went wrong on our side"),
    503: gettext_lazy("Not possible for a moment"),
}


def problem_details(error: Exception, context: dict[str, Any]) -> Response | None:
    """Answer an error of a view as problem details; None when nobody foresaw it."""
    problem = as_problem(error)
    if problem is None:
        return None
    # The view may have begun a transaction: what it wrote before the refusal must not
    # be kept.
    set_rollback()
    return Response(
        problem_members(problem),
        status=problem.status,
        headers=problem.headers,
        content_type=PROBLEM_JSON,
    )


def problem_members(problem: Problem) -> dict[str, Any]:
    """What a problem says on the wire; `errors` only when there are any."""
    said = {
        "type": TYPE + problem.code,
        "title": str(TITLES.get(problem.status, TITLES[400])),
        "status": problem.status,
        "detail": problem.detail,
    }
    if problem.errors:
        said["errors"] = problem.errors
    return said | problem.extra


@singledispatch
def as_problem(error: Exception) -> Problem | None:
    """What an exception says to a machine; None for one that nobody foresaw."""
    return None


@as_problem.register
def _problem(error: Problem) -> Problem:
    return error


@as_problem.register
def _not_found(error: Http404) -> Problem:
    return Problem(404, "not-found", _("There is nothing here that you may see."))


@as_problem.register
def _denied(error: PermissionDenied) -> Problem:
    return Problem(403, "not-allowed", _("You may not do this."))


@as_problem.register
def _framework(error: exceptions.APIException) -> Problem:
    """No token, a wrong method, JSON that cannot be read …"""
    code = str(error.default_code).replace("_", "-")
    headers = {}
    if challenge := getattr(error, "auth_header", None):
        headers["WWW-Authenticate"] = challenge
    return Problem(error.status_code, code, str(error.detail), headers=headers)


@as_problem.register
def _invalid(error: exceptions.ValidationError) -> Problem:
    return invalid_problem(list(serializer_faults(error.detail, "")))


@as_problem.register
def _invalid_law_request(error: InvalidRequest) -> Problem:
    return invalid_problem(error.errors)


@as_problem.register
def _incomplete(error: applications.errors.Incomplete) -> Problem:
    detail = _("The application is not complete yet: see each of the errors.")
    errors = [fault_json(finding) for finding in error.missing]
    return Problem(400, "incomplete", detail, errors=errors)


@as_problem.register
def _not_signed(error: applications.errors.NotSigned) -> Problem:
    detail = _(
        "No BVF of your organisation signed the application as it is now, and the "
        "person in onBehalfOf gave this client no mandate. Let the BVF sign it in the "
        "portal, or ask the BVF for a mandate for this client."
    )
    return Problem(409, "not-signed", detail)


@as_problem.register
def _already_filed(error: applications.errors.AlreadyFiled) -> Problem:
    detail = _("The application is filed, so it can no longer be changed or filed.")
    return Problem(409, "already-filed", detail)


@as_problem.register
def _not_allowed(error: accounts.errors.ActorNotAllowed) -> Problem:
    return Problem(409, "not-allowed", error.message)


@as_problem.register
def _no_dossier(error: dossiers.errors.NoDossier) -> Problem:
    detail = _("Say in “dossier” which dossier of your organisation this changes.")
    fault = {"pointer": "/dossier", "code": "required", "detail": detail}
    return Problem(400, "no-dossier", detail, errors=[fault])


@as_problem.register
def _refused(error: accounts.errors.InputRefused) -> Problem:
    return Problem(400, "refused", error.message)


@as_problem.register
def _disk_full(error: applications.errors.DiskFull) -> Problem:
    return Problem(503, "no-room", error.message, headers={"Retry-After": "300"})


@as_problem.register
def _unknown_form(error: applications.errors.UnknownForm) -> Problem:
    detail = _("The portal has no form for this procedure. See /api/v1/procedures.")
    fault = {"pointer": "/procedure", "code": "unknown", "detail": detail}
    return Problem(400, "unknown-procedure", detail, errors=[fault])


@as_problem.register
def _not_in_force(error: NotInForce) -> Problem:
    detail = _("This procedure is not in force on that day. See /api/v1/procedures.")
    return Problem(400, "not-in-force", detail)


def serializer_faults(detail: Any, pointer: str) -> Iterator[dict[str, Any]]:
    """Each fault that a serializer found, with the JSON Pointer of its field."""
    if isinstance(detail, dict):
        for name, inner in detail.items():
            # A fault of an object as a whole points to the object, not to a field of
            # that name.
            own = name == "non_field_errors"
            inside = f"{pointer}/{escape_pointer(str(name))}"
            yield from serializer_faults(inner, pointer if own else inside)
    elif isinstance(detail, list):
        for index, inner in enumerate(detail):
            nested = isinstance(inner, dict | list)
            yield from serializer_faults(
                inner, f"{pointer}/{index}" if nested else pointer
            )
    else:
        code = str(detail.code).replace("_", "-")
        yield {"pointer": pointer, "code": code, "detail": str(detail)}
