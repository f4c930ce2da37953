"""The files of the law: checked whole, loaded once, never undoing a jurist."""

from datetime import date, timedelta
from io import StringIO
from pathlib import Path
from shutil import copytree

import pytest
import yaml
from django.core.management import CommandError, call_command
from django.utils import translation
from psycopg.types.range import DateRange

from accounts.actor import Actor
from dossiers.intake.receiving import receive_application
from procedures.law_rows import law, law_files, loading
from procedures.models import (
    DatedRow,
    FreeDay,
    Procedure,
    amsterdam_today,
)
from tests.cast import NOW

WORDS = {"nl": "Dag 45 of 46?", "en": "Day 45 or 46?"}
A_QUESTION = {"text": WORDS, "readings": [WORDS, WORDS], "source": "Besluit ggo 2.17"}


def load_law() -> list[str]:
    """What the command says."""
    said = StringIO()
    call_command("load_law", stdout=said)
    return said.getvalue().splitlines()


@pytest.fixture
def folder(tmp_path) -> Path:
    """A copy of the files, to change."""
    return Path(copytree(law_files.FOLDER, tmp_path / "law"))


def change(folder: Path, name: str, **columns) -> None:
    """Change columns of the first row of a file."""
    path = folder / f"{name}.yaml"
    content = yaml.safe_load(path.read_text())
    content["rows"][0] |= columns
    path.write_text(yaml.safe_dump(content, sort_keys=False))


def basis_of_first_row(folder: Path, **articles: str) -> dict:
    """The articles of the first procedure, with others for a few aspects."""
    content = yaml.safe_load((folder / "procedures.yaml").read_text())
    others = {aspect: [name] for aspect, name in articles.items()}
    return content["rows"][0]["basis"] | others


@pytest.mark.django_db
def test_loading_twice_changes_nothing():
    assert load_law() == ["The law is up to date: nothing changed."]


@pytest.mark.django_db
def test_loading_says_what_it_added():
    FreeDay.objects.filter(key="good-friday").delete()

    assert load_law() == ["added freeday good-friday, from 2010-10-10"]


@pytest.mark.django_db
def test_loading_an_empty_database_adds_every_row():
    for model in DatedRow.__subclasses__():
        model.objects.all().delete()

    said = load_law()

    assert len(said) == len(law_files.read_law_files())
    assert Procedure.objects.count() == 31
    assert all(line.startswith("added ") for line in said)


@pytest.mark.django_db
def test_loading_closes_a_row_that_the_file_closes(folder):
    change(
        folder,
        "procedures",
        valid={"from": date(2024, 5, 18), "until": date(2027, 1, 31)},
    )

    said = [
        str(each) for each in loading.load_law_rows(law_files.read_law_files(folder))
    ]

    assert said == ["closed after 2027-01-31: procedure i-new, from 2024-05-18"]
    assert Procedure.objects.get(key="i-new").valid_until == date(2027, 1, 31)


@pytest.mark.django_db
def test_loading_does_not_reopen_what_a_jurist_closed():
    row = Procedure.objects.get(key="i-new")
    row.valid = DateRange(row.valid_from, amsterdam_today() + timedelta(days=10))
    row.save()

    until = amsterdam_today() + timedelta(days=9)
    assert load_law() == [
        f"kept closed after {until}: procedure i-new, from 2024-05-18"
    ]


@pytest.mark.django_db
def test_loading_corrects_a_row_that_nothing_rests_on(folder):
    change(folder, "procedures", number_tag="X")

    said = [
        str(each) for each in loading.load_law_rows(law_files.read_law_files(folder))
    ]

    assert said == ["corrected procedure i-new, from 2024-05-18 (number_tag)"]
    assert Procedure.objects.get(key="i-new").number_tag == "X"


@pytest.mark.django_db
def test_loading_refuses_to_correct_a_row_that_a_case_rests_on(
    folder, signed_kg, researcher
):
    receive_application(signed_kg(), by=Actor(user=researcher), at=NOW)
    change(folder, "procedures", number_tag="X")

    with pytest.raises(loading.RowInUse, match="number_tag"):
        loading.load_law_rows(law_files.read_law_files(folder))

    assert Procedure.objects.get(key="i-new").number_tag == "I"


@pytest.mark.django_db
def test_correction_keeps_the_end_that_a_jurist_gave(folder):
    row = Procedure.objects.get(key="i-new")
    row.valid = DateRange(row.valid_from, amsterdam_today() + timedelta(days=10))
    row.save()
    change(folder, "procedures", number_tag="X")

    loading.load_law_rows(law_files.read_law_files(folder))

    assert Procedure.objects.get(key="i-new").valid == row.valid


@pytest.mark.django_db
def test_loading_changes_a_row_of_the_future(folder):
    first = amsterdam_today() + timedelta(days=100)
    change(folder, "free_days", key="new-day", valid={"from": first})
    loading.load_law_rows(law_files.read_law_files(folder))
    change(folder, "free_days", day=2)

    said = [
        str(each) for each in loading.load_law_rows(law_files.read_law_files(folder))
    ]

    assert said == [f"changed freeday new-day, from {first} (day)"]


@pytest.mark.django_db
def test_loading_keeps_the_note_and_the_date_of_comparison_up_to_date(folder):
    change(folder, "procedures", checked_on=date(2027, 3, 1), note="vergeleken")

    said = [
        str(each) for each in loading.load_law_rows(law_files.read_law_files(folder))
    ]

    assert said == ["checked procedure i-new, from 2024-05-18 (checked_on, note)"]
    assert Procedure.objects.get(key="i-new").checked_on == date(2027, 3, 1)


@pytest.mark.django_db
def test_loading_puts_a_question_on_a_row_that_a_case_rests_on(
    folder, signed_kg, researcher
):
    receive_application(signed_kg(), by=Actor(user=researcher), at=NOW)
    change(folder, "procedures", question=A_QUESTION)

    said = [
        str(each) for each in loading.load_law_rows(law_files.read_law_files(folder))
    ]

    assert said == ["checked procedure i-new, from 2024-05-18 (questions)"]
    row = Procedure.objects.get(key="i-new")
    with translation.override("en"):
        (question,) = row.open_questions()
    assert question.text == "Day 45 or 46?"
    assert question.source == "Besluit ggo 2.17"


@pytest.mark.django_db
def test_loading_puts_right_an_article_of_a_row_in_use(folder, signed_kg, researcher):
    receive_application(signed_kg(), by=Actor(user=researcher), at=NOW)
    number = law.current_law().number
    change(folder, "procedures", basis=basis_of_first_row(folder, start="besluit-2.43"))

    said = [
        str(each) for each in loading.load_law_rows(law_files.read_law_files(folder))
    ]

    assert said == ["checked procedure i-new, from 2024-05-18 (basis)"]
    [start] = Procedure.objects.get(key="i-new").grounds()["start"]
    assert start.article == "2.43"
    # No date rests on an article: no case is derived anew.
    assert law.current_law().number == number


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        ({"basis": {}}, "procedures.yaml, i-new: basis: "),
        ({"basis": {"start": ["besluit-9"]}}, "“besluit-9” is not in references.yaml"),
        ({"start": "soon"}, "procedures.yaml, i-new: start: "),
        ({"situation": {"nl": "x"}}, "procedures.yaml, i-new: en is missing."),
        ({"valid": {"from": "2024"}}, "valid: '2024' is not a date."),
        ({"question": "2.17?"}, "i-new: questions: Een vraag heeft text, readings"),
        ({"question": A_QUESTION | {"readings": []}}, "ten minste twee lezingen."),
        ({"question": A_QUESTION | {"text": "2.17?"}}, "staan er in nl en en."),
        (
            {"question": A_QUESTION | {"source": 2.17}},
            "De bron van een vraag is een tekst.",
        ),
        ({"key": "iii-new"}, "iii-new: two rows hold on 2024-05-18."),
        ({"colour": "red"}, "procedures.yaml, i-new: colour is not known."),
    ],
)
def test_file_that_is_not_whole_is_refused_with_the_place(folder, columns, message):
    change(folder, "procedures", **columns)

    with pytest.raises(law_files.LawFileError) as refused:
        law_files.read_law_files(folder)

    assert message in str(refused.value)


def test_article_without_quotes_is_refused(folder):
    path = folder / "references.yaml"
    path.write_text(path.read_text().replace('article: "2.16"', "article: 2.10"))

    with pytest.raises(law_files.LawFileError, match=r"article 2\.1 "):
        law_files.read_law_files(folder)


@pytest.mark.parametrize(
    ("content", "message"),
    [("- a", "must be a mapping"), ("a: [", "cannot be read")],
)
def test_file_of_another_shape_is_refused(folder, content, message):
    (folder / "free_days.yaml").write_text(content)

    with pytest.raises(law_files.LawFileError, match=message):
        law_files.read_law_files(folder)


def test_missing_file_is_refused(folder):
    (folder / "free_days.yaml").unlink()

    with pytest.raises(law_files.LawFileError, match="cannot be read"):
        law_files.read_law_files(folder)


@pytest.mark.django_db
def test_command_refuses_in_one_sentence(folder):
    change(folder, "procedures", basis={})

    with pytest.raises(CommandError, match="i-new: basis"):
        call_command("load_law", folder=folder)
