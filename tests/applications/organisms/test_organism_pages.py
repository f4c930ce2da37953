"""The pages of the organism rows: the table, one row, and what is done with many."""

import re
from html import unescape

import pytest
from django.urls import reverse

from accounts.actor import Actor
from applications.drafting import drafting
from applications.organisms import editing
from applications.organisms.grid import row_numbers_in_words
from tests.applications.browsing import queries, text, url
from tests.cast import NOW, organism


def add(draft, by, *names):
    rows = [organism(host=name) for name in names]
    return editing.add_rows(draft, rows, by=by, at=NOW)


def page_of(name, draft):
    return reverse(name, args=[draft.pk])


def fields(response) -> dict[str, str]:
    """What a browser would send for the table on a page, without choosing anything."""
    found = {}
    page = re.sub(r"<template.*?</template>", "", response.content.decode(), flags=re.S)
    for tag, body in re.findall(
        r"<(?:input|textarea)([^>]*)>(?:\n([^<]*)</textarea>)?", page
    ):
        said = dict(re.findall(r'(\w+)="([^"]*)"', tag))
        if said.get("type") not in ("checkbox", "search") and "name" in said:
            found[said["name"]] = said.get("value", body)
    return {
        name: unescape(value)
        for name, value in found.items()
        if name.startswith(("row", "new"))
    }


def hosts(draft):
    return list(draft.organisms.values_list("host", flat=True))


def test_a_row_without_host_is_kept_and_told_at_its_place(anna, draft):
    address = page_of("new-organism", draft)

    response = anna.post(address, organism(host=""), follow=True)

    row = draft.organisms.get()
    assert response.redirect_chain[0][0] == reverse("organism", args=[draft.pk, row.pk])
    assert "Geef de gastheer op" in text(response)
    assert "Geef de gastheer op" in text(anna.get(url(draft, "organisms")))
    assert "Rij 1: Geef de gastheer op" in text(anna.get(url(draft)))


def test_a_row_changed_by_two_people_shows_both(anna, complete_kg, bvf):
    draft = complete_kg()
    row = draft.organisms.get()
    editing.change_row(row, {"host": "Van Sem"}, by=bvf, at=NOW)

    address = reverse("organism", args=[draft.pk, row.pk])
    mine = organism(host="Van Anna") | {"version": "1"}
    response = anna.post(address, mine)

    assert response.status_code == 409
    assert "Van Sem" in text(response)
    assert b'value="Van Anna"' in response.content


def test_an_earlier_row_of_the_lab_can_be_used_again(anna, draft, lab, by):
    filed = drafting.start_draft(procedure_key="i-new", organisation=lab, by=by, at=NOW)
    [row] = add(filed, by, "Saccharomyces cerevisiae")
    address = page_of("new-organism", draft)

    found = anna.get(f"{address}?earlier=cerevisiae")
    begun = anna.get(f"{address}?like={row.pk}")

    assert f"?like={row.pk}" in found.content.decode()
    assert b'value="Saccharomyces cerevisiae"' in begun.content


def test_rows_of_another_lab_are_never_offered(anna, draft, other_lab, outsider_user):
    theirs = Actor(user=outsider_user)
    other = drafting.start_draft(
        procedure_key="i-new", organisation=other_lab, by=theirs, at=NOW
    )
    [row] = add(other, theirs, "Geheime stam")
    address = page_of("new-organism", draft)

    pages = [
        anna.get(f"{address}?earlier=geheime"),
        anna.get(f"{address}?like={row.pk}"),
        anna.get(url(draft, "organisms")),
        anna.get(
            page_of("organism-suggestions", draft), {"field": "host", "q": "stam"}
        ),
    ]

    assert not [page for page in pages if b"Geheime stam" in page.content]


def test_suggestions_are_ten_different_values_the_latest_first(anna, draft, by):
    add(draft, by, *[f"stam {n}" for n in range(12)], "stam 3", "gist")
    address = page_of("organism-suggestions", draft)

    values = anna.get(address, {"field": "host", "q": "STAM"}).json()["values"]

    assert values[:2] == ["stam 3", "stam 11"]
    assert len(values) == len(set(values)) == 10
    assert anna.get(address, {"field": "position"}).status_code == 404


def test_rows_come_fifty_a_page_at_the_same_cost(anna, draft, by):
    editing.add_rows(draft, [organism()], by=by, at=NOW)
    queries(anna, url(draft, "organisms"))
    one = queries(anna, url(draft, "organisms"))
    editing.add_rows(draft, [organism() for _ in range(60)], by=by, at=NOW)

    assert queries(anna, url(draft, "organisms")) == one
    assert (
        'id="row-61"' in anna.get(url(draft, "organisms") + "?page=2").content.decode()
    )


def test_the_table_saves_changed_cells_and_new_rows(anna, draft, by):
    one, _two = add(draft, by, "a", "b")
    sent = fields(anna.get(url(draft, "organisms")))

    sent |= {f"row-{one.pk}-host": "c", "new-0-host": "d"}
    response = anna.post(url(draft, "organisms"), sent, follow=True)

    assert "2 rijen zijn bewaard" in text(response)
    assert hosts(draft) == ["c", "b", "d"]
    assert list(draft.organisms.values_list("version", flat=True)) == [2, 1, 1]


def test_the_table_sent_as_it_was_shown_saves_nothing(anna, draft, by):
    editing.add_rows(
        draft, [organism(host="a\nb <&\"'", function="c\n d")], by=by, at=NOW
    )
    draft.refresh_from_db()

    anna.post(url(draft, "organisms"), fields(anna.get(url(draft, "organisms"))))

    before = draft.version
    draft.refresh_from_db()
    assert draft.version == before


def test_the_table_marks_a_wrong_cell_and_keeps_it(anna, draft, by):
    [row] = add(draft, by, "a")
    sent = fields(anna.get(url(draft, "organisms"))) | {f"row-{row.pk}-cfi": "ML-9"}

    response = anna.post(url(draft, "organisms"), sent, follow=True)

    assert "Er is geen CFI “ML-9”" in text(response)
    assert f'aria-describedby="wrong_row-{row.pk}-cfi"' in response.content.decode()
    assert draft.organisms.get().cfi == "ML-9"


def test_the_table_writes_codes_as_they_are_written(anna, draft, by):
    [row] = add(draft, by, "a")
    sent = fields(anna.get(url(draft, "organisms")))

    sent |= {f"row-{row.pk}-cfi": "ml – i", f"row-{row.pk}-level": ""}
    response = anna.post(url(draft, "organisms"), sent, follow=True)

    assert draft.organisms.get().cfi == "ML-I"
    assert 'placeholder="I (uit de CFI)"' in response.content.decode()


def test_the_table_tells_of_a_colleague_with_both_texts(anna, draft, by, bvf):
    one, two = add(draft, by, "a", "b")
    sent = fields(anna.get(url(draft, "organisms")))
    editing.change_row(one, {"host": "van Sem"}, by=bvf, at=NOW)

    sent |= {f"row-{one.pk}-host": "van Anna", f"row-{two.pk}-host": "c"}
    response = anna.post(url(draft, "organisms"), sent)

    assert response.status_code == 409
    assert "u “van Anna”, in de rij nu “van Sem”" in text(response)
    assert b'value="van Anna"' in response.content
    assert hosts(draft) == ["van Sem", "c"]
    anna.post(url(draft, "organisms"), fields(response))
    assert hosts(draft) == ["van Anna", "c"]


def test_the_table_keeps_what_was_typed_in_a_row_that_a_colleague_removed(
    anna, draft, by, bvf
):
    [row] = add(draft, by, "a")
    sent = fields(anna.get(url(draft, "organisms"))) | {f"row-{row.pk}-host": "mijn"}
    editing.remove_row(row, by=bvf, at=NOW)

    response = anna.post(url(draft, "organisms"), sent)

    assert "Iemand heeft rijen verwijderd" in text(response)
    assert fields(response)["new-0-host"] == "mijn"


def test_the_table_typed_when_the_sign_in_had_ended_is_shown_again(
    client, draft, by, researcher
):
    [row] = add(draft, by, "a")
    client.force_login(researcher)
    sent = fields(client.get(url(draft, "organisms"))) | {f"row-{row.pk}-host": "later"}
    session = client.session
    for key in ("_auth_user_id", "_auth_user_backend", "_auth_user_hash"):
        session.pop(key)
    session.save()

    client.post(url(draft, "organisms"), sent)
    client.force_login(researcher)
    response = client.get(url(draft, "organisms"))

    assert "toen u werd uitgelogd" in text(response)
    assert fields(response)[f"row-{row.pk}-host"] == "later"


def test_the_table_with_nonsense_in_it_is_no_crash(anna, draft, by):
    add(draft, by, "a")
    sent = {
        "row-999999999999999999-seen": "x",
        "row-1-seen": "-",
        "new-0-host": "\x00b",
        "new-99-host": "nooit",
        "row": ["zeven", "9" * 30],
        "then": "page-\r\nx",
    }

    response = anna.post(url(draft, "organisms") + "?page=x", sent)

    assert response.status_code in (302, 409)
    assert hosts(draft) == ["a", "b"]


def test_the_table_goes_to_another_page_after_saving(anna, draft, by):
    add(draft, by, *["a"] * 51)

    response = anna.post(url(draft, "organisms"), {"then": "page-2"})

    assert response["Location"] == url(draft, "organisms") + "?page=2"


def do(anna, draft, act, *rows, follow=True, **more):
    sent = {"then": act, "row": [row.pk for row in rows], **more}
    return anna.post(url(draft, "organisms"), sent, follow=follow)


def test_chosen_rows_are_duplicated(anna, draft, by):
    one, _two = add(draft, by, "a", "b")

    response = do(anna, draft, "duplicate", one)

    assert "1 kopie staat onderaan" in text(response)
    assert hosts(draft) == ["a", "b", "a"]


def test_nothing_chosen_is_told(anna, draft, by):
    add(draft, by, "a")

    assert "Vink eerst de rijen aan" in text(do(anna, draft, "remove"))


def test_chosen_rows_are_removed_after_a_question(anna, draft, by):
    one, two, three, four = add(draft, by, "a", "b", "c", "d")

    asked = do(anna, draft, "remove", one, two, four)
    assert "Rijen 1–2 en 4 verdwijnen" in text(asked)
    assert len(hosts(draft)) == 4

    rows = [one.pk, two.pk, four.pk]
    response = anna.post(page_of("remove-organisms", draft), {"row": rows}, follow=True)
    assert "3 rijen zijn verwijderd" in text(response)
    assert list(draft.organisms.values_list("pk", "position")) == [(three.pk, 1)]


def test_a_column_is_filled_in_after_a_look(anna, draft, by):
    add(draft, by, *["a"] * 60)
    editing.change_row(draft.organisms.last(), {"cfi": "ML-II"}, by=by, at=NOW)
    address = page_of("fill-organisms", draft)
    sent = {"everything": "1", "field": "cfi", "value": "ml-ii"}

    do(anna, draft, "fill", everything="1")
    look = anna.post(address, sent | {"then": "look"})
    assert "59 rijen veranderen" in text(look)
    assert "1 rij heeft deze waarde al" in text(look)
    assert "ML-II past niet bij niveau I" in text(look)
    assert draft.organisms.filter(cfi="ML-II").count() == 1

    response = anna.post(address, sent | {"then": "fill"}, follow=True)
    assert "59 rijen zijn gewijzigd" in text(response)
    assert draft.organisms.filter(cfi="ML-II").count() == 60


def test_a_column_is_filled_in_only_when_it_is_named(anna, draft, by):
    add(draft, by, "a")
    sent = {"everything": "1", "field": "position", "value": "1", "then": "fill"}

    response = anna.post(page_of("fill-organisms", draft), sent)

    assert response.status_code == 400
    assert "Kies een van de kolommen" in text(response)


@pytest.mark.parametrize("name", ["remove-organisms", "fill-organisms"])
def test_chosen_rows_that_are_gone_are_told(anna, draft, name):
    response = anna.get(page_of(name, draft), {"row": ["1", "x"]})

    assert "Deze rijen zijn er niet meer" in text(response)


@pytest.mark.parametrize(
    ("numbers", "words"),
    [([], ""), ([3], "3"), ([4, 3], "3–4"), ([1, 3, 4, 5, 9], "1, 3–5 en 9")],
)
def test_row_numbers_are_said_as_a_person_says_them(numbers, words):
    assert row_numbers_in_words(numbers) == words


def test_a_comment_stands_under_the_table(anna, draft):
    sent = {"section": "organisms", "then": "comment", "talk-text": "Klopt rij 3?"}

    response = anna.post(page_of("comments", draft), sent, follow=True)

    assert response.redirect_chain[-1][0] == url(draft, "organisms") + "#comments"
    assert "Klopt rij 3?" in text(response)
