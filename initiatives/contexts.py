"""What the pages of recommendations and initiatives show beside themselves."""

from collections import defaultdict

from django.utils import timezone

from initiatives import progress, querysets
from initiatives.models import InitiativeIndexPage, InitiativePage, RecommendationPage, TrackerPage


def tracker(page: TrackerPage) -> dict:
    return {"recommendations": progress.recommendations(timezone.localdate())}


def recommendation(page: RecommendationPage) -> dict:
    return {"progress": progress.of(page, progress.gather(), timezone.localdate())}


def initiatives(page: InitiativeIndexPage) -> dict:
    """All initiatives below the recommendation that they bear on first, each once."""
    groups: dict[int, list[InitiativePage]] = defaultdict(list)
    for initiative in querysets.initiatives():
        rows = initiative.implementations.all()
        groups[rows[0].action.recommendation.number if rows else 0].append(initiative)
    titles = {page.number: page for page in querysets.recommendations()}
    return {
        "groups": [{"recommendation": titles.get(number), "initiatives": groups[number]} for number in sorted(groups)]
    }


def initiative(page: InitiativePage) -> dict:
    return {
        "lead": [organisation for organisation in page.lead.all() if organisation.live],
        "partners": [organisation for organisation in page.partners.all() if organisation.live],
        "jurisdictions": [place for place in page.jurisdictions.all() if place.live],
        "implementations": page.implementations.select_related("action__recommendation__locale").order_by("sort_order")
        if page.pk
        else page.implementations.all(),
    }
