"""What the pages of recommendations and initiatives show beside themselves."""

from django.utils import timezone

from initiatives import gathering, querysets
from initiatives.models import InitiativeIndexPage, InitiativePage, RecommendationPage, TrackerPage


def tracker(page: TrackerPage) -> dict:
    return {"recommendations": gathering.recommendations(timezone.localdate())}


def recommendation(page: RecommendationPage) -> dict:
    return {"progress": gathering.recommendation(page, timezone.localdate())}


def initiatives(page: InitiativeIndexPage) -> dict:
    """All initiatives below the recommendation that they bear on first, each once."""
    recommendations = {page.pk: page for page in querysets.recommendations()}
    groups: dict[int | None, list[InitiativePage]] = {pk: [] for pk in (*recommendations, None)}
    for initiative in querysets.initiatives():
        served = [row.action.recommendation_id for row in initiative.implementations.all()]
        groups[next((pk for pk in served if pk in recommendations), None)].append(initiative)
    return {
        "groups": [
            {"recommendation": recommendations.get(pk), "initiatives": found} for pk, found in groups.items() if found
        ]
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
