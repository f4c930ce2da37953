"""The pages of the organism rows."""

from django.urls import reverse

from applications.actions import organisms
from tests.applications.browsing import queries, text, url
from tests.cast import NOW, organism


def test_a_row_without_host_is_kept_and_told_at_its_place(page, draft):
    address = reverse("new-organism", args=[draft.pk])

    response = page.post(address, organism(host=""), follow=True)

    row = draft.organisms.get()
    assert response.redirect_chain[0][0] == reverse("organism", args=[draft.pk, row.pk])
    assert "Geef de gastheer op" in text(response)
    assert "Geef de gastheer op" in text(page.get(url(draft, "organisms")))
    assert "Rij 1: Geef de gastheer op" in text(page.get(url(draft)))


def test_a_row_can_be_like_another(page, complete_kg):
    draft = complete_kg()
    address = reverse("new-organism", args=[draft.pk])

    response = page.get(f"{address}?like={draft.organisms.get().pk}")

    assert "Escherichia coli K12 DH5α" in response.content.decode()


def test_a_row_changed_by_two_people_shows_both(page, complete_kg, bvf):
    draft = complete_kg()
    row = draft.organisms.get()
    organisms.change(row, {"host": "Van Sem"}, by=bvf, at=NOW)

    address = reverse("organism", args=[draft.pk, row.pk])
    mine = organism(host="Van Anna") | {"version": "1"}
    response = page.post(address, mine)

    assert response.status_code == 409
    assert "Van Sem" in text(response)
    assert b'value="Van Anna"' in response.content


def test_rows_come_fifty_a_page_at_the_same_cost(page, draft, by):
    organisms.add(draft, [organism()], by=by, at=NOW)
    queries(page, url(draft, "organisms"))
    one = queries(page, url(draft, "organisms"))
    organisms.add(draft, [organism() for _ in range(60)], by=by, at=NOW)

    assert queries(page, url(draft, "organisms")) == one
    assert (
        'id="row-61"' in page.get(url(draft, "organisms") + "?page=2").content.decode()
    )
