"""The OpenAPI document: generated once per process, readable by all."""

import json
import re
from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import extend_schema
from rest_framework.authentication import BaseAuthentication
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.views import APIView

VERSION_HEADER = {"API-Version": {"$ref": "#/components/headers/ApiVersion"}}
RETRY_HEADER = {"Retry-After": {"$ref": "#/components/headers/RetryAfter"}}
PROBLEM = {
    "type": "object",
    "description": "Problem details (RFC 9457).",
    "required": ["status", "title", "detail"],
    "properties": {
        "type": {
            "type": "string",
            "description": "Stable name of this kind of problem.",
        },
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "What to do, for people."},
        "errors": {
            "type": "array",
            "description": "Every fault, all at once.",
            "items": {
                "type": "object",
                "required": ["code", "detail"],
                "properties": {
                    "pointer": {"type": "string", "description": "JSON Pointer."},
                    "parameter": {"type": "string"},
                    "code": {"type": "string"},
                    "detail": {"type": "string"},
                },
            },
        },
    },
}


class BearerScheme(OpenApiAuthenticationExtension):
    """How the document says that a path asks for a token, and with which scope."""

    target_class = "accounts.machines.bearer.BearerToken"
    name = "clientCredentials"

    def get_security_definition(self, auto_schema: AutoSchema) -> dict[str, Any]:
        """OAuth 2.0 client credentials, with every scope."""
        flow = {
            "tokenUrl": f"{settings.PORTAL_URL}/oauth/token",
            "scopes": settings.OAUTH2_PROVIDER["SCOPES"],
        }
        return {"type": "oauth2", "flows": {"clientCredentials": flow}}

    def get_security_requirement(self, auto_schema: AutoSchema) -> dict[str, Any]:
        """The scope of the method."""
        scopes = getattr(auto_schema.view, "scopes", {})
        scope = scopes.get(auto_schema.method)
        return {self.name: [scope] if scope else []}


def add_headers_and_problems(
    result: dict[str, Any],
    generator: SchemaGenerator,
    request: HttpRequest,
    public: bool,
) -> dict[str, Any]:
    """Add what every path has: the version header, and problems as errors."""
    components = result.setdefault("components", {})
    components.setdefault("schemas", {})["Problem"] = PROBLEM
    components["headers"] = {
        "ApiVersion": {
            "description": "The full version of the API.",
            "schema": {
                "type": "string",
                "examples": [settings.SPECTACULAR_SETTINGS["VERSION"]],
            },
        },
        "RetryAfter": {
            "description": "Seconds after which trying again makes sense.",
            "schema": {"type": "integer"},
        },
    }
    for path, operations in result["paths"].items():
        for operation in operations.values():
            complete_operation(operation, has_id="{" in path)
    return result


def complete_operation(operation: dict[str, Any], *, has_id: bool) -> None:
    """The responses of one operation: version header on success, problems on errors."""
    responses = operation["responses"]
    for status in possible_errors(operation, has_id=has_id):
        # What a view says of its own errors goes before these general words.
        responses.setdefault(status, {"description": WORDS[status]})
    for status, response in responses.items():
        if status.startswith(("4", "5")):
            schema = {"$ref": "#/components/schemas/Problem"}
            response["content"] = {"application/problem+json": {"schema": schema}}
        response["headers"] = response.get("headers", {}) | VERSION_HEADER
        if status == "503":
            response["headers"] |= RETRY_HEADER
    operation["responses"] = dict(sorted(responses.items()))


WORDS = {
    "400": "The request is not valid; every fault is listed.",
    "401": "No valid access token.",
    "403": "The access token lacks the scope.",
    "404": "Nothing here that this client may see.",
    "406": "The answer is not available in the form asked for.",
    "409": "Not possible as things stand, such as when it is filed already.",
    "412": "The application has changed since the version in If-Match.",
    "413": "The content is too large.",
    "414": "The address is too long.",
    "415": "The content is of a type that is not taken here.",
    "428": "If-Match is missing.",
    "503": "Not possible for a moment: try again after Retry-After seconds.",
}


def possible_errors(operation: dict[str, Any], *, has_id: bool) -> list[str]:
    """The errors that an operation can answer with by its nature."""
    found = ["400", "406", "414", "503"]
    if operation.get("security"):
        found += ["401", "403"]
    if has_id:
        found.append("404")
    if "requestBody" in operation:
        found += ["413", "415"]
    sent = operation.get("parameters", [])
    headers = {parameter["name"] for parameter in sent}
    if headers & {"Idempotency-Key", "If-Match"}:
        found.append("409")
    if "If-Match" in headers:
        # An answer to a request needs it only where a colleague has begun one.
        found += ["412", "428"]
    return found


@cache
def openapi_document() -> bytes:
    """The whole document as JSON, in English."""
    # One document for all: it is cached, so it must not have the language of whoever
    # asked first.
    with translation.override("en"):
        schema = SchemaGenerator().get_schema(request=None, public=True)
    return json.dumps(schema, ensure_ascii=False).encode()


@cache
def fields_by_call() -> dict[tuple[str, str], set[str]]:
    """The names of the query fields of each path and method of the document."""
    return {
        (path, method): {
            one["name"] for one in said.get("parameters", []) if one["in"] == "query"
        }
        for path, operations in json.loads(openapi_document())["paths"].items()
        for method, said in operations.items()
    }


def query_fields(request: HttpRequest) -> set[str] | None:
    """The query fields that a call has; None for a method that it does not have."""
    method = "get" if request.method == "HEAD" else str(request.method).lower()
    route = str(request.resolver_match.route) if request.resolver_match else ""
    path = re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", route.removeprefix("api/v1"))
    if path == "/openapi.json":
        return set()
    return fields_by_call().get((path, method))


class OpenApiView(APIView):
    """`GET /api/v1/openapi.json`: no login, readable by pages of any site."""

    authentication_classes: list[type[BaseAuthentication]] = []
    permission_classes = [AllowAny]

    @extend_schema(exclude=True)
    def get(self, request: Request) -> HttpResponse:
        """The document in OpenAPI 3.1, the same bytes for everybody."""
        return HttpResponse(openapi_document(), content_type="application/json")
