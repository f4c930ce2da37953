"""Filters of the worklist: in the address, saved, shared; its columns and files."""

import csv
from datetime import date, timedelta
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook

from accounts.actor import Actor
from accounts.errors import InputRefused
from accounts.models import BureauRole
from dossiers.models import Case, SavedFilter
from dossiers.states import State
from dossiers.worklist.alarm import first_receipt_in_time, unassigned_alarm
from dossiers.worklist.export import export_lines
from dossiers.worklist.paging import page_of_cases
from dossiers.worklist.question import NOBODY, WorklistQuery
from dossiers.worklist.saved_filters import (
    LONGEST,
    change_filter,
    delete_filter,
    save_filter,
)
from procedures.law_rows import law
from tests.cast import NOW, official
from tests.dossiers.conftest import at

TODAY = date(2026, 11, 23)
DAY = timedelta(days=1)


@pytest.fixture
def vera(db):
    """Another case handler."""
    return official("Vera Anders", BureauRole.HANDLER)


@pytest.fixture
def kept(handler_user):
    """A filter of the handler's own."""
    return save_filter(
        "filter=mine", name="Van mij", is_shared=False, by=Actor(handler_user), at=NOW
    )


@pytest.mark.parametrize(
    ("how", "is_kept"),
    [
        ({"form": "KG-I"}, True),
        ({"form": "VA-III"}, False),
        ({"level": "I"}, True),
        ({"level": "III"}, False),
        ({"handler": NOBODY}, True),
        ({"received_from": TODAY}, True),
        ({"received_from": TODAY + DAY}, False),
        ({"received_until": TODAY}, True),
        ({"received_until": TODAY - DAY}, False),
        ({"due_before": date(2027, 1, 8)}, True),
        ({"due_before": TODAY}, False),
        ({"order": "new"}, True),
    ],
)
def test_a_filter_keeps_its_cases(case, handler_user, how, is_kept):
    form = case.governing.form
    how = {key: form if value == "KG-I" else value for key, value in how.items()}

    assert (
        bool(page_of_cases(WorklistQuery(handler_user, TODAY, **how)).cases) == is_kept
    )


def test_by_handler_and_organisation(in_handling, handler_user, vera, other_lab):
    def found(**how):
        return page_of_cases(WorklistQuery(handler_user, TODAY, **how)).cases

    assert found(handler=str(handler_user.pk)) == [in_handling]
    assert not found(handler=str(vera.pk))
    assert found(organisation=str(in_handling.organisation_id)) == [in_handling]
    assert not found(organisation=str(other_lab.pk))


@pytest.mark.parametrize(
    "address",
    [
        "received_from=gisteren&received_until=9999-99-99",
        "handler=99999999999999999999999&organisation=x&level=IX&form=%00",
        "columns=x&columns=form&order=q",
        "columns=reference&columns=level&columns=received&columns=start",
    ],
)
def test_any_address_is_answered(client, case, handler_user, address):
    client.force_login(handler_user)

    assert client.get(f"/worklist?{address}").status_code == 200


def test_columns_are_chosen_in_the_address(client, case, handler_user):
    client.force_login(handler_user)

    shown = client.get("/worklist?columns=level&columns=reference").context["columns"]
    assert list(shown) == ["level", "reference"]


def test_saving_under_the_same_name_replaces(kept, handler_user):
    again = save_filter(
        "filter=late", name="Van mij", is_shared=True, by=Actor(handler_user), at=NOW
    )

    assert again.pk == kept.pk
    assert SavedFilter.objects.get().query == "filter=late"


def test_a_query_that_is_too_long_is_refused(handler_user):
    with pytest.raises(InputRefused):
        save_filter(
            "q=" + "x" * LONGEST,
            name="lang",
            is_shared=False,
            by=Actor(handler_user),
            at=NOW,
        )


def test_a_name_is_used_once(kept, handler_user):
    other = save_filter(
        "filter=late", name="Te laat", is_shared=False, by=Actor(handler_user), at=NOW
    )
    with pytest.raises(InputRefused):
        change_filter(other, name="Van mij", is_shared=False)

    change_filter(other, name="Over tijd", is_shared=True)
    assert SavedFilter.objects.get(is_shared=True).name == "Over tijd"


def test_a_deleted_filter_is_gone(kept):
    delete_filter(kept)

    assert not SavedFilter.objects.exists()


def test_a_shared_filter_is_seen_by_colleagues_with_whose_it_is(client, kept, vera):
    client.force_login(vera)
    assert "Van mij" not in client.get("/worklist/filters").text

    change_filter(kept, name="Van mij", is_shared=True)
    assert "van Mila Visser" in client.get("/worklist").text
    assert client.get(f"/worklist/filters/{kept.pk}").status_code == 404
    assert client.post(f"/worklist/filters/{kept.pk}", {"delete": 1}).status_code == 404


def test_the_pages_save_change_and_delete(client, handler_user):
    client.force_login(handler_user)
    query = "q=muis&filter=late&after=2026-01-01.3"
    saved = client.post(
        "/worklist/filters", {"query": query, "name": "Muizen", "is_shared": "on"}
    )
    assert saved["Location"] == "/worklist?filter=late&q=muis"
    kept = SavedFilter.objects.get()
    assert (kept.query, kept.is_shared) == ("filter=late&q=muis", True)

    client.post(f"/worklist/filters/{kept.pk}", {"name": "Muisjes"})
    kept.refresh_from_db()
    assert (kept.name, kept.is_shared) == ("Muisjes", False)

    client.post(f"/worklist/filters/{kept.pk}", {"delete": "1"})
    assert not SavedFilter.objects.exists()


def test_a_filter_without_a_name_is_asked_for_one(client, handler_user):
    client.force_login(handler_user)
    answer = client.post("/worklist/filters", {"query": "q=muis", "name": ""})

    assert answer.status_code == 400
    assert 'value="q=muis"' in answer.text


@pytest.fixture
def risky(case):
    """A case whose title a spreadsheet would run."""
    Case.objects.filter(pk=case.pk).update(title='=HYPERLINK("http://x")')
    return case


def test_csv_has_every_column_and_no_formula(client, risky, handler_user):
    client.force_login(handler_user)
    answer = client.get("/worklist/export.csv?filter=nobody")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    head, row = csv.reader(StringIO(text), delimiter=";")

    assert head[:3] == ["Zaak", "Titel", "Organisatie"]
    assert row[0] == risky.label
    assert row[1] == '\'=HYPERLINK("http://x")'
    assert row[7] == "2026-11-23"
    assert len(row) == len(head)


def test_xlsx_has_dates_as_dates_and_no_formula(client, risky, handler_user):
    client.force_login(handler_user)
    answer = client.get("/en/worklist/export.xlsx")
    sheet = load_workbook(BytesIO(b"".join(answer.streaming_content))).active
    head, row = sheet.iter_rows()

    assert head[0].value == "Case"
    assert (row[1].data_type, row[1].number_format) == ("s", "@")
    assert row[1].value.startswith("=HYPER")
    assert row[7].value.date() == TODAY


def test_a_file_says_when_it_is_cut(file, handler_user):
    file(), file()
    question = WorklistQuery(handler_user, TODAY)

    assert len(list(export_lines(question, most=2))) == 3
    cut = list(export_lines(question, most=1))
    assert len(cut) == 3
    assert "1" in cut[-1][0]


def test_the_file_has_the_cases_of_the_filter(client, case, handler_user):
    client.force_login(handler_user)
    answer = client.get("/worklist/export.csv?filter=mine")

    assert len(b"".join(answer.streaming_content).splitlines()) == 1


def test_what_stands_still_says_since_when_and_until_when(client, in_handling):
    in_handling.information_requests.create(
        application=in_handling.application,
        asked_at=at(2026, 11, 24),
        asked_by=in_handling.handler,
        answer_by=date(2099, 12, 8),
    )
    Case.objects.filter(pk=in_handling.pk).update(
        state=State.WAITING, due_on=None, objection_until=None
    )
    client.force_login(in_handling.handler)

    text = client.get("/worklist?filter=waiting").text.replace("\xa0", " ")
    assert "sinds 24 november 2026, antwoord vóór of op 8 december 2099" in text


@pytest.mark.parametrize(
    ("today", "first"),
    [
        (date(2026, 11, 25), date(2026, 11, 23)),
        (date(2026, 11, 23), date(2026, 11, 19)),
        (date(2026, 11, 22), date(2026, 11, 19)),
    ],
)
def test_a_case_waits_two_working_days_at_most(db, today, first):
    assert first_receipt_in_time(today, law.current_law().calendar) == first


def test_the_alarm_names_the_oldest(file, in_handling):
    assert unassigned_alarm(date(2026, 11, 26)) is None
    file(at=at(2026, 11, 23)), file(at=at(2026, 11, 24)), file(at=at(2026, 11, 25))

    alarm = unassigned_alarm(date(2026, 11, 27))
    assert alarm == (2, date(2026, 11, 23))


def test_to_sign_is_for_deciders_and_leaves_out_ones_own(
    client, in_handling, handler_user, decider_user
):
    Case.objects.filter(pk=in_handling.pk).update(state=State.PREPARED)
    client.force_login(decider_user)
    shown = {chip.key: chip.number for chip in client.get("/worklist").context["chips"]}
    assert shown["sign"] == 1

    client.force_login(handler_user)
    keys = [chip.key for chip in client.get("/worklist").context["chips"]]
    assert "sign" not in keys
