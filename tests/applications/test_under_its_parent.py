"""What lies in one application is not reached through the address of another."""

import pytest
from django.urls import reverse

from accounts.errors import InputRefused
from applications.collaboration.commenting import place_comment, settle_comment
from applications.confidentiality.claims import mark_confidential
from applications.models import OrganismRow
from applications.organisms import importing, row_acts
from applications.organisms.tables.reading import read_text
from tests.applications.browsing import url
from tests.cast import NOW, freeze, organism


@pytest.fixture
def mine(complete_kg):
    """The application of which the address is used."""
    return complete_kg()


@pytest.fixture(params=["of the same lab", "of another lab"])
def other(request, complete_kg, other_lab):
    """Another application with a file and a row of its own."""
    made = complete_kg()
    if request.param == "of another lab":
        made.organisation = other_lab
        made.save(update_fields=["organisation"])
    return made


@pytest.mark.parametrize(
    "name", ["attachment", "remove-attachment", "confidential-attachment"]
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_file_of_another_application_is_not_there(anna, mine, other, name, method):
    file = other.attachments.get()
    said = {"ground": "business", "reason": "Octrooi volgt."}
    address = reverse(name, args=[mine.pk, file.pk])

    answer = getattr(anna, method)(address, said if method == "post" else {})

    assert answer.status_code in ({404} if method == "get" else {404, 405})
    file.refresh_from_db()
    assert (file.application, file.confidential) == (other, False)


def test_a_confidential_file_of_another_application_is_not_made_public(
    anna, by, mine, complete_kg
):
    file = complete_kg().attachments.get()
    mark_confidential(file, ground="business", reason="Octrooi.", by=by, at=NOW)

    address = reverse("confidential-attachment", args=[mine.pk, file.pk])
    assert anna.post(address, {"then": "withdraw"}).status_code == 404

    file.refresh_from_db()
    assert file.confidential


def test_bureau_reads_no_file_of_another_filing_through_this_one(
    client, by, signed_kg, handler_user
):
    first, second = (freeze(signed_kg(), by=by, at=NOW) for _ in range(2))
    client.force_login(handler_user)

    address = reverse("attachment", args=[first.pk, second.attachments.get().pk])

    assert client.get(address).status_code == 404


def test_a_file_of_another_application_serves_as_no_public_version(by, mine, other):
    own = mine.attachments.get()

    with pytest.raises(InputRefused, match="ander bestand van dit concept"):
        mark_confidential(
            own,
            ground="business",
            reason="Octrooi volgt.",
            public_version=other.attachments.get(),
            by=by,
            at=NOW,
        )


def test_the_page_of_a_file_takes_no_public_version_from_elsewhere(anna, mine, other):
    own, public = mine.attachments.get(), other.attachments.get()
    said = {"ground": "business", "reason": "Octrooi.", "public_version": public.pk}

    address = reverse("confidential-attachment", args=[mine.pk, own.pk])
    page = anna.get(address)
    answer = anna.post(address, said)

    assert str(public.pk) not in page.content.decode()
    assert answer.status_code == 400
    own.refresh_from_db()
    assert own.public_version is None


@pytest.mark.parametrize("name", ["organism", "remove-organism"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_row_of_another_application_is_not_there(anna, mine, other, name, method):
    row = other.organisms.get()

    answer = getattr(anna, method)(
        reverse(name, args=[mine.pk, row.pk]), organism(host="Bacillus subtilis")
    )

    assert answer.status_code == 404
    assert OrganismRow.objects.get(pk=row.pk).as_values() == row.as_values()


def test_no_row_like_one_of_another_lab_is_begun(anna, mine, other, lab):
    row = other.organisms.get()
    row.insert = "geheim-gen"
    row.save()

    page = anna.get(reverse("new-organism", args=[mine.pk]), {"like": str(row.pk)})

    assert ("geheim-gen" in page.content.decode()) == (other.organisation == lab)


@pytest.mark.parametrize(
    "act",
    [
        lambda mine, keys, **how: row_acts.remove_rows(mine, keys, **how),
        lambda mine, keys, **how: row_acts.duplicate_rows(mine, keys, **how),
        lambda mine, keys, **how: row_acts.fill_column(mine, keys, "host", "X", **how),
    ],
    ids=["remove", "duplicate", "fill"],
)
def test_rows_chosen_in_another_application_are_left_alone(by, mine, other, act):
    row = other.organisms.get()

    assert not act(mine, [row.pk], by=by, at=NOW)

    assert OrganismRow.objects.get(pk=row.pk).as_values() == row.as_values()
    assert mine.organisms.count() == 1


def test_the_table_saves_no_row_of_another_application(by, mine, other):
    row = other.organisms.get()
    typed = row_acts.TypedRow(row.pk, f"{row.version}-x", organism(host="Ander"))

    saved = row_acts.save_table(mine, [typed], [], by=by, at=NOW)

    assert (saved.saved, len(saved.clashes)) == (0, 1)
    assert saved.clashes[0].current is None
    assert OrganismRow.objects.get(pk=row.pk).as_values() == row.as_values()


@pytest.mark.parametrize("then", [None, "stop", "confirm"])
def test_a_table_read_into_another_application_is_not_there(
    anna, by, mine, complete_kg, then
):
    other = complete_kg()
    table = read_text("Gastheer\tVector\nE. coli\tpUC19\n")
    pending = importing.store_pending_import(
        other, table, mode="add", source="", by=by, at=NOW
    )
    address = reverse("pending-import", args=[mine.pk, pending.pk])

    answer = anna.post(address, {"then": then}) if then else anna.get(address)

    assert answer.status_code == (302 if then else 404)
    assert other.pending_imports.filter(pk=pending.pk).exists()
    assert (mine.organisms.count(), other.organisms.count()) == (1, 1)


@pytest.mark.parametrize("what", ["settle", "reopen"])
@pytest.mark.parametrize("where", ["comments", "section"])
def test_a_comment_of_another_application_is_not_there(
    anna, by, mine, complete_kg, what, where
):
    said = place_comment(complete_kg(), "Klopt dit?", section="purpose", by=by, at=NOW)
    if what == "reopen":
        settle_comment(said, by=by, at=NOW)
    own = reverse("comments", args=[mine.pk])
    address = own if where == "comments" else url(mine, "purpose")

    assert anna.post(address, {what: str(said.pk)}).status_code == 404

    said.refresh_from_db()
    assert said.is_settled == (what == "reopen")
