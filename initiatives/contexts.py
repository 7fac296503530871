"""What the pages of recommendations and initiatives show beside themselves."""

from collections import defaultdict

from django.db.models import prefetch_related_objects
from django.http import QueryDict
from django.urls import reverse

from initiatives import gathering, querysets
from initiatives.chart import step_chart
from initiatives.models import (
    Action,
    Implementation,
    ImplementationEvent,
    InitiativeIndexPage,
    InitiativePage,
    RecommendationPage,
    TrackerPage,
)
from initiatives.past import Stood, moved, of_initiative, stood_on
from initiatives.rows import Span
from policies.models import JurisdictionPage, OrganisationPage
from policies.querysets import public, public_among
from policies.since import Changes
from policies.status import events_on, standing, told
from policytracker.core.as_of import AsOf
from policytracker.core.exports import TYPES
from policytracker.core.pagination import page_of_groups
from policytracker.core.timing import Timing, by_timing, has_happened
from policytracker.core.versions import versions

# What changed since a past day: as many of each sort as leave the page light. All have a page of their own.
CHANGES = 20
# Initiatives on a page of their list.
SIZE = 100


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
    found = gathering.course(gathering.action_rows(page), as_of)
    # A page that is being written may have no number yet.
    number = page.number or 0
    since = gathering.changes_since(page, as_of)
    return {
        "progress": gathering.recommendation(page, as_of),
        "courses": {code: {"points": points, "chart": step_chart(points)} for code, points in found.items()},
        "changes": since.newest(CHANGES),
        "all_changes": {
            "number": since.number,
            "address": as_of.kept(reverse("recommendation_changes", args=[number])),
        },
        "downloads": {form: as_of.kept(reverse("recommendation_export", args=[number, form])) for form in TYPES},
    }


def initiatives(page: InitiativeIndexPage, query: QueryDict) -> dict:
    """All initiatives below the recommendation that they bear on first, each once, with the actions it bears on; page
    by page. Of the others only the order is read."""
    recommendations = {page.pk: page for page in querysets.recommendations()}
    asking = {action.code: pk for pk, page in recommendations.items() for action in page.actions.all()}
    readable, codes = public(InitiativePage.objects.all()), defaultdict(list)
    rows = querysets.implementations().filter(initiative__in=readable.values("pk"))
    for pk, code in rows.values_list("initiative", "action__code"):
        codes[pk].append(code)
    groups: dict[int | None, list[int]] = {pk: [] for pk in (*recommendations, None)}
    for pk in readable.order_by("title", "pk").values_list("pk", flat=True):
        groups[next((asking[code] for code in codes[pk] if code in asking), None)].append(pk)
    filled = ((recommendations.get(pk), found) for pk, found in groups.items() if found)
    listed, page_of_list, problems = page_of_groups(filled, query.get("page", ""), SIZE, {})
    shown = readable.in_bulk([pk for group in listed for pk in group.items])
    return {
        "groups": [(group, [(shown[pk], ", ".join(codes[pk])) for pk in group.items]) for group in listed],
        "page_of_list": page_of_list,
        "problems": problems,
    }


def initiative(page: InitiativePage, as_of: AsOf) -> dict:
    """With what it implements, each with the page of the recommendation. As of a past day: with how it stood and what
    had been said by then, what changed since, and what cannot be told."""
    rows, said, steps = page.for_each_action(), list(page.status_events.all()), list(page.events.all())
    stood, since = Stood(Timing.HAPPENED, page.status), Changes()
    if as_of.is_past:
        dates = {"started": page.started, "ended": page.ended}
        stood = stood_on(as_of.day, page.status, Span.of_initiative(**dates, steps=[step.date for step in steps]))
        told_of = [(step.date, step.text) for step in steps]
        since = Changes.since(as_of, of_initiative(page.title, page.url or "", **dates, steps=told_of, said=said))
        steps = by_timing(steps, as_of.day).happened
    prefetch_related_objects(said, "action")
    found = public(versions(RecommendationPage, {row.action.recommendation_id for row in rows}))
    asking = {
        action.code: (action, recommendation)
        for recommendation in found.prefetch_related("actions")
        for action in recommendation.actions.all()
    }
    return {
        "stood": stood,
        "has_ended": bool(page.ended) and (not as_of.is_past or has_happened(page.ended, as_of.day)),
        "progress": steps,
        "changes": since,
        "lead": public_among(OrganisationPage, page.lead.all()),
        "partners": public_among(OrganisationPage, page.partners.all()),
        "jurisdictions": public_among(JurisdictionPage, page.jurisdictions.all()),
        "implementations": [
            implementation(row, *asking[row.action.code], said, as_of) for row in rows if row.action.code in asking
        ],
    }


def implementation(
    row: Implementation,
    action: Action,
    recommendation: RecommendationPage,
    events: list[ImplementationEvent],
    as_of: AsOf,
) -> dict:
    """How an initiative bears on an action, which readers see as `action`, and what had been said of it on both
    tracks."""
    said = [event for event in events if event.action.code == action.code]
    known = events_on(said, as_of).happened
    return {
        "row": row,
        "action": action,
        "recommendation": recommendation,
        "standing": standing(known),
        "history": told(known, within=said),
    }
