"""Write the data set: all that is public, versioned, described and citable, for whoever wants to keep it."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from policytracker.dataset.writing import write


class Command(BaseCommand):
    help = """Write all public records into a folder: CSV, JSON Lines and JSON-LD, with data dictionary, licence and
checksums, and the whole as a ZIP. The same content gives the same version and the same bytes. Nothing is changed in
the site, and nothing is written over: the folder must be new or empty."""

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path, metavar="FOLDER")

    def handle(self, *, folder: Path, **options):
        try:
            folder.mkdir(parents=True, exist_ok=True)
            if any(folder.iterdir()):
                raise CommandError(f"{folder} is not empty: name a folder that is new or empty.")
            manifest = write(folder)
        except OSError as error:
            raise CommandError(f"Nothing can be written into {folder}: {error.strerror}.") from error
        counts = ", ".join(f"{number} {name.replace('_', ' ')}" for name, number in manifest.counts.items())
        self.stdout.write(f"Version {manifest.version}: {counts}.")
        self.stdout.write(f"{folder / manifest.archive.path} ({manifest.archive.bytes:,} bytes)")
        self.stdout.write(f"SHA-256 {manifest.archive.sha256}")
