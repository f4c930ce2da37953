"""`manage.py describe_law`: write `docs/law.md` from the files of the law."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation

from procedures.law_rows import law_files
from procedures.law_rows.describing import law_page_markdown
from procedures.law_rows.describing_questions import open_questions_markdown


class Command(BaseCommand):
    """Writes the page and tells the open questions; --check only compares the page."""

    help = "Write docs/law.md from procedures/law/*.yaml."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """--check fails instead of writing."""
        parser.add_argument("--check", action="store_true")

    def handle(self, *, check: bool, **options: Any) -> None:
        """Needs no database."""
        page = Path(settings.BASE_DIR) / "docs" / "law.md"
        # The page is for developers and compared word by word, whatever the language of
        # the machine.
        with translation.override("en"):
            rows = law_files.read_law_files()
            general = law_files.read_general_questions()
            text = law_page_markdown(
                rows, general=general, texts=law_files.read_compared_texts()
            )
            asked = "\n".join(open_questions_markdown(rows, general))
        if not check:
            page.parent.mkdir(exist_ok=True)
            page.write_text(text)
            self.stdout.write(f"Open questions for Bureau GGO:\n{asked}")
            return
        if not page.exists() or page.read_text() != text:
            raise CommandError(f"{page} is out of date: run manage.py describe_law.")
