"""Bring records that are written as data into the site."""

from argparse import RawDescriptionHelpFormatter
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from policytracker.operations.content import checking, in_site, loading, reading
from policytracker.operations.content.report import Report, counted, plural


class Command(BaseCommand):
    help = """Load records from JSON files (fixtures/SCHEMA.md) or from the folders that hold them.

All or nothing: where anything is wrong, every problem is listed, the exit code is 1 and nothing is changed.
A second run changes nothing; a changed record becomes a new revision; what an editor has changed, moved, taken down
or made by hand is left alone and listed, unless --overwrite is given."""

    def create_parser(self, *args, **kwargs):
        return super().create_parser(*args, formatter_class=RawDescriptionHelpFormatter, **kwargs)

    def add_arguments(self, parser):
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH")
        parser.add_argument("--check", action="store_true", help="only say what is wrong")
        parser.add_argument("--overwrite", action="store_true", help="write over what editors have changed as well")

    def handle(self, *, paths, check, overwrite, **options):
        rows, problems = reading.read(paths)
        content, found = checking.check(rows, in_site.names())
        self._stop_at([*problems, *found])
        if not rows:
            raise CommandError("There is nothing to load in " + ", ".join(map(str, paths)))
        if check:
            self.stdout.write(f"{counted(content.size, 'record')}, no problems.")
            return
        report = Report(self._progress) if options["verbosity"] else Report()
        try:
            loading.load(content, report, overwrite=overwrite)
        except loading.LoadError as error:
            self._stop_at(error.problems)
        self._print(report)

    def _stop_at(self, problems) -> None:
        if problems:
            for problem in problems:
                self.stderr.write(str(problem))
            raise CommandError(f"{counted(len(problems), 'problem')}; nothing was changed.", returncode=1)

    def _progress(self, kind: str, number: int, total: int) -> None:
        if number % 25 == 0 or number == total:
            self.stdout.write(f"  {plural(kind)}: {number} of {total}")
            self.stdout.flush()

    def _print(self, report: Report) -> None:
        for verb, counts in (("Created", report.created), ("Changed", report.changed)):
            if counts:
                self.stdout.write(f"{verb}: " + ", ".join(counted(number, kind) for kind, number in counts.items()))
        if report.nothing_changed:
            same = counted(sum(report.same.values()), "record")
            self.stdout.write(f"Nothing to change. As in the data: {same}.")
        if report.undescribed:
            self.stdout.write("Named by records and described by none: " + ", ".join(report.undescribed))
        if report.kept:
            self.stdout.write(f"Left as they are in the site ({len(report.kept)}); --overwrite takes the data's word:")
            for key, reason in report.kept.items():
                self.stdout.write(f"  {key} ({reason})")
