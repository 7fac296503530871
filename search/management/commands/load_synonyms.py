"""Load the lists of synonyms from files."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from search import synonym_files
from search.thesaurus import SynonymsError


class Command(BaseCommand):
    help = (
        "Load lists of synonyms, those of the project by default. With one error in one line nothing is loaded, and "
        "the lists that were there stay in force. What an editor has changed is left alone."
    )

    def add_arguments(self, parser):
        parser.add_argument("paths", nargs="*", type=Path, default=[synonym_files.FILES], metavar="PATH")
        parser.add_argument("--check", action="store_true", help="only say what is wrong")
        parser.add_argument("--overwrite", action="store_true", help="also lists that an editor has changed")

    def handle(self, *, paths, check, overwrite, **options):
        try:
            texts = synonym_files.read(paths)
        except SynonymsError as error:
            raise CommandError("Nothing was loaded.\n" + "\n".join(error.problems)) from error
        except OSError as error:
            raise CommandError(f"{error.filename}: {error.strerror}") from error
        if check:
            self.stdout.write(f"{len(texts)} lists, nothing is wrong.")
        else:
            synonym_files.load(texts, self.stdout.write, overwrite=overwrite)
