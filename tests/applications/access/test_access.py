"""Who gets to see an application: its lab, and Bureau GGO what is filed."""

import uuid

import pytest
from django.urls import reverse

from tests.applications.browsing import url
from tests.cast import NOW, PDF, freeze


def own_pages(draft) -> list[str]:
    """Every page of one application, to look at."""
    row, file = draft.organisms.first(), draft.attachments.first()
    names = ["application", "read-only", "discard-application", "new-organism"]
    pages = [reverse(name, args=[draft.pk]) for name in names]
    pages += [url(draft, key) for key in ("purpose", "organisms", "report")]
    pages += [reverse(f, args=[draft.pk, row.pk]) for f in ("organism",)]
    pages += [reverse("remove-organism", args=[draft.pk, row.pk])]
    pages += [
        reverse(name, args=[draft.pk, file.pk])
        for name in ("attachment", "remove-attachment")
    ]
    return pages


def test_every_page_opens_for_the_lab(anna, complete_kg):
    for address in own_pages(complete_kg()):
        assert anna.get(address).status_code == 200, address


@pytest.mark.parametrize(
    "who", ["outsider_user", "handler_user", "decider_user", "jurist", "auditor"]
)
def test_every_page_is_unknown_to_others(client, complete_kg, request, who):
    draft = complete_kg()
    client.force_login(request.getfixturevalue(who))

    for address in own_pages(draft):
        assert client.get(address).status_code == 404, address
    for address in own_pages(draft):
        assert client.post(address).status_code in (404, 405), address
    sign = reverse("sign-application", args=[draft.pk])
    assert client.post(sign).status_code == 404


def test_every_page_asks_a_passer_by_to_sign_in(client, complete_kg):
    for address in own_pages(complete_kg()):
        response = client.get(address)

        assert response.status_code == 302
        assert response.url.startswith("/account/login/?next=")


def test_bureau_reads_what_is_filed_with_its_files(
    client, signed_kg, by, handler_user, outsider_user
):
    filed = freeze(signed_kg(), by=by, at=NOW)
    addresses = [
        reverse("read-only", args=[filed.pk]),
        reverse("attachment", args=[filed.pk, filed.attachments.get().pk]),
    ]

    for user, status in ((handler_user, 200), (outsider_user, 404)):
        client.force_login(user)
        assert [client.get(a).status_code for a in addresses] == [status] * 2


def test_an_unknown_application_or_section_is_not_found(anna, draft):
    assert anna.get(f"/applications/{uuid.uuid4()}").status_code == 404
    assert anna.get(url(draft, "waste")).status_code == 404


def test_a_file_is_downloaded_never_shown(anna, complete_kg):
    draft = complete_kg()
    address = reverse("attachment", args=[draft.pk, draft.attachments.get().pk])

    response = anna.get(address)

    assert b"".join(response.streaming_content).startswith(PDF)
    name = 'attachment; filename="risk-report.pdf"'
    assert response["Content-Disposition"] == name
    assert response["X-Content-Type-Options"] == "nosniff"
