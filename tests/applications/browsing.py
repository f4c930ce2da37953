"""Reading pages as a person does."""

import re

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

HTMX = {"HX-Request": "true"}


def url(draft, section=None) -> str:
    """The address of a section, or of the overview."""
    if section:
        return reverse("application-section", args=[draft.pk, section])
    return reverse("application", args=[draft.pk])


def text(response) -> str:
    """What a reader sees: without tags, spaces as one."""
    bare = re.sub(r"<[^>]+>", " ", response.content.decode())
    return re.sub(r"\s+", " ", bare)


def main(response) -> str:
    """The same, of the page itself: without header, navigation and footer."""
    found = re.search(r"<main.*</main>", response.content.decode(), re.DOTALL)
    assert found, "the page has no main part"
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", found[0]))


def queries(client, address) -> int:
    """How many queries a page takes."""
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)
