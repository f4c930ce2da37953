"""The BVF whom the form names signs, or the substitute of that day; nobody else."""

from datetime import UTC, datetime, time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.actor import Actor
from accounts.digests import json_digest
from accounts.errors import ActorNotAllowed
from accounts.members.substituting import arrange_substitution
from accounts.models import LabRole
from applications.forms.context import FormContext
from applications.reading.content import SIGNED, application_content
from applications.signing import signing
from applications.signing.signing import permitted_signers
from dossiers.intake.receiving import receive_application
from dossiers.reminders.recipients import filing_recipients
from procedures.counting.legal_day import AMSTERDAM, legal_day
from tests.applications.browsing import text
from tests.cast import NOW, freeze, member


@pytest.fixture
def kees(lab):
    """Another BVF of the lab, whom no form names."""
    return member("Kees Prins", lab, LabRole.BVF)


@pytest.fixture
def replaced(lab, bvf_user, kees):
    """Kees signs in the place of Sem; call it with the day on which that holds."""

    def replaced(day):
        return arrange_substitution(
            lab,
            bvf=bvf_user,
            substitute=kees,
            starts_on=day,
            ends_on=day,
            by=Actor(user=bvf_user),
            at=datetime.combine(day, time(7), AMSTERDAM).astimezone(UTC),
        )

    return replaced


def sign(draft, user):
    return signing.sign_content(draft, by=Actor(user=user), at=NOW)


def test_another_bvf_is_refused_and_told_what_to_do(complete_kg, kees):
    with pytest.raises(ActorNotAllowed) as error:
        sign(complete_kg(), kees)

    assert "Sem Bakker" in str(error.value)
    assert "vervanger" in str(error.value)


def test_substitute_signs_and_the_signature_says_for_whom(
    complete_kg, replaced, kees, bvf_user
):
    draft = complete_kg()
    replaced(legal_day(NOW))

    signature = sign(draft, kees)

    assert (signature.signer, signature.for_bvf) == (kees, bvf_user)


def test_substitute_of_another_day_is_refused(complete_kg, replaced, kees):
    draft = complete_kg()
    replaced(legal_day(NOW) + timedelta(days=1))

    with pytest.raises(ActorNotAllowed):
        sign(draft, kees)


def test_bvf_who_is_replaced_still_signs_himself(complete_kg, replaced, bvf_user):
    draft = complete_kg()
    replaced(legal_day(NOW))

    assert sign(draft, bvf_user).for_bvf is None


def test_content_says_for_whom_and_both_are_written_to(
    complete_kg, replaced, kees, bvf_user, researcher, by
):
    draft = complete_kg()
    replaced(legal_day(NOW))
    sign(draft, kees)

    case = receive_application(draft, by=by, at=NOW)

    said = case.application.content[SIGNED]
    assert said["bvf"] == "Kees Prins"
    assert said["substituteFor"] == {"name": "Sem Bakker", "email": bvf_user.email}
    readers = filing_recipients(case, researcher, on=legal_day(NOW))
    assert readers.recipients == [researcher.email, kees.email, bvf_user.email]


def test_content_names_nobody_else_when_the_bvf_signed(signed_kg, by):
    filed = freeze(signed_kg(), by=by, at=NOW)

    assert "substituteFor" not in filed.content[SIGNED]


def test_form_that_names_nobody_leaves_every_bvf(draft, bvf_user, kees):
    draft.section_answers.filter(section="organisation").delete()

    found = permitted_signers(FormContext(draft, legal_day(NOW)))

    assert set(found) == {bvf_user, kees}


def test_page_tells_who_may_sign(client, complete_kg, replaced, kees, researcher):
    draft = complete_kg()
    client.force_login(researcher)
    address = reverse("application", args=[draft.pk])

    before = text(client.get(address))
    replaced(timezone.localdate())
    after = text(client.get(address))

    assert "Sem Bakker" in before
    assert "Kees Prins" not in before
    assert "Kees Prins in plaats van Sem Bakker" in after


def test_page_tells_another_bvf_what_to_do(client, complete_kg, kees):
    draft = complete_kg()
    client.force_login(kees)
    address = reverse("application", args=[draft.pk])

    page = client.get(address)
    answer = client.post(reverse("sign-application", args=[draft.pk]), follow=True)

    assert "U bent ook BVF, maar het formulier noemt Sem Bakker" in text(page)
    assert "Tekenen als BVF" not in text(page)
    assert "Het formulier noemt Sem Bakker" in text(answer)
    assert not draft.signatures.exists()


def test_page_tells_the_substitute_for_whom(client, complete_kg, replaced, kees):
    draft = complete_kg()
    replaced(timezone.localdate())
    client.force_login(kees)
    address = reverse("application", args=[draft.pk])

    assert "U tekent in plaats van Sem Bakker" in text(client.get(address))
    seen = {"seen": json_digest(application_content(draft))}
    client.post(reverse("sign-application", args=[draft.pk]), seen)

    assert draft.signatures.get().for_bvf.name == "Sem Bakker"
    assert "In plaats van Sem Bakker, als vervanger" in text(client.get(address))
