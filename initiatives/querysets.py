"""Questions that the tracker, pages and briefings ask of recommendations and initiatives."""

from django.db.models import Prefetch, QuerySet

from initiatives.models import Action, Implementation, InitiativePage, RecommendationPage
from policies.querysets import public


def recommendations() -> QuerySet[RecommendationPage]:
    """With their actions and the provisions that these ask for, in order."""
    actions = Action.objects.prefetch_related("provisions")
    return public(RecommendationPage.objects.all()).order_by("number").prefetch_related(Prefetch("actions", actions))


def initiatives() -> QuerySet[InitiativePage]:
    """With what they implement, where, and by whom."""
    return (
        public(InitiativePage.objects.all())
        .order_by("title")
        .prefetch_related(
            Prefetch("implementations", Implementation.objects.select_related("action")),
            "jurisdictions",
            "events",
        )
    )
