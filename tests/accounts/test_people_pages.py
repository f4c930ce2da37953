"""The pages on an organisation's people: read by all of them, kept by one."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.members.inviting import invite_member, send_due_invitations
from accounts.members.membership import give_role, roles_of
from accounts.members.substituting import arrange_substitution
from accounts.models import LabRole
from tests.applications.browsing import queries, text
from tests.cast import NOW, member


@pytest.fixture
def ineke(client, lab_admin):
    """A browser in which the administrator is signed in."""
    client.force_login(lab_admin)
    return client


@pytest.fixture
def invited(lab, admin):
    """Nina is invited as a researcher, today."""
    values = {"email": "nina@lab.nl", "name": "Nina Nieuw", "roles": ["researcher"]}
    return invite_member(lab, **values, by=admin, at=timezone.now())


def page_of(name: str, lab, *more) -> str:
    return reverse(name, args=[lab.pk, *more])


def test_everybody_of_the_lab_reads_who_acts_for_it(
    client, lab, researcher, bvf_user, lab_admin, invited
):
    client.force_login(researcher)

    page = client.get(reverse("people"))

    said = text(page)
    for words in ("Anna de Boer", "Sem Bakker", "Ineke Smit", "Nina Nieuw"):
        assert words in said
    assert "Iemand uitnodigen" not in said
    assert "Wie wat wijzigde" not in said
    assert b"/members" not in page.content
    assert b"<form" not in page.content.split(b"<main")[1].split(b"</main")[0]


def test_administrator_gets_the_buttons_and_the_record(ineke, invited):
    said = text(ineke.get(reverse("people")))

    for words in ("Iemand uitnodigen", "Opnieuw sturen", "Uitgenodigd: Nina Nieuw"):
        assert words in said


def test_who_belongs_to_two_labs_chooses(client, lab, other_lab, lab_admin):
    other_lab.memberships.create(user=lab_admin, role=LabRole.RESEARCHER)
    client.force_login(lab_admin)

    first = text(client.get(reverse("people")))
    second = text(client.get(page_of("organisation-people", other_lab)))

    assert "Wie voor UMC Noord werkt" in first
    assert "Universiteit Zuid" in first
    assert "Wie voor Universiteit Zuid werkt" in second
    assert "Iemand uitnodigen" not in second


def test_who_belongs_nowhere_reads_what_to_do(client, handler_user):
    client.force_login(handler_user)

    assert "Vraag de beheerder" in text(client.get(reverse("people")))


def test_lab_without_administrator_reads_whom_to_ask(client, lab, researcher):
    client.force_login(researcher)

    assert "heeft geen beheerder" in text(client.get(reverse("people")))


def test_administrator_invites(ineke, lab):
    form = {
        "name": "Nina Nieuw",
        "email": "nina@lab.nl",
        "roles": ["researcher", "bvf"],
        "language": "en",
    }

    answer = ineke.post(page_of("invite-person", lab), form, follow=True)

    assert "onderweg naar nina@lab.nl" in text(answer)
    made = lab.invitations.get()
    assert (made.roles, made.language) == (["researcher", "bvf"], "en")


def test_the_answer_does_not_tell_whether_the_address_has_an_account(
    ineke, lab, outsider_user
):
    def answer(email):
        form = {"name": "X", "email": email, "roles": ["bvf"], "language": "nl"}
        page = ineke.post(page_of("invite-person", lab), form, follow=True)
        lab.invitations.all().delete()
        return text(page).replace(email, "…")

    known, unknown = answer(outsider_user.email), answer("niemand@lab.nl")
    words = known.split("Wie wat wijzigde")[0], unknown.split("Wie wat wijzigde")[0]

    assert words[0] == words[1]


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("name", "", "Vul de naam in."),
        ("email", "geen adres", "naam@lab.nl"),
        ("email", "anna@voorbeeld.nl", "hoort al bij de organisatie"),
        ("roles", [], "ten minste één rol"),
        ("roles", ["baas"], "baas"),
        ("language", "", "Kies een taal"),
    ],
)
def test_wrong_invitation_is_told_at_the_field(
    ineke, lab, researcher, field, value, said
):
    good = {"name": "N", "email": "n@lab.nl", "roles": ["bvf"], "language": "nl"}

    answer = ineke.post(page_of("invite-person", lab), {**good, field: value})

    assert answer.status_code == 400
    summary = answer.content.decode().split("<form")[-2]
    assert said in answer.content.decode().split("data-error-summary")[1], summary
    assert not lab.invitations.exists()


def test_administrator_sends_again_and_withdraws(ineke, lab, invited):
    again = page_of("invite-again", lab, invited.pk)
    revoke = page_of("revoke-invitation", lab, invited.pk)

    assert "onderweg" in text(ineke.post(again, follow=True))
    assert "werkt dan niet meer" in text(ineke.get(revoke))
    assert "ingetrokken" in text(ineke.post(revoke, follow=True))
    answer = ineke.post(revoke, follow=True)

    assert "al aangenomen of ingetrokken" in text(answer)
    assert lab.invitations.get().revoked_at


def test_state_of_an_invitation_is_told(ineke, lab, invited):
    assert "wordt verstuurd" in text(ineke.get(reverse("people")))
    send_due_invitations(at=timezone.now())
    assert "wacht op antwoord" in text(ineke.get(reverse("people")))
    lab.invitations.update(
        invited_at=timezone.now() - timedelta(days=15),
        expires_at=timezone.now() - timedelta(days=1),
    )
    assert "verlopen" in text(ineke.get(reverse("people")))


def test_administrator_changes_roles(ineke, lab, researcher):
    address = page_of("member", lab, researcher.pk)

    assert b'value="researcher" id="id_roles_0"' in ineke.get(address).content
    answer = ineke.post(address, {"roles": ["researcher", "bvf"]}, follow=True)

    assert "rollen van Anna de Boer zijn gewijzigd" in text(answer)
    assert roles_of(researcher, lab) == {"researcher", "bvf"}


def test_administrator_reads_why_he_cannot_be_bvf_or_stop(ineke, lab, lab_admin):
    address = page_of("member", lab, lab_admin.pk)

    as_bvf = ineke.post(address, {"roles": ["admin", "bvf"]})
    stopping = ineke.post(address, {"roles": ["researcher"]})

    assert "andere beheerder" in text(as_bvf)
    assert "heeft een beheerder nodig" in text(stopping)
    assert as_bvf.status_code == stopping.status_code == 400
    assert roles_of(lab_admin, lab) == {"admin"}


def test_administrator_removes_after_asking(ineke, lab, bvf_user):
    address = page_of("remove-member", lab, bvf_user.pk)

    assert "Sem Bakker verwijderen?" in text(ineke.get(address))
    assert roles_of(bvf_user, lab)
    assert "werkt niet meer voor" in text(ineke.post(address, follow=True))
    assert roles_of(bvf_user, lab) == set()
    assert ineke.post(address).status_code == 404


def test_the_last_administrator_reads_why_he_cannot_leave(ineke, lab, lab_admin):
    answer = ineke.post(page_of("leave-organisation", lab), follow=True)

    assert "heeft een beheerder nodig" in text(answer)
    assert roles_of(lab_admin, lab) == {"admin"}


def test_researcher_leaves(client, lab, researcher):
    client.force_login(researcher)

    answer = client.post(page_of("leave-organisation", lab), follow=True)

    assert "U werkt niet meer voor UMC Noord" in text(answer)
    assert not researcher.memberships.exists()


def test_bvf_arranges_and_ends_a_substitution(client, lab, bvf_user, second_bvf):
    client.force_login(bvf_user)
    today = timezone.localdate().isoformat()
    form = {"substitute": second_bvf.pk, "starts_on": today, "ends_on": today}

    page = client.get(page_of("new-substitution", lab))
    assert b'name="bvf"' not in page.content
    answer = client.post(page_of("new-substitution", lab), form, follow=True)
    assert "Kees Prins tekent in plaats van Sem Bakker" in text(answer)

    made = lab.substitutions.get()
    assert made.bvf == bvf_user
    end = page_of("end-substitution", lab, made.pk)
    assert "Deze vervanging beëindigen?" in text(client.get(end))
    assert "De vervanging is beëindigd" in text(client.post(end, follow=True))


def test_administrator_arranges_for_a_bvf(ineke, lab, bvf_user, second_bvf):
    day = timezone.localdate().isoformat()
    form = {
        "bvf": bvf_user.pk,
        "substitute": second_bvf.pk,
        "starts_on": day,
        "ends_on": day,
    }

    ineke.post(page_of("new-substitution", lab), form)

    assert lab.substitutions.get().bvf == bvf_user


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("substitute", "", "Kies de vervanger."),
        ("substitute", "999999", "Kies een BVF van de organisatie."),
        ("substitute", "x", "Kies een BVF van de organisatie."),
        ("starts_on", "morgen", "Geef een datum"),
        ("ends_on", "2020-01-01", "Deze periode is voorbij"),
        ("ends_on", "", "Geef de laatste dag."),
    ],
)
def test_wrong_substitution_is_told_at_the_field(
    client, lab, bvf_user, second_bvf, field, value, said
):
    client.force_login(bvf_user)
    good = {
        "substitute": second_bvf.pk,
        "starts_on": "2020-01-01",
        "ends_on": (timezone.localdate() + timedelta(days=3)).isoformat(),
    }

    answer = client.post(page_of("new-substitution", lab), {**good, field: value})

    assert answer.status_code == 400
    assert said in answer.content.decode().split("data-error-summary")[1]
    assert not lab.substitutions.exists()


def test_lone_bvf_reads_that_there_is_nobody(client, lab, bvf_user):
    client.force_login(bvf_user)

    page = client.get(page_of("new-substitution", lab))

    assert "geen andere BVF" in text(page)


def test_record_tells_everything(ineke, lab, admin, bvf_user, researcher, second_bvf):
    give_role(lab, person=researcher, role=LabRole.ADMIN, by=admin, at=NOW)
    arrange_substitution(
        lab,
        bvf=bvf_user,
        substitute=second_bvf,
        starts_on=NOW.date(),
        ends_on=NOW.date(),
        by=admin,
        at=NOW,
    )

    said = text(ineke.get(page_of("access-record", lab)))

    assert "Rol gegeven: Anna de Boer – beheerder van de organisatie" in said
    assert "Vervanging geregeld: Sem Bakker → Kees Prins" in said
    assert "23 november 2026, 09:41" in said


def test_pages_cost_the_same_for_many(ineke, lab, admin, invited):
    few = queries(ineke, reverse("people"))
    record = queries(ineke, page_of("access-record", lab))
    for number in range(30):
        member(f"Lid{number} Achternaam", lab, LabRole.RESEARCHER)
        values = {"email": f"{number}@lab.nl", "name": "N", "roles": ["bvf"]}
        invite_member(lab, **values, by=admin, at=timezone.now())

    assert queries(ineke, reverse("people")) == few
    assert queries(ineke, page_of("access-record", lab)) == record
