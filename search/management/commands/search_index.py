"""Look after what search knows of the pages."""

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from wagtail.models import Page

from search import projection
from search.eligibility import public_path
from search.models import Entry


class Command(BaseCommand):
    help = "rebuild: make every entry anew from its page. verify: say where entries and pages differ, and exit 1."

    def add_arguments(self, parser):
        parser.add_argument("action", choices=["rebuild", "verify"])

    def handle(self, *, action, **options):
        getattr(self, action)()

    @transaction.atomic
    def rebuild(self):
        written, pages = 0, set()
        for number, page in enumerate(projection.branch(Page.get_first_root_node()), 1):
            written += projection.project(page)
            pages.add(page.pk)
            if number % 100 == 0:
                self.stdout.write(f"  {number} pages")
        gone = Entry.objects.present().exclude(page_id__in=pages).values_list("page_id", flat=True)
        written += sum(map(projection.remove, list(gone)))
        self.stdout.write(f"{len(pages)} pages, {written} entries written.")

    def verify(self):
        public = {page.pk for page in projection.branch(Page.get_first_root_node()) if public_path(page)}
        entries = set(Entry.objects.present().values_list("page_id", flat=True))
        if public != entries:
            missing, surplus = sorted(public - entries), sorted(entries - public)
            raise CommandError(
                f"Without an entry: {missing}. Without a public page: {surplus}. Run: search_index rebuild"
            )
        self.stdout.write(f"{len(entries)} entries agree with their pages.")
