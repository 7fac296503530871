"""What the pages of policies show beside themselves: everything that is linked to a record, in both directions.

Only what is public is shown. A page that is being previewed may not be saved yet: it has links to others, and none
have links to it.
"""

from collections import defaultdict
from datetime import date

from django.utils import timezone

from policies import places, querysets
from policies.choices import STANDING, CommitmentStatus
from policies.comparison import SAFEGUARDS
from policies.models import (
    CommitmentPage,
    ElectionIndexPage,
    ElectionPage,
    InstrumentPage,
    JurisdictionIndexPage,
    JurisdictionPage,
    OrganisationIndexPage,
    OrganisationPage,
)
from policies.status import standing
from policytracker.core.choices import StakeholderGroup


def today() -> date:
    return timezone.localdate()


def jurisdictions(page: JurisdictionIndexPage) -> dict:
    """All jurisdictions by region, with how many instruments each has."""
    counts: dict[str, int] = defaultdict(int)
    for path in querysets.public(InstrumentPage.objects.all()).values_list("path", flat=True):
        counts[path[: -InstrumentPage.steplen]] += 1
    next_votes: dict[str, ElectionPage] = {}
    for election in querysets.elections_to_come(today()):
        next_votes.setdefault(election.path[: -election.steplen], election)
    regions: dict[str, list] = {region: [] for region in (*places.REGIONS, places.WORLD, "")}
    for found in sorted(querysets.jurisdictions(), key=lambda found: found.name):
        regions[found.region].append((found, counts[found.path], next_votes.get(found.path)))
    return {
        "regions": [
            {"code": region, "name": places.region_name(region, "en"), "jurisdictions": found}
            for region, found in regions.items()
            if found
        ]
    }


def jurisdiction(page: JurisdictionPage) -> dict:
    instruments = list(querysets.below(page, InstrumentPage).order_by("-in_force", "-adopted", "title"))
    elections = list(querysets.below(page, ElectionPage).order_by("date"))
    now = today()
    related = querysets.jurisdictions().filter(code=page.part_of) if page.part_of else None
    return {
        "instruments": [item for item in instruments if item.status in STANDING],
        "other_instruments": [item for item in instruments if item.status not in STANDING],
        "next_elections": [election for election in elections if not election.is_over(now)],
        "past_elections": [election for election in reversed(elections) if election.is_over(now)],
        "commitments": with_standing(querysets.commitments().filter(jurisdictions=page)) if page.pk else [],
        "organisations": querysets.public(page.organisations.all()).order_by("title") if page.pk else [],
        "initiatives": querysets.public(page.initiatives.all()).order_by("title") if page.pk else [],
        "part_of": related.first() if related is not None else None,
        "parts": querysets.jurisdictions().filter(part_of=page.code) if page.code else [],
        "findings": page.findings.select_related("provision") if page.pk else page.findings.all(),
    }


def instrument(page: InstrumentPage) -> dict:
    place = jurisdiction_of(page)
    rows = list(page.provisions.select_related("provision").prefetch_related("provision__actions__recommendation"))
    actions = {}
    for row in rows:
        for action in row.provision.actions.all():
            actions.setdefault(action.code, {"action": action, "recommendation": action.recommendation})
    siblings = querysets.below(place, InstrumentPage).exclude(pk=page.pk).order_by("title") if place else []
    return {
        "jurisdiction": place,
        "provisions": rows,
        "safeguards": [row for row in rows if row.provision.code in SAFEGUARDS],
        "actions": [actions[code] for code in sorted(actions)],
        "siblings": siblings,
        "next_elections": querysets.elections_to_come(today()).descendant_of(place) if place else [],
        "stands": page.status in STANDING,
    }


def organisations(page: OrganisationIndexPage) -> dict:
    """All organisations by stakeholder group, with how many commitments each has made."""
    counts: dict[str, int] = defaultdict(int)
    for path in querysets.public(CommitmentPage.objects.all()).values_list("path", flat=True):
        counts[path[: -CommitmentPage.steplen]] += 1
    groups: dict[str, list] = {group: [] for group in StakeholderGroup.values}
    for found in querysets.organisations():
        groups[found.stakeholder_group].append((found, counts[found.path]))
    return {
        "groups": [
            {"code": group, "label": StakeholderGroup(group).label, "organisations": found}
            for group, found in groups.items()
            if found
        ]
    }


def organisation(page: OrganisationPage) -> dict:
    saved = page.pk is not None
    seat = page.jurisdiction
    return {
        "commitments": with_standing(querysets.below(page, CommitmentPage).prefetch_related("status_events")),
        "initiatives_led": querysets.public(page.initiatives_led.all()).order_by("title") if saved else [],
        "initiatives_joined": querysets.public(page.initiatives_joined.all()).order_by("title") if saved else [],
        "seat": seat if seat and seat.live else None,
    }


def commitment(page: CommitmentPage) -> dict:
    events = sorted(page.status_events.all(), key=lambda event: (event.date, event.sort_order or 0))
    due = page.deadline and page.deadline.latest
    now = standing(events)
    kept = now.assessed and now.assessed.status == CommitmentStatus.FULFILLED
    organisation = page.get_parent().specific if page.path else None
    return {
        "organisation": organisation,
        "events": events,
        "standing": now,
        "is_overdue": bool(due and due < today() and not kept),
        "jurisdictions": [place for place in page.jurisdictions.all() if place.live],
        "others": with_standing(
            querysets.below(organisation, CommitmentPage).exclude(pk=page.pk).prefetch_related("status_events")
        )
        if organisation
        else [],
    }


def elections(page: ElectionIndexPage) -> dict:
    """All elections: those to come by month, the others by year, the newest first."""
    votes = list(querysets.elections())
    where = querysets.parents(votes, JurisdictionPage)
    coming: dict[str, list] = defaultdict(list)
    past: dict[str, list] = defaultdict(list)
    for election in votes:
        row = (election, where[election.path[: -election.steplen]])
        if election.is_over(today()):
            past[election.date[:4]].append(row)
        else:
            coming[election.date[:7]].append(row)
    return {
        "coming": list(coming.items()),
        "past": [(year, list(reversed(rows))) for year, rows in sorted(past.items(), reverse=True)],
    }


def election(page: ElectionPage) -> dict:
    place = jurisdiction_of(page)
    if place is None:
        return {"jurisdiction": None}
    others = querysets.below(place, ElectionPage).exclude(pk=page.pk)
    return {
        "jurisdiction": place,
        "instruments": querysets.below(place, InstrumentPage).filter(status__in=STANDING).order_by("title"),
        "commitments": with_standing(querysets.commitments().filter(jurisdictions=place)),
        "previous": others.filter(date__lt=page.date).order_by("-date").first(),
        "next": others.filter(date__gt=page.date).order_by("date").first(),
        "is_over": page.is_over(today()),
    }


def with_standing(commitments) -> list[tuple[CommitmentPage, object]]:
    """Commitments by title, each with how it stands."""
    return [(page, standing(page.status_events.all())) for page in commitments.order_by("title")]


def jurisdiction_of(page) -> JurisdictionPage | None:
    """The jurisdiction that a page lies below; None in the preview of one that lies nowhere yet."""
    return page.get_parent().specific if page.path else None
