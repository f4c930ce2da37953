"""The open questions for Bureau GGO: at their rows, in one list, never half."""

from io import StringIO
from pathlib import Path
from shutil import copytree

import pytest
import yaml
from django.core.management import call_command

from procedures.law_rows import law_files
from procedures.models import PenaltyScale


@pytest.fixture
def folder(tmp_path) -> Path:
    """A copy of the files, to change."""
    return Path(copytree(law_files.FOLDER, tmp_path / "law"))


def change(folder: Path, **parts) -> None:
    """Change parts of the first question of the file."""
    path = folder / "questions.yaml"
    content = yaml.safe_load(path.read_text())
    content["questions"][0] |= parts
    path.write_text(yaml.safe_dump(content))


def test_a_question_stands_at_each_of_its_rows():
    rows = law_files.read_law_files()

    penalty = next(row for row in rows if isinstance(row, PenaltyScale))
    asked = penalty.open_questions()

    assert [each.source for each in asked] == ["Awb 4:17 lid 1 en 3; Atw 1 lid 1"]
    assert (asked[0].bureau, asked[0].applicant) == (2, 2)


def test_each_question_of_the_file_says_which_reading_the_portal_follows():
    content = yaml.safe_load((law_files.FOLDER / "questions.yaml").read_text())

    for question in content["questions"]:
        assert set(question["follows"]) == {"bureau", "applicant"}, question["text"]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"rows": {"procedures": ["no-such"]}}, "procedures.yaml has no row no-such"),
        ({"follows": {"bureau": 3, "applicant": 1}}, "question 1"),
        ({"follows": {"bureau": 1}}, "question 1"),
        ({"readings": []}, "question 1"),
    ],
)
def test_a_question_that_is_not_whole_is_refused(folder, wrong, said):
    change(folder, **wrong)

    with pytest.raises(law_files.LawFileError, match=said):
        law_files.read_law_files(folder)


def test_the_command_tells_each_question_once_with_its_rows(settings, tmp_path):
    settings.BASE_DIR = tmp_path
    said = StringIO()

    call_command("describe_law", stdout=said)

    page = (tmp_path / "docs" / "law.md").read_text()
    for text in (said.getvalue(), page):
        assert text.count("**From which day does the second term") == 1
        assert "`2.8-combination`, `2.8-combination-change`" in text
        # No row carries it yet, the list does.
        assert text.count("**Is the term of 8 weeks for the admission") == 1
        assert "reading 2 for Bureau GGO, reading 2 for the applicant" in text
