"""What comes in is made fit to be stored, in one place before any view sees it."""

from base64 import b64decode
from collections.abc import Callable
from typing import Any

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse, QueryDict

from applications.text_input.typed import storable_value
from ggo_portal.answers import is_api

TOKEN = "/oauth/token"  # noqa: S105 - an address
"""Where machines sign in: its view refuses what people's pages clean."""

AS_TYPED = ("csrfmiddlewaretoken", "password")
"""Names, or parts of them, of what has to stay as it is byte by byte."""


class CleanInput:
    """Middleware: text of addresses, queries, forms and cookies that can be stored.

    An address with controls does not exist (404), a name of a field with one is refused
    (400), what people typed is cleaned. What machines send is read strictly by its
    parser and its serializers; files are looked at when they are taken.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """A cookie or a secret may quote any byte, and is looked up: drop those."""
        # Looked up in the database by later middleware, where a NUL would be an error
        # of the server.
        request.COOKIES = {
            name: value for name, value in request.COOKIES.items() if is_plain(value)
        }
        if not is_plain(basic_credentials(request.META.get("HTTP_AUTHORIZATION", ""))):
            del request.META["HTTP_AUTHORIZATION"]
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponse],
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
    ) -> None:
        """Refuse or clean, once it is known which view it is for."""
        if not all(is_plain(part) for part in kwargs.values() if isinstance(part, str)):
            raise Http404("controls in the address")
        if is_api(request) or request.path_info == TOKEN:
            return
        request.GET = clean_data(request.GET)  # type: ignore[assignment]  # cleaned
        if request.method == "POST":
            request.POST = clean_data(request.POST)  # type: ignore[assignment]  # cleaned
            require_names(request.FILES)


def basic_credentials(header: str) -> str:
    """What HTTP Basic quotes in Base64; the header itself when it is no such thing."""
    kind, _, quoted = header.partition(" ")
    try:
        return b64decode(quoted).decode() if kind.lower() == "basic" else header
    except ValueError:
        return "\x00"


def clean_data(data: QueryDict) -> QueryDict:
    """The same data, its values clean; raises `BadRequest` for a name with controls."""
    require_names(data)
    result = QueryDict(mutable=True, encoding=data.encoding)
    for name, values in data.lists():
        kept = any(part in name for part in AS_TYPED)
        result.setlist(name, values if kept else storable_value(values))
    # As Django's own are: a view that changes what was sent would fail here as it does
    # elsewhere.
    vars(result)["_mutable"] = False
    return result


def require_names(data: Any) -> None:
    """Raise `BadRequest` for a name of a field that cannot be one."""
    if not all(is_plain(name) for name in data):
        raise BadRequest("controls in the name of a field")


def is_plain(text: str) -> bool:
    """Has it neither controls nor half characters?"""
    return not any(sign < " " or "\x7f" <= sign < "\xa0" for sign in text) and not any(
        "\ud800" <= sign <= "\udfff" for sign in text
    )
