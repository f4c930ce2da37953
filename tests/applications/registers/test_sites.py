"""The register of sites: kept by administrators and BVFs, read by colleagues."""

import pytest
from django.urls import reverse

from accounts.actor import Actor
from accounts.errors import ActorNotAllowed
from applications.models import Site
from applications.registers.sites import add_site, change_site

VALUES = {
    "name": "Gebouw O3",
    "street": "Laan van Noord 14",
    "postcode": "9713gz",
    "municipality": "Groningen",
    "authority": "gemeente Groningen",
    "permit_number": "",
    "highest-ML": "ML-III",
    "highest-AP": "AP-I",
}


@pytest.mark.parametrize("who", ["bvf_user", "lab_admin"])
def test_keepers_add_a_site(client, lab, request, who):
    client.force_login(request.getfixturevalue(who))

    response = client.post(reverse("new-site"), VALUES)

    assert response.url == reverse("sites")
    site = lab.sites.get(name="Gebouw O3")
    assert site.postcode == "9713 GZ"
    assert [row.cfi for row in site.containments.all()] == ["AP-I", "ML-III"]


def test_a_researcher_reads_but_does_not_change(client, lab, researcher):
    client.force_login(researcher)
    site = lab.sites.get()

    assert client.get(reverse("new-site")).status_code == 404
    shown = client.get(reverse("site", args=[site.pk]))
    client.post(reverse("site", args=[site.pk]), VALUES)

    assert b"ML-II" in shown.content
    assert b"<input" not in shown.content.split(b"<main")[1]
    site.refresh_from_db()
    assert site.name == "Gebouw O2"


@pytest.mark.parametrize("who", ["outsider_user", "handler_user"])
def test_others_find_nothing(client, lab, request, who):
    client.force_login(request.getfixturevalue(who))

    response = client.get(reverse("sites"))

    assert b"Gebouw O2" not in response.content
    address = reverse("site", args=[lab.sites.get().pk])
    assert client.get(address).status_code == 404
    assert client.post(address, VALUES).status_code == 404


def test_a_keeper_cannot_add_to_another_lab(client, bvf_user, other_lab):
    client.force_login(bvf_user)

    client.post(reverse("new-site"), {**VALUES, "organisation": str(other_lab.pk)})

    assert other_lab.sites.count() == 1


def test_a_keeper_corrects_a_site(client, lab, bvf_user):
    client.force_login(bvf_user)
    site = lab.sites.get()
    address = reverse("site", args=[site.pk])

    assert b'value="ML-II" selected' in client.get(address).content
    client.post(address, {**VALUES, "name": "Gebouw O2"})

    assert [row.cfi for row in site.containments.all()] == ["AP-I", "ML-III"]


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("name", "", "Geef de locatie een naam"),
        ("name", "Gebouw O2", "al een locatie met deze naam"),
        ("postcode", "97 GZ", "9713 GZ"),
        ("postcode", "x" * 50, "9713 GZ"),
        ("highest-ML", "ML-9", "ML-9"),
    ],
)
def test_a_wrong_site_is_told_at_the_field(client, lab, bvf_user, field, value, said):
    client.force_login(bvf_user)

    response = client.post(reverse("new-site"), {**VALUES, field: value})

    assert response.status_code == 400
    summary = response.content.decode().split('<form class="ggo-card')[0]
    assert said in summary
    assert lab.sites.count() == 1


def test_a_site_without_any_cfi_is_refused(client, lab, bvf_user):
    client.force_login(bvf_user)
    nothing = {k: v for k, v in VALUES.items() if not k.startswith("highest-")}

    response = client.post(reverse("new-site"), nothing)

    assert response.status_code == 400
    assert "ten minste één soort" in response.content.decode()


@pytest.mark.parametrize("who", ["researcher", "outsider_user", "handler_user"])
def test_the_acts_refuse_others(lab, request, who):
    by = Actor(user=request.getfixturevalue(who))

    with pytest.raises(ActorNotAllowed):
        add_site(lab, {}, by=by)
    with pytest.raises(ActorNotAllowed):
        change_site(lab.sites.get(), {}, by=by)


def test_the_list_of_sites_costs_the_same_for_many(
    client, lab, bvf_user, django_assert_max_num_queries
):
    client.force_login(bvf_user)
    for number in range(30):
        site = Site.objects.create(organisation=lab, name=f"Gebouw {number}")
        site.containments.create(cfi="ML-I")

    with django_assert_max_num_queries(12):
        assert client.get(reverse("sites")).status_code == 200


def test_two_windows_on_one_site_lose_nothing(client, lab, bvf_user):
    client.force_login(bvf_user)
    client.post(reverse("new-site"), VALUES)
    site = lab.sites.get(name="Gebouw O3")
    address = reverse("site", args=[site.pk])
    begun = client.get(address).context["begun"]
    values = VALUES | {"postcode": "9713 GZ", "begun": begun}
    client.post(address, values | {"highest-ML": "ML-II"})

    page = client.post(address, values | {"authority": "provincie Groningen"})

    site = Site.objects.get(pk=site.pk)
    assert site.as_values()["cfis"] == ["AP-I", "ML-II"]
    assert site.authority == "gemeente Groningen"
    form = page.context["form"]
    assert form["authority"].value() == "provincie Groningen"
    assert form["highest-ML"].value() == "ML-II"
    assert "in een ander venster gewijzigd" in page.text
