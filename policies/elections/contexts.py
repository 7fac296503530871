"""What the pages of elections show beside themselves. See `policies.contexts`."""

from django.urls import reverse

from policies import querysets
from policies.elections.gathering import changed_around, clock_of
from policies.models import ElectionPage, JurisdictionPage
from policytracker.core.as_of import AsOf

# What changed since a past day: as much of each sort as leaves the page light. The briefing has all.
CHANGES = 10


def election(page: ElectionPage, as_of: AsOf) -> dict:
    """Its clock on the day of the page, its neighbours in time, and who holds it."""
    place = querysets.parent_of(page, JurisdictionPage)
    found = {"jurisdiction": place, "is_over": page.is_over(as_of.day), "body": page.body}
    # A preview may have no place or no date yet.
    if place is None or not page.date:
        return found
    body = page.body or place.electoral_body_name
    since = changed_around(page, place, as_of)
    others = querysets.below(place, ElectionPage).exclude(pk=page.pk)
    return found | {
        "body": body,
        "body_url": place.electoral_body_url if body == place.electoral_body_name else "",
        "clock": clock_of(page, place, as_of),
        "changes": since.newest(CHANGES),
        "all_changes": {
            "number": since.number,
            "address": as_of.kept(reverse("briefing_election", args=[page.record_id, "html"])) if page.live else "",
        },
        "previous": others.filter(date__lt=page.date).order_by("-date").first(),
        "next": others.filter(date__gt=page.date).order_by("date").first(),
    }
