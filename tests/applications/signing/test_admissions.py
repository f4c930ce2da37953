"""The admission of a BVF: told where it matters, a warning and never a block."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from accounts.actor import Actor
from accounts.models import LabRole
from applications.forms.context import FormContext
from applications.models import BvfAdmission
from applications.reading.content import SIGNED
from applications.reading.reading_view import full_reading
from applications.signing import signing
from applications.signing.admissions import check_admission
from procedures.counting.legal_day import legal_day
from tests.applications.browsing import text
from tests.cast import NOW, freeze, member

pytestmark = pytest.mark.django_db
TODAY = legal_day(NOW)


def admit(bvf, *cfis: str, until: date | None = None) -> BvfAdmission:
    """Bureau GGO enters an admission that began in 2024."""
    return BvfAdmission.objects.create(
        bvf=bvf,
        cfis=list(cfis),
        starts_on=date(2024, 6, 1),
        ends_on=until,
        number="BVF-24-017",
    )


@pytest.mark.parametrize(
    ("cfis", "until", "missing"),
    [
        (["ML-I", "ML-II"], None, []),
        (["ML-I"], date(2099, 1, 1), []),
        # A higher level does not stand for a lower one (Regeling 11 lid 1).
        (["ML-II"], None, ["ML-I"]),
        (["ML-I"], date(2024, 7, 1), ["ML-I"]),
    ],
)
def test_what_is_missing(complete_kg, bvf_user, cfis, until, missing):
    admit(bvf_user, *cfis, until=until)

    found = check_admission(bvf_user, FormContext(complete_kg(), TODAY))

    assert found.missing == missing


def test_without_an_admission_the_bvf_is_warned_and_can_sign(
    client, complete_kg, bvf_user
):
    draft = complete_kg()
    client.force_login(bvf_user)

    page = text(client.get(reverse("application", args=[draft.pk])))
    signature = signing.sign_content(draft, by=Actor(user=bvf_user), at=NOW)

    assert "Het portaal kent geen toelating voor ML-I" in page
    assert signature.signer == bvf_user


def test_with_an_admission_there_is_no_warning(client, complete_kg, bvf_user):
    admit(bvf_user, "ML-I")
    client.force_login(bvf_user)

    page = text(client.get(reverse("application", args=[complete_kg().pk])))

    assert "toegelaten voor ML-I" in page
    assert "kent geen toelating" not in page


def test_who_chooses_a_bvf_reads_for_what_he_is_admitted(
    client, complete_kg, researcher, bvf_user
):
    admit(bvf_user, "ML-I", "ML-II", until=date(2099, 6, 1))
    client.force_login(researcher)
    at = reverse("application-section", args=[complete_kg().pk, "organisation"])

    page = text(client.get(at))

    assert "Sem Bakker (toegelaten voor ML-I, ML-II tot en met 1 juni 2099)" in page


def test_what_was_known_goes_along_with_the_filing(complete_kg, bvf_user, researcher):
    admit(bvf_user, "ML-II")
    draft = complete_kg()
    signing.sign_content(draft, by=Actor(user=bvf_user), at=NOW)

    filed = freeze(draft, by=Actor(user=researcher), at=NOW)

    known = {"known": "toegelaten voor ML-II", "missing": ["ML-I"]}
    assert filed.content[SIGNED]["admission"] == known
    assert full_reading(filed).signed["admission"] == known


def test_a_code_that_the_law_does_not_know_is_refused(bvf_user):
    wrong = BvfAdmission(
        bvf=bvf_user, cfis=["ML-9"], starts_on=date(2026, 1, 1), number="x"
    )

    with pytest.raises(ValidationError, match="ML-9"):
        wrong.full_clean()


def test_a_lab_sees_its_own_bvfs_and_bureau_ggo_all(
    client, lab, bvf_user, researcher, handler_user, outsider_user
):
    other = outsider_user.organisations().get()
    member("Kees Prins", other, LabRole.BVF)
    admit(bvf_user, "ML-I")

    client.force_login(researcher)
    own = text(client.get(reverse("admissions")))
    client.force_login(handler_user)
    every = text(client.get(reverse("admissions")))

    assert "Sem Bakker" in own
    assert "BVF-24-017" in own
    assert "Kees Prins" not in own
    assert "Kees Prins" in every


def test_the_list_takes_as_many_queries_for_more_bvfs(
    client, lab, researcher, bvf_user, count_queries
):
    client.force_login(researcher)
    admit(bvf_user, "ML-I")
    few = count_queries(lambda: client.get(reverse("admissions")))
    for number in range(5):
        admit(member(f"Piet{number} Smit", lab, LabRole.BVF), "ML-I", "ML-II")

    assert count_queries(lambda: client.get(reverse("admissions"))) == few
