"""The BVF's remarks at signing: shown, filed along, never lost."""

import pytest
from django.urls import reverse

from accounts.digests import json_digest
from accounts.errors import InputRefused
from applications.drafting.drafting import save_section
from applications.reading.content import application_content
from applications.signing.signing import REMARKS_MAX, sign_content
from tests.applications.browsing import text, url
from tests.cast import NOW, freeze


@pytest.fixture
def sem(client, bvf_user):
    """A browser in which the BVF is signed in."""
    client.force_login(bvf_user)
    return client


def send(client, draft, **sent):
    address = reverse("sign-application", args=[draft.pk])
    return client.post(
        address, {"seen": json_digest(application_content(draft)), **sent}, follow=True
    )


def test_remarks_are_filed_along(complete_kg, bvf, by):
    draft = complete_kg()
    sign_content(draft, by=bvf, at=NOW, remarks="  Akkoord, mits in O2. ")

    filed = freeze(draft, by=by, at=NOW)

    assert filed.content["signed"]["remarks"] == "Akkoord, mits in O2."


def test_signing_without_remarks_files_none(signed_kg, by):
    assert freeze(signed_kg(), by=by, at=NOW).content["signed"]["remarks"] == ""


def test_remarks_that_are_too_long_are_refused(complete_kg, bvf):
    draft = complete_kg()

    with pytest.raises(InputRefused):
        sign_content(draft, by=bvf, at=NOW, remarks="x" * (REMARKS_MAX + 1))

    assert not draft.signatures.exists()


def test_remarks_stand_with_the_signature_and_the_filing(sem, complete_kg, by):
    draft = complete_kg()

    signed = send(sem, draft, remarks="Akkoord, mits in O2.")
    assert "Akkoord, mits in O2." in text(signed)
    freeze(draft, by=by, at=NOW)

    read = sem.get(reverse("read-only", args=[draft.pk]))
    assert "Akkoord, mits in O2." in text(read)


def test_remarks_that_were_not_taken_are_still_there(sem, complete_kg, by):
    draft = complete_kg()
    seen = json_digest(application_content(draft))
    values = draft.section_answers.get(section="methods").values
    save_section(draft, "methods", {**values, "volumes": "1 l"}, by=by, at=NOW)

    response = send(sem, draft, seen=seen, remarks="Lang getypt.")

    assert "is gewijzigd terwijl u las" in text(response)
    assert "Lang getypt." in text(response)
    assert "Lang getypt." not in text(sem.get(url(draft)))


def test_remarks_that_are_too_long_are_told(sem, complete_kg):
    response = send(sem, complete_kg(), remarks="x" * (REMARKS_MAX + 1))

    assert "langer dan 2000 tekens" in text(response)
    assert "x" * (REMARKS_MAX + 1) in response.content.decode()
