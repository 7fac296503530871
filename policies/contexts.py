"""What the pages of policies show beside themselves: everything that is linked to a record, in both directions.

Only what is public is shown. A page that is being previewed may not be saved yet: it has links to others, and none
have links to it. It may also lack what is required.
"""

import re
from collections import Counter
from datetime import date
from uuid import UUID

from django.db.models import prefetch_related_objects
from django.urls import reverse
from django.utils import timezone

from wagtail.models import Page

from policies import places, querysets
from policies.choices import ENDED, STANDING, CommitmentStatus, InstrumentStatus, LegalForce
from policies.comparison import SAFEGUARDS
from policies.life import Known, known_of
from policies.models import (
    CommitmentPage,
    ElectionPage,
    InstrumentPage,
    JurisdictionIndexPage,
    JurisdictionPage,
    OrganisationIndexPage,
    OrganisationPage,
)
from policies.since import changes_of
from policies.status import Standing, events_on, standing, told
from policytracker.core.as_of import AsOf
from policytracker.core.choices import StakeholderGroup
from policytracker.core.dates import PartialDate
from policytracker.core.timing import Timing, by_timing, timing
from policytracker.core.versions import owner, versions

# What is not in use yet, or not at present.
WAITING = tuple(status for status in InstrumentStatus if status not in (*STANDING, *ENDED))
# What changed since a past day: as much of each sort as leaves the page of a jurisdiction light. The briefing has all.
CHANGES = 20


def today() -> date:
    return timezone.localdate()


def jurisdictions(page: JurisdictionIndexPage) -> dict:
    """All jurisdictions by region, with how many instruments each has, and its next election."""
    counts = children_of_each(InstrumentPage)
    next_votes: dict[UUID, ElectionPage] = {}
    for election in querysets.elections_to_come(today()).annotate(whose=owner()):
        next_votes.setdefault(election.whose, election)
    regions: dict[str, list] = {region: [] for region in (*places.REGIONS, places.WORLD, "")}
    for found in sorted(querysets.jurisdictions(), key=lambda found: found.name):
        regions[found.region].append((found, counts[found.translation_key], next_votes.get(found.translation_key)))
    return {"regions": [(region, found) for region, found in regions.items() if found]}


def jurisdiction(page: JurisdictionPage, as_of: AsOf) -> dict:
    """As of a past day: with how each instrument stood then, what changed since, and what cannot be told."""
    day = as_of.day
    standings = with_lives(querysets.below(page, InstrumentPage).order_by("title"), as_of)
    standings.sort(key=lambda pair: pair[0].in_force or pair[0].adopted, reverse=True)
    there = [(item, found) for item, found in standings if found.status]
    elections = list(querysets.below(page, ElectionPage).order_by("date", "title"))
    findings = page.findings.select_related("provision")
    commitments = list(querysets.naming(page, "commitments").prefetch_related("status_events").order_by("title"))
    initiatives = querysets.naming(page, "initiatives").order_by("title")
    since = changes_of(as_of, (item for item, _stood in standings), commitments)
    return {
        # By which statuses the search finds again what stands in a list; it knows those of today alone.
        "statuses": {} if as_of.is_past else {"in_use": STANDING, "not_in_use": WAITING, "ended": ENDED},
        "in_use": by_force((item, found) for item, found in there if found.in_use),
        "not_in_use": [pair for pair in there if pair[1].status in WAITING],
        "ended": [pair for pair in there if pair[1].status in ENDED],
        "undated": [pair for pair in standings if not pair[1].status and not pair[1].is_certain],
        "findings": [row for row in findings if row.checked_on <= day] if as_of.is_past else findings,
        "next_elections": [election for election in elections if not election.is_over(day)],
        "past_elections": [election for election in reversed(elections) if election.is_over(day)],
        "commitments": with_standing(commitments, as_of),
        "worldwide": commitments_for_all() if page.code != places.WORLDWIDE and not as_of.is_past else 0,
        "initiatives": [item for item in initiatives if item.may_have_started(day)] if as_of.is_past else initiatives,
        "organisations": querysets.naming(page, "organisations").order_by("title"),
        "part_of": querysets.jurisdictions().filter(code=page.part_of).first() if page.part_of else None,
        "parts": querysets.jurisdictions().filter(part_of=page.code) if page.code else [],
        "changes": since.newest(CHANGES),
        "all_changes": {
            "number": since.number,
            "address": as_of.kept(reverse("briefing_jurisdiction", args=[page.code, "html"])) if page.live else "",
        },
    }


def with_lives(instruments, as_of: AsOf) -> list[tuple[InstrumentPage, Known]]:
    """Instruments, each with how it stood on the day of a page. Of today that needs none of their events."""
    if as_of.is_past:
        instruments = instruments.prefetch_related("events")
    return [(item, known_of(item, as_of)) for item in instruments]


def instrument(page: InstrumentPage, as_of: AsOf) -> dict:
    """With what restricts expression apart, so that the safeguards of the same instrument can stand beside it.

    As of a past day: with how it stood then, its history by then, what changed since, and what cannot be told.
    """
    place, stood = querysets.parent_of(page, JurisdictionPage), known_of(page, as_of)
    others = querysets.below(place, InstrumentPage).exclude(pk=page.pk).order_by("title") if place else None
    events = list(page.events.all())
    rows = list(page.provisions.all())
    prefetch_related_objects(rows, "provision__actions")
    restrictions = [row for row in rows if row.provision.restricts_expression]
    safeguards = [row for row in rows if row.provision.code in SAFEGUARDS]
    set_apart = [*restrictions, *safeguards] if restrictions else []
    return {
        "jurisdiction": place,
        "stood": stood,
        "history": by_timing(events, as_of.day).happened if as_of.is_past else events,
        "changes": changes_of(as_of, [page]),
        "provisions": [row for row in rows if row not in set_apart],
        "restrictions": restrictions,
        "safeguards": safeguards,
        "actions": actions_asking_for(row.provision for row in rows),
        "next_elections": querysets.below_any([place], querysets.elections_to_come(as_of.day)) if place else [],
        "siblings": [(item, known) for item, known in with_lives(others, as_of) if known.status] if place else [],
    }


def organisations(page: OrganisationIndexPage) -> dict:
    """All organisations by stakeholder group, with how many commitments each has made."""
    counts = children_of_each(CommitmentPage)
    groups: dict[str, list] = {group: [] for group in StakeholderGroup.values}
    for found in querysets.organisations():
        groups[found.stakeholder_group].append((found, counts[found.translation_key]))
    return {"groups": [(group, found) for group, found in groups.items() if found]}


def organisation(page: OrganisationPage, as_of: AsOf) -> dict:
    made = list(made_by(page))
    commitments = with_standing(made, as_of)
    return {
        "seat": querysets.public(versions(JurisdictionPage, [page.jurisdiction_id])).first(),
        "commitments": commitments,
        "differing": sum(now.differ for _, now in commitments),
        "unassessed": sum(now.assessed is None for _, now in commitments),
        "initiatives_led": querysets.naming(page, "initiatives_led").order_by("title"),
        "initiatives_joined": querysets.naming(page, "initiatives_joined").order_by("title"),
        "changes": changes_of(as_of, promises=made),
    }


def made_by(page: OrganisationPage):
    """The commitments of an organisation, by title, with their histories."""
    return querysets.below(page, CommitmentPage).prefetch_related("status_events").order_by("title")


def commitment(page: CommitmentPage, as_of: AsOf) -> dict:
    """As of a past day: with what had been said by then, what was said since, and what cannot be told."""
    events = list(page.status_events.all())
    parts = events_on(events, as_of)
    now = standing(parts.happened)
    provisions = list(page.provisions.all())
    prefetch_related_objects(provisions, "actions")
    organisation = querysets.parent_of(page, OrganisationPage)
    others = made_by(organisation).exclude(pk=page.pk) if organisation else []
    return {
        "organisation": organisation,
        "standing": now,
        "is_overdue": is_overdue(page, now, as_of.day),
        "announced": timing(page.announced, as_of.day) if as_of.is_past else Timing.HAPPENED,
        "history": told(parts.happened, within=events),
        "unclear": told(parts.unclear, within=events),
        "since": told(parts.to_come, within=events),
        "jurisdictions": querysets.public_among(JurisdictionPage, page.jurisdictions.all()),
        "provisions": provisions,
        "actions": actions_asking_for(provisions),
        "others": with_standing(others, as_of),
    }


def by_force(pairs) -> list[tuple[str, list[tuple[InstrumentPage, Known]]]]:
    """Instruments, each with how it stood, in falling order of what can be enforced."""
    groups: dict[str, list] = {force: [] for force in LegalForce.values}
    for pair in pairs:
        groups[pair[0].legal_force].append(pair)
    return [(force, found) for force, found in groups.items() if found]


def with_standing(commitments, as_of: AsOf) -> list[tuple[CommitmentPage, Standing]]:
    """Commitments, each with how it stood; those that had certainly not been announced yet are left out."""
    return [
        (page, standing(events_on(page.status_events.all(), as_of).happened))
        for page in commitments
        if not as_of.is_past or timing(page.announced, as_of.day) != Timing.TO_COME
    ]


def is_overdue(page: CommitmentPage, now: Standing, day: date) -> bool:
    """Whether its deadline had certainly passed on a day and nobody had found it fulfilled."""
    fulfilled = now.assessed and now.assessed.status == CommitmentStatus.FULFILLED
    return bool(page.deadline) and PartialDate(page.deadline).latest < day and not fulfilled


def commitments_for_all() -> int:
    """How many commitments name no jurisdiction because they are made for all."""
    return querysets.public(CommitmentPage.objects.filter(jurisdictions__code=places.WORLDWIDE)).distinct().count()


def actions_asking_for(provisions) -> list[tuple]:
    """The actions of recommendations that ask for any of some provisions, each with the page of its recommendation."""
    actions = {action.pk: action for provision in provisions for action in provision.actions.all()}
    pages = querysets.public(Page.objects.filter(pk__in={action.recommendation_id for action in actions.values()}))
    recommendations = {page.pk: page for page in pages}
    found = [
        (action, recommendations[action.recommendation_id])
        for action in actions.values()
        if action.recommendation_id in recommendations
    ]
    # R1.2 comes before R1.10.
    return sorted(found, key=lambda pair: [int(number) for number in re.findall(r"\d+", pair[0].code)])


def children_of_each(model: type[Page]) -> Counter[UUID]:
    """How many public pages of a kind lie below each page, by its `translation_key`."""
    return Counter(querysets.public(model.objects.all()).values_list(owner(), flat=True))
