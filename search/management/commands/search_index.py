"""Look after what search knows of the pages: the table of entries, and the index of the search servers."""

import gc
import signal
import time
from threading import Event

from elastic_transport import TransportError
from elasticsearch import ApiError

from django.core.management.base import BaseCommand, CommandError
from django.db import InterfaceError, OperationalError, close_old_connections, transaction

from wagtail.models import Page

from search import projection, service
from search.elasticsearch import client as servers
from search.elasticsearch import indices, rebuild, sync
from search.eligibility import public_path
from search.models import Entry

# How often the worker looks for what is pending, in seconds.
EVERY = 2.0
FAILURES = (TransportError, ApiError, indices.NoIndexError, sync.RefusedError)
ACTIONS = {
    "project": "make every entry of the table anew from its page",
    "init": "make the index where there is none",
    "rebuild": "build a new index from the table while the old one is read, then let readers have it",
    "sync": "send what is pending; with --follow go on doing so",
    "status": "say how things stand",
    "verify": "say where pages, table and index differ, and exit 1 where they do",
}


class Command(BaseCommand):
    help = "; ".join(f"{name}: {text}" for name, text in ACTIONS.items()) + "."

    def add_arguments(self, parser):
        parser.add_argument("action", choices=ACTIONS)
        parser.add_argument("--follow", action="store_true", help="sync: do not end; a worker for a service manager")

    def handle(self, *, action, follow, **options):
        if action in ("init", "rebuild", "sync") and not servers.is_configured():
            raise CommandError("No search server is named: set ELASTICSEARCH_URL.")
        try:
            self.follow() if action == "sync" and follow else getattr(self, action)()
        except FAILURES as error:
            raise CommandError(str(error)) from error

    @transaction.atomic
    def project(self):
        written, pages = 0, set()
        for number, page in enumerate(projection.branch(Page.get_first_root_node()), 1):
            written += projection.project(page)
            pages.add(page.pk)
            if number % 100 == 0:
                self.stdout.write(f"  {number} pages")
        gone = Entry.objects.present().exclude(page_id__in=pages).values_list("page_id", flat=True)
        written += sum(map(projection.remove, list(gone)))
        self.stdout.write(f"{len(pages)} pages, {written} entries written.")

    def init(self):
        client = servers.patient_client()
        if indices.init(client):
            self.stdout.write(f"Made {indices.index_behind(client, indices.write_alias())}.")
            self.sync()
        else:
            self.stdout.write("There is an index.")

    def rebuild(self):
        client = servers.patient_client()
        # What is there by now stays. To look through it for waste again and again, while rows come and go, takes as
        # long as to make the documents of them.
        gc.freeze()
        started = time.monotonic()
        number = rebuild.rebuild(client, self.stdout.write)
        self.stdout.write(
            f"{number} entries in {indices.index_behind(client, indices.alias())}, "
            f"{time.monotonic() - started:.1f} s. Readers have it."
        )

    def sync(self):
        self.stdout.write(f"{sync.send_pending(servers.patient_client())} entries sent.")

    def follow(self):
        """Send what is pending until told to end; make the index where there is none. Servers may come and go."""
        ended = Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: ended.set())
        client, complaint = servers.workers_client(), ""
        while not ended.is_set():
            try:
                indices.init(client)
                if sent := sync.send_pending(client):
                    self.stdout.write(f"{sent} entries sent.")
                    self.stdout.flush()
                complaint = ""
            except (*FAILURES, OperationalError, InterfaceError) as error:
                # Said once, not every two seconds.
                if str(error) != complaint:
                    complaint = str(error)
                    self.stderr.write(f"Waiting: {complaint}")
            close_old_connections()
            ended.wait(EVERY)

    def status(self):
        for name, value in service.state().items():
            self.stdout.write(f"{name}: {value}")
        if servers.is_configured():
            client = servers.patient_client()
            for name in (indices.alias(), indices.write_alias(), indices.next_alias()):
                index = indices.index_behind(client, name)
                count = f"{client.count(index=name)['count']} documents" if index else "nothing"
                self.stdout.write(f"{name} -> {index or '-'}: {count}")

    def verify(self):
        entries = set(Entry.objects.present().values_list("page_id", flat=True))
        public, out_of_date = set(), []
        for page in projection.branch(Page.get_first_root_node()):
            if public_path(page):
                public.add(page.pk)
                if page.pk in entries and projection.is_out_of_date(page):
                    out_of_date.append(page.pk)
        problems = [f"page {page}: public, and without an entry" for page in sorted(public - entries)]
        problems += [f"page {page}: not public, and with an entry" for page in sorted(entries - public)]
        problems += [f"page {page}: says something else than its entry" for page in out_of_date]
        advice = ["project"] if problems else []
        if servers.is_configured():
            found = list(indices.differences(servers.patient_client(), indices.alias()))
            problems += [f"page {page}: version {row} in the table, {hit} in the index" for page, row, hit in found]
            advice += ["sync, or rebuild"] if found else []
        if problems:
            raise CommandError("\n".join([*problems, f"Run: search_index {', then '.join(advice)}"]))
        self.stdout.write(f"{len(entries)} entries agree with their pages{' and the index' * servers.is_configured()}.")
