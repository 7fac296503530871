"""When records were last looked at."""

from collections import defaultdict

from django.db.models import QuerySet

from wagtail.models import Page

from policytracker.core.models import Source


def days_of_checks(pages: QuerySet[Page]) -> dict[int, list[str]]:
    """When records were held against their sources, and when those were read, by page."""
    days = defaultdict(list)
    checks = pages.filter(last_checked__isnull=False).values_list("pk", "last_checked")
    reads = Source.objects.filter(page__in=pages.values("pk"), read_on__isnull=False).values_list("page", "read_on")
    for pk, day in (*checks, *reads):
        days[pk].append(day.isoformat())
    return days
