"""Ask whether the sources of records can still be reached."""

import time
from collections import Counter
from datetime import timedelta

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from policytracker.core.choices import Reach
from policytracker.operations.links import checking
from policytracker.operations.links.asking import Visitor


class Command(BaseCommand):
    help = """Ask whether the addresses that published records name as sources can still be reached.

One request at a time, as robots.txt allows, with the site's address in the user agent. What has not been asked for the
longest comes first. Run it daily; it can be stopped at any time, and what it found so far stays."""

    def add_arguments(self, parser):
        parser.add_argument("--limit", type=int, default=200, help="ask for at most so many addresses (200)")
        parser.add_argument("--minutes", type=float, default=30, help="begin no other after so many minutes (30)")
        parser.add_argument("--every", type=float, default=14, help="ask again after so many days (14); 1 for failures")

    def handle(self, *, limit, minutes, every, **options):
        if limit < 1 or minutes <= 0 or every < 0:
            raise CommandError("--limit and --minutes must be more than nothing, and --every not less.")
        found = checking.addresses()
        forgotten = checking.forget_others(found)
        due = checking.due(found, timezone.now(), timedelta(days=every))
        visitor = Visitor(agent=f"PolicyTracker/1.0 (link check; +{settings.WAGTAILADMIN_BASE_URL}/about-the-data/)")
        outcomes, end = Counter(), time.monotonic() + minutes * 60
        for url in checking.taking_turns(due[:limit]):
            if time.monotonic() > end:
                break
            kept = checking.check(url, visitor, timezone.now())
            outcomes[kept.outcome] += 1
            if kept.fails and options["verbosity"]:
                said = kept.status or kept.problem
                self.stdout.write(f"  {Reach(kept.outcome).label}: {url} ({said})")
        self.stdout.write(
            ", ".join(
                [
                    f"Asked for {sum(outcomes.values())} of {len(found)} addresses",
                    *(f"{Reach(outcome).label.lower()} {number}" for outcome, number in outcomes.most_common()),
                    f"waiting {len(due) - sum(outcomes.values())}",
                    *([f"forgotten {forgotten}"] if forgotten else []),
                ]
            )
            + "."
        )
