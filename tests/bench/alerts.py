"""How long the mails of a day take: `make bench-alerts`.

SUBSCRIBERS=2000 follow a search or a record each, CHANGES=500 were made since they were told; with ELASTICSEARCH_URL
Elasticsearch answers, without it the embedded engine. BENCH=folder names a site of an earlier measurement. The searches
are those of `make bench-search`, so that each is followed by ten or so; mails are written out whole, and sent nowhere.
"""

import os
import random
import sys
import tempfile
import time
import uuid
from contextlib import nullcontext
from datetime import timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parent))

from searches import drop, heading, most_memory, prepared, queries, row

from django.core.mail.backends.base import BaseEmailBackend

SEED = 22
# Of ten, so many follow a record; and of the changes of a day so many move a status.
FOLLOWERS, MOVES = 2, 3


class Written(BaseEmailBackend):
    """Takes mails as a server would get them, and lets them go."""

    size = 0

    def send_messages(self, messages):
        Written.size += sum(len(message.message().as_bytes()) for message in messages)
        return len(messages)


def main() -> None:
    subscribers = int(os.environ.get("SUBSCRIBERS", "2000"))
    changes = int(os.environ.get("CHANGES", "500"))
    servers, kept = os.environ.get("ELASTICSEARCH_URL"), os.environ.get("BENCH")
    os.environ["ELASTICSEARCH_INDEX"] = f"bench-{uuid.uuid4().hex[:8]}"
    os.environ |= {"ALERTS_FROM": "Policy Tracker <alerts@example.org>", "EMAIL_HOST": "127.0.0.1"}
    with nullcontext(kept) if kept else tempfile.TemporaryDirectory() as var:
        site = prepared(Path(var).resolve())
        if servers:
            site.manage("search_index", "init")
        try:
            measure(subscribers, changes)
        finally:
            if servers:
                drop()


def measure(subscribers: int, changes: int) -> None:
    from django.core.management import call_command
    from django.db import connection
    from django.test import override_settings

    fill(subscribers, changes)
    statements = [0]

    def count(execute, *arguments):
        statements[0] += 1
        return execute(*arguments)

    started, computed = time.perf_counter(), time.process_time()
    with connection.execute_wrapper(count), override_settings(EMAIL_BACKEND="__main__.Written"):
        call_command("send_alerts", "daily")
    seconds, computed = time.perf_counter() - started, time.process_time() - computed
    heading("subscribers", "changes", "seconds", "of the processor", "SQL statements", "MB of mail", "MB of memory")
    row(f"{subscribers:,}", f"{changes:,}", f"{seconds:.0f}", f"{computed:.0f}", f"{statements[0]:,}",
        f"{Written.size / 1e6:.0f}", f"{most_memory(os.getpid()):.0f}")  # fmt: skip


def fill(subscribers: int, changes: int) -> None:
    """Those who follow something, and after them what changed; what was there is told already."""
    from django.utils import timezone

    from policytracker.alerts.models import Subscriber, Subscription
    from search.conditions import filed
    from search.models import Change, Entry

    draw, now = random.Random(SEED), timezone.now()
    Subscriber.objects.all().delete()
    Change.objects.update(round=1)
    entries = list(Entry.objects.present().filter(kind__in=["instrument", "commitment", "initiative"]))
    searches = queries()
    people = Subscriber.objects.bulk_create(
        Subscriber(address=f"reader{number}@example.org", language="en", frequency="daily", told=1)
        for number in range(subscribers)
    )
    Subscription.objects.bulk_create(
        Subscription(
            subscriber=one,
            since=now - timedelta(days=30),
            subject=f"record:{draw.choice(entries).record_id}"
            if number % 10 < FOLLOWERS
            else f"search:{searches[number % len(searches)]}",
        )
        for number, one in enumerate(people)
    )
    rows = []
    for number in range(changes):
        entry = draw.choice(entries)
        at = now - timedelta(minutes=2, seconds=changes - number)
        if number % 10 < MOVES:
            after = filed(entry.values)
            details = {"track": "", "from": "in-force", "to": "repealed"}
            before = after | {"status": ["in-force"]}
            rows.append(Change(entry=entry, kind="status", at=at, details=details, before=before, after=after))
        else:
            rows.append(Change(entry=entry, kind="revised", at=at, details={"parts": ["summary", "provisions"]}))
    Change.objects.bulk_create(rows)


if __name__ == "__main__":
    main()
