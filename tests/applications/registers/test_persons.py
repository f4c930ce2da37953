"""The register of persons: kept by administrators and BVFs, read by colleagues."""

import pytest
from django.urls import reverse

from accounts.actor import Actor
from accounts.errors import ActorNotAllowed
from applications.models import Person
from applications.registers import persons
from tests.applications.browsing import queries, text
from tests.at_once import at_once

VALUES = {"name": "Fatima el Amrani", "email": "fatima@lab.nl", "phone": "050 1"}


@pytest.fixture
def fatima(lab):
    """Somebody in the register."""
    return Person.objects.create(organisation=lab, **VALUES)


@pytest.mark.parametrize("who", ["bvf_user", "lab_admin"])
def test_keepers_add_a_person(client, lab, request, who):
    client.force_login(request.getfixturevalue(who))

    answer = client.post(reverse("new-person"), {**VALUES, "email": "Fatima@Lab.nl"})

    assert answer.url == reverse("persons")
    person = lab.persons.get()
    assert (person.name, person.email, person.phone) == tuple(VALUES.values())
    assert person.is_active


def test_a_researcher_reads_but_does_not_change(client, lab, researcher, fatima):
    client.force_login(researcher)

    page = client.get(reverse("persons"))

    assert "Fatima el Amrani" in text(page)
    assert "Persoon toevoegen" not in text(page)
    for name, args in (("new-person", []), ("person", [fatima.pk])):
        assert client.get(reverse(name, args=args)).status_code == 404
        assert client.post(reverse(name, args=args), VALUES).status_code == 404
    assert client.post(reverse("retire-person", args=[fatima.pk])).status_code == 404


@pytest.mark.parametrize("who", ["outsider_user", "handler_user"])
def test_others_find_nothing(client, fatima, request, who):
    client.force_login(request.getfixturevalue(who))

    assert "Fatima" not in text(client.get(reverse("persons")))
    assert client.get(reverse("person", args=[fatima.pk])).status_code == 404


def test_a_keeper_cannot_add_to_another_lab(client, bvf_user, other_lab):
    client.force_login(bvf_user)

    client.post(reverse("new-person"), {**VALUES, "organisation": str(other_lab.pk)})

    assert other_lab.persons.count() == 0


def test_a_keeper_corrects_a_person(client, bvf_user, fatima):
    client.force_login(bvf_user)
    address = reverse("person", args=[fatima.pk])

    assert b'value="fatima@lab.nl"' in client.get(address).content
    client.post(address, {**VALUES, "name": "F. el Amrani"})

    fatima.refresh_from_db()
    assert fatima.name == "F. el Amrani"


def test_who_is_retired_cannot_be_picked_until_put_back(client, lab, bvf_user, fatima):
    client.force_login(bvf_user)
    address = reverse("retire-person", args=[fatima.pk])

    client.post(address)
    assert not lab.persons.pickable().exists()
    assert "vervallen" in text(client.get(reverse("persons")))
    client.post(address)
    assert lab.persons.pickable().get() == fatima


def test_retiring_twice_changes_nothing(lab, bvf_user, fatima):
    for _ in range(2):
        persons.retire_person(fatima, by=Actor(user=bvf_user))

    assert not lab.persons.get().is_active


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("name", "", "Geef de naam"),
        ("name", "\x00\u200b", "Geef de naam"),
        ("email", "", "e-mailadres"),
        ("email", "geen adres", "naam@lab.nl"),
        ("email", "FATIMA@lab.nl", "al in het register"),
        ("phone", "1" * 31, "Telefoon"),
    ],
)
def test_a_wrong_person_is_told_at_the_field(
    client, lab, bvf_user, fatima, field, value, said
):
    client.force_login(bvf_user)
    good = {"name": "Jeroen Vos", "email": "jeroen@lab.nl", "phone": ""}

    answer = client.post(reverse("new-person"), {**good, field: value})

    assert answer.status_code == 400
    assert said in answer.content.decode().split("data-error-summary")[1]
    assert lab.persons.count() == 1


@pytest.mark.parametrize("who", ["researcher", "outsider_user", "handler_user"])
def test_the_acts_refuse_others(lab, fatima, request, who):
    by = Actor(user=request.getfixturevalue(who))

    with pytest.raises(ActorNotAllowed):
        persons.add_person(lab, VALUES, by=by)
    with pytest.raises(ActorNotAllowed):
        persons.change_person(fatima, VALUES, by=by)
    with pytest.raises(ActorNotAllowed):
        persons.retire_person(fatima, by=by)
    with pytest.raises(ActorNotAllowed):
        persons.restore_person(fatima, by=by)


@pytest.mark.django_db(transaction=True)
def test_the_same_person_added_at_once_is_there_once(lab, bvf_user):
    def add():
        return persons.add_person(lab, VALUES, by=Actor(user=bvf_user))

    results = at_once(add, add)

    assert sorted(type(result).__name__ for result in results) == [
        "InputRefused",
        "Person",
    ]
    assert lab.persons.count() == 1


def test_the_list_costs_the_same_for_many(client, lab, bvf_user, fatima):
    client.force_login(bvf_user)
    few = queries(client, reverse("persons"))
    for number in range(30):
        lab.persons.create(name=f"P{number}", email=f"{number}@lab.nl")

    assert queries(client, reverse("persons")) == few


def test_two_windows_on_one_person_lose_nothing(client, bvf_user, fatima):
    client.force_login(bvf_user)
    address = reverse("person", args=[fatima.pk])
    begun = client.get(address).context["begun"]
    client.post(address, VALUES | {"phone": "050 2", "begun": begun})

    mine = VALUES | {"name": "F. el Amrani", "begun": begun}
    page = client.post(address, mine)
    fatima.refresh_from_db()
    assert (fatima.name, fatima.phone) == (VALUES["name"], "050 2")
    assert "in een ander venster gewijzigd" in text(page)
    form = page.context["form"]
    assert (form["name"].value(), form["phone"].value()) == ("F. el Amrani", "050 2")

    again = mine | {"phone": "050 2", "begun": page.context["begun"]}
    assert client.post(address, again).url == reverse("persons")
    fatima.refresh_from_db()
    assert (fatima.name, fatima.phone) == ("F. el Amrani", "050 2")
