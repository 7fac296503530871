"""Questions that the tracker, pages and briefings ask of recommendations and initiatives."""

from django.db.models import OuterRef, Prefetch, QuerySet, Subquery

from initiatives.models import Action, Implementation, InitiativePage, RecommendationPage
from policies.querysets import public


def recommendations() -> QuerySet[RecommendationPage]:
    """With their actions and the provisions that these ask for, in order."""
    actions = Action.objects.prefetch_related("provisions")
    return public(RecommendationPage.objects.all()).order_by("number").prefetch_related(Prefetch("actions", actions))


def implementations() -> QuerySet[Implementation]:
    """What initiatives do for actions, each action once: an initiative may be tied to it in two languages, and actions
    go by their codes. The first of the rows stands, in the order of the editor."""
    same = Implementation.objects.filter(initiative=OuterRef("initiative"), action__code=OuterRef("action__code"))
    return Implementation.objects.filter(pk=Subquery(same.order_by("sort_order", "pk").values("pk")[:1]))


def initiatives() -> QuerySet[InitiativePage]:
    """With what they implement, where, and by whom."""
    return (
        public(InitiativePage.objects.all())
        .order_by("title")
        .prefetch_related(
            Prefetch("implementations", implementations().select_related("action")),
            "jurisdictions",
            "events",
        )
    )
