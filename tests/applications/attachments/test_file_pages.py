"""Adding and removing files on the page of the report."""

import pytest
from django.urls import reverse

from tests.applications.browsing import text, url
from tests.cast import PDF, report


def test_a_file_is_added_on_the_page_of_the_report(anna, draft):
    data = {"report": "attached", "kind": "risk-report", "then": "file"}

    response = anna.post(url(draft, "report"), data | {"upload": report()})

    assert response.url == url(draft, "report")
    assert draft.attachments.get().name == "verslag.pdf"
    assert draft.section_answers.get(section="report").values["report"] == "attached"


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("verslag.pdf", b"MZ" + bytes(100), "niet wat de naam zegt"),
        ("verslag.exe", PDF, "niet kunnen aannemen"),
        ("verslag.pdf", b"", "is leeg"),
    ],
)
def test_a_refused_file_is_told_at_the_file(anna, draft, name, content, said):
    data = {
        "report": "attached",
        "kind": "risk-report",
        "upload": report(name, content),
    }

    response = anna.post(url(draft, "report"), data)

    assert response.status_code == 400
    assert said in text(response)
    assert not draft.attachments.exists()
    assert draft.section_answers.get(section="report").values["report"] == "attached"


def test_a_file_of_two_hundred_megabytes_is_told_at_the_file(anna, draft, tmp_path):
    large = tmp_path / "groot.pdf"
    with large.open("wb") as file:
        file.write(PDF)
        file.truncate(200 * 1024 * 1024)

    with large.open("rb") as upload:
        data = {"report": "attached", "kind": "risk-report", "upload": upload}
        response = anna.post(url(draft, "report"), data)

    assert response.status_code == 400
    assert "ten hoogste 100" in text(response)
    assert not draft.attachments.exists()


def test_a_file_is_removed_after_asking(anna, complete_kg):
    draft = complete_kg()
    file = draft.attachments.get()
    address = reverse("remove-attachment", args=[draft.pk, file.pk])

    assert anna.get(address).status_code == 200
    assert draft.attachments.exists()
    anna.post(address)

    assert not draft.attachments.exists()


def test_adding_without_a_file_says_what_to_do(anna, draft):
    response = anna.post(url(draft, "report"), {"report": "attached", "then": "file"})

    assert response.status_code == 400
    assert "Kies eerst een bestand" in text(response)
