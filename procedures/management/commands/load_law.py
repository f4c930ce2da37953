"""`manage.py load_law`: bring the reviewed YAML of the law into the database."""

from django.core.management.base import BaseCommand, CommandError

from procedures import lawfiles, loading


class Command(BaseCommand):
    """Adds, closes and corrects rows of the law; run twice it changes nothing."""

    help = "Load procedures, free days and CFI categories; says what it changed."

    def handle(self, **options):
        """Check the files whole, then load them in one transaction."""
        try:
            changes = loading.load(lawfiles.read())
        except (lawfiles.LawFileError, loading.RowInUse) as error:
            raise CommandError(str(error)) from error
        for change in changes:
            self.stdout.write(str(change))
        if not changes:
            self.stdout.write("The law is up to date: nothing changed.")
