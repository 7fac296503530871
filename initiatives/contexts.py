"""What the pages of recommendations and initiatives show beside themselves."""

from django.db.models import prefetch_related_objects
from django.urls import reverse

from initiatives import gathering, querysets
from initiatives.chart import step_chart
from initiatives.course import courses
from initiatives.models import (
    Implementation,
    ImplementationEvent,
    InitiativeIndexPage,
    InitiativePage,
    RecommendationPage,
    TrackerPage,
)
from initiatives.past import changes, moved, on_day
from policies.models import JurisdictionPage, OrganisationPage
from policies.querysets import public, public_among
from policies.since import Changes
from policies.status import standing, told
from policytracker.core.as_of import AsOf
from policytracker.core.exports import TYPES


def tracker(page: TrackerPage, as_of: AsOf) -> dict:
    """All recommendations; as of a past day with what moved since."""
    if as_of.is_past:
        found = [(then, moved(then, now)) for then, now in gathering.look_back(as_of)]
    else:
        found = [(now, []) for now in gathering.recommendations(as_of)]
    return {
        "recommendations": found,
        "downloads": {form: as_of.kept(reverse("tracker_export", args=[form])) for form in TYPES},
    }


def recommendation(page: RecommendationPage, as_of: AsOf) -> dict:
    """One recommendation: its progress, how each indicator moved, and as of a past day what changed since."""
    actions = gathering.action_rows(page)
    rows = gathering.gather(history=True).about(actions)
    found = courses(actions, rows, as_of)
    # A page that is being written may have no number yet.
    number = page.number or 0
    return {
        "progress": gathering.progress_of(page, on_day(rows, as_of), as_of.day),
        "courses": {code: {"points": points, "chart": step_chart(points)} for code, points in found.items()},
        "changes": changes(rows, as_of) if as_of.is_past else Changes(),
        "downloads": {form: as_of.kept(reverse("recommendation_export", args=[number, form])) for form in TYPES},
    }


def initiatives(page: InitiativeIndexPage) -> dict:
    """All initiatives below the recommendation that they bear on first, each once, with the actions it bears on."""
    recommendations = {page.pk: page for page in querysets.recommendations()}
    groups: dict[int | None, list[tuple[InitiativePage, str]]] = {pk: [] for pk in (*recommendations, None)}
    for initiative in querysets.initiatives():
        actions = [row.action for row in initiative.implementations.all()]
        first = next((pk for action in actions if (pk := action.recommendation_id) in recommendations), None)
        groups[first].append((initiative, ", ".join(action.code for action in actions)))
    return {
        "groups": [
            {"recommendation": recommendations.get(pk), "initiatives": found} for pk, found in groups.items() if found
        ]
    }


def initiative(page: InitiativePage) -> dict:
    """With what it implements, each with the page of the recommendation."""
    rows, events = list(page.implementations.all()), list(page.status_events.all())
    prefetch_related_objects(rows, "action")
    found = public(RecommendationPage.objects.filter(pk__in={row.action.recommendation_id for row in rows}))
    recommendations = {recommendation.pk: recommendation for recommendation in found}
    return {
        "lead": public_among(OrganisationPage, page.lead.all()),
        "partners": public_among(OrganisationPage, page.partners.all()),
        "jurisdictions": public_among(JurisdictionPage, page.jurisdictions.all()),
        "implementations": [
            implementation(row, recommendations[row.action.recommendation_id], events)
            for row in rows
            if row.action.recommendation_id in recommendations
        ],
    }


def implementation(row: Implementation, recommendation: RecommendationPage, events: list[ImplementationEvent]) -> dict:
    """How an initiative bears on an action, and what is said of it on both tracks."""
    said = [event for event in events if event.action_id == row.action_id]
    return {"row": row, "recommendation": recommendation, "standing": standing(said), "history": told(said)}
