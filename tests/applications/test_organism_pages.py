"""The pages of the organism rows."""

from django.urls import reverse

from applications.actions import organisms
from tests.applications.browsing import queries, text, url
from tests.cast import NOW, organism


def test_a_row_without_host_is_kept_and_told_at_its_place(anna, draft):
    address = reverse("new-organism", args=[draft.pk])

    response = anna.post(address, organism(host=""), follow=True)

    row = draft.organisms.get()
    assert response.redirect_chain[0][0] == reverse("organism", args=[draft.pk, row.pk])
    assert "Geef de gastheer op" in text(response)
    assert "Geef de gastheer op" in text(anna.get(url(draft, "organisms")))
    assert "Rij 1: Geef de gastheer op" in text(anna.get(url(draft)))


def test_a_row_can_be_like_another(anna, complete_kg):
    draft = complete_kg()
    address = reverse("new-organism", args=[draft.pk])

    response = anna.get(f"{address}?like={draft.organisms.get().pk}")

    assert "Escherichia coli K12 DH5α" in response.content.decode()


def test_a_row_changed_by_two_people_shows_both(anna, complete_kg, bvf):
    draft = complete_kg()
    row = draft.organisms.get()
    organisms.change(row, {"host": "Van Sem"}, by=bvf, at=NOW)

    address = reverse("organism", args=[draft.pk, row.pk])
    mine = organism(host="Van Anna") | {"version": "1"}
    response = anna.post(address, mine)

    assert response.status_code == 409
    assert "Van Sem" in text(response)
    assert b'value="Van Anna"' in response.content


def test_rows_come_fifty_a_page_at_the_same_cost(anna, draft, by):
    organisms.add(draft, [organism()], by=by, at=NOW)
    queries(anna, url(draft, "organisms"))
    one = queries(anna, url(draft, "organisms"))
    organisms.add(draft, [organism() for _ in range(60)], by=by, at=NOW)

    assert queries(anna, url(draft, "organisms")) == one
    assert (
        'id="row-61"' in anna.get(url(draft, "organisms") + "?page=2").content.decode()
    )
