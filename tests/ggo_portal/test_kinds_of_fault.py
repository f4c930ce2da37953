"""Faults that no page shows by day: looked for in the source, wherever they are."""

import ast
import re
from pathlib import Path

from ggo_portal.build.places import ROOT

APPS = ("accounts", "applications", "dossiers", "ggo_portal", "procedures")
CODE = [
    file
    for app in APPS
    for file in sorted((ROOT / app).rglob("*.py"))
    if "migrations" not in file.parts
]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
A_DAY = ROOT / "procedures" / "counting" / "legal_day.py"
POSTED = re.compile(r"<form[^>]*method=\"post\".*?</form>", re.S)


def days_of_moments(code: str) -> list[int]:
    """The lines that take the day or the year of a moment by the clock it carries."""
    return [
        node.lineno
        for node in ast.walk(ast.parse(code))
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr == "date"
            and not node.args
        )
        or (
            isinstance(node, ast.Attribute)
            and node.attr == "year"
            and isinstance(node.value, ast.Name | ast.Attribute)
            and (getattr(node.value, "id", "") or getattr(node.value, "attr", ""))
            in {"at", "now", "moment", "filed_at", "received_at", "created_at"}
        )
    ]


def bare_forms(template: str) -> list[str]:
    """The forms that are posted without a token, by how they begin."""
    return [form[:80] for form in POSTED.findall(template) if "csrf_token" not in form]


def found(look, files: list[Path]) -> dict[str, list]:
    """What there is, by file; nothing where all is well."""
    seen = {str(it.relative_to(ROOT)): look(it.read_text()) for it in files}
    return {name: what for name, what in seen.items() if what}


def test_day_of_a_moment_is_the_one_in_amsterdam():
    """Production has moments in UTC, which between 0:00 and 2:00 has another day."""
    assert found(days_of_moments, [it for it in CODE if it != A_DAY]) == {}


def test_every_form_that_is_posted_has_its_token():
    """Also on pages that no walk over the addresses reaches."""
    assert len(TEMPLATES) > 100
    assert found(bare_forms, TEMPLATES) == {}


def test_the_two_above_would_find_it():
    code = "a = row.asked_at.date()\nb = at.year\nc = legal_day(at).year\nd = day.year"

    assert days_of_moments(code) == [1, 2]
    assert bare_forms('<form method="post">\n<button></button></form>') != []
    assert bare_forms('<form method="post">{% csrf_token %}</form>') == []
