"""The overview: signing, and throwing a draft away."""

import re

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.urls import reverse
from django.utils import timezone

from applications.drafting import drafting
from applications.models import Application
from applications.signing import signing
from procedures.counting.legal_day import legal_day
from procedures.models import NotInForce, Procedure
from tests.applications.browsing import text, url
from tests.cast import NOW


def test_the_bvf_signs_and_everybody_sees_it(client, complete_kg, bvf_user):
    draft = complete_kg()
    client.force_login(bvf_user)
    seen = re.search(
        rb'name="seen" value="(\w+)"', client.get(url(draft)).content
    ).group(1)

    response = client.post(
        reverse("sign-application", args=[draft.pk]),
        {"seen": seen.decode()},
        follow=True,
    )

    assert "Getekend door Sem Bakker" in text(response)
    assert draft.signatures.count() == 1


def test_a_researcher_has_no_button_to_sign(anna, complete_kg):
    draft = complete_kg()

    assert "Tekenen als BVF" not in text(anna.get(url(draft)))
    response = anna.post(
        reverse("sign-application", args=[draft.pk]), {"seen": ""}, follow=True
    )
    assert not draft.signatures.exists()
    assert "mag dit doen" in text(response)


def test_a_lapsed_signature_is_told_with_what_changed(anna, signed_kg, by):
    draft = signed_kg()
    drafting.save_section(draft, "purpose", {"title": "Anders"}, by=by, at=NOW)

    shown = text(anna.get(url(draft)))

    assert "De handtekening van Sem Bakker van 23 november 2026" in shown
    assert "is vervallen: daarna gewijzigd: Doel van de werkzaamheden" in shown


def test_signing_by_get_is_not_possible(anna, complete_kg):
    address = reverse("sign-application", args=[complete_kg().pk])

    assert anna.get(address).status_code == 405


def test_discard_asks_first(anna, draft):
    address = reverse("discard-application", args=[draft.pk])

    anna.get(address)
    assert Application.objects.exists()
    response = anna.post(address)

    assert response.url == reverse("applications")
    assert not Application.objects.exists()


def test_a_draft_of_a_procedure_that_ended_stays_readable(anna, complete_kg, bvf):
    draft, row = complete_kg(), Procedure.objects.get(key="i-new")
    row.valid = DateRange(row.valid.lower, legal_day(timezone.now()))
    row.save()

    for address in (url(draft), url(draft, "outcome"), url(draft, "organisms")):
        assert anna.get(address).status_code == 200
    assert "geldt niet meer" in text(anna.get(url(draft)))
    assert anna.get(reverse("read-only", args=[draft.pk])).status_code == 200
    with pytest.raises(NotInForce):
        signing.sign_content(draft, by=bvf, at=timezone.now())


def test_who_reads_everything_is_told_by_name_who_can_sign(anna, complete_kg, bvf_user):
    page = anna.get(reverse("read-only", args=[complete_kg().pk])).text

    asked = page.partition("Vraag uw BVF")[2]
    assert f'mailto:{bvf_user.email}"' in asked


def test_a_draft_says_what_is_coming_for_its_procedure_and_its_cfis(anna, complete_kg):
    page = anna.get(url(complete_kg())).content.decode()

    assert reverse("coming") + "#groups-of-equal-risk" in page
    # It names a CFI, and these are to be numbered anew.
    assert reverse("coming") + "#cfi-numbering" in page
    assert "#ml-iii-dm-iii" not in page
