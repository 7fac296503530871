"""What the pages of policies show beside themselves: everything that is linked to a record, in both directions.

Only what is public is shown. A page that is being previewed may not be saved yet: it has links to others, and none
have links to it. It may also lack what is required.
"""

import re
from collections import Counter, defaultdict
from datetime import date

from django.db.models import prefetch_related_objects
from django.utils import timezone

from wagtail.models import Page

from policies import places, querysets
from policies.choices import ENDED, STANDING, CommitmentStatus, LegalForce
from policies.comparison import SAFEGUARDS
from policies.life import StatusOn, life_of
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
from policies.since import Changes, of_commitment, of_instrument
from policies.status import Standing, events_on, standing, told
from policytracker.core.as_of import AsOf
from policytracker.core.as_of import today as of_today
from policytracker.core.choices import StakeholderGroup
from policytracker.core.dates import PartialDate
from policytracker.core.timing import Timing, timing

# The code under which commitments are kept that are made for all jurisdictions.
WORLDWIDE = "GLOBAL"


def today() -> date:
    return timezone.localdate()


def jurisdictions(page: JurisdictionIndexPage) -> dict:
    """All jurisdictions by region, with how many instruments each has, and its next election."""
    counts = children_of_each(InstrumentPage)
    next_votes: dict[str, ElectionPage] = {}
    for election in querysets.elections_to_come(today()):
        next_votes.setdefault(election.path[: -election.steplen], election)
    regions: dict[str, list] = {region: [] for region in (*places.REGIONS, places.WORLD, "")}
    for found in sorted(querysets.jurisdictions(), key=lambda found: found.name):
        regions[found.region].append((found, counts[found.path], next_votes.get(found.path)))
    return {"regions": [(region, found) for region, found in regions.items() if found]}


def jurisdiction(page: JurisdictionPage, as_of: AsOf) -> dict:
    """As of a past day: with how each instrument stood then, what changed since, and what cannot be told."""
    day, saved = as_of.day, page.pk is not None
    instruments = querysets.below(page, InstrumentPage).order_by("title")
    if as_of.is_past:
        instruments = instruments.prefetch_related("events")
    standings = [(item, stood(item, as_of)) for item in instruments]
    standings.sort(key=lambda pair: pair[0].in_force or pair[0].adopted, reverse=True)
    there = [(item, found) for item, found in standings if found.status]
    elections = list(querysets.below(page, ElectionPage).order_by("date", "title"))
    findings = page.findings.select_related("provision")
    commitments = list(querysets.commitments().filter(jurisdictions=page).order_by("title")) if saved else []
    initiatives = querysets.public(page.initiatives.all()).order_by("title") if saved else []
    changes = Changes()
    if as_of.is_past:
        changes = Changes.since(
            as_of,
            *(of_instrument(item) for item, _ in standings),
            *(of_commitment(item) for item in commitments),
        )
    return {
        "in_use": by_force((item, found) for item, found in there if found.in_use),
        "not_in_use": [pair for pair in there if pair[1].status not in (*STANDING, *ENDED)],
        "ended": [pair for pair in there if pair[1].status in ENDED],
        "undated": [item for item, found in standings if not found.status and not found.is_certain],
        "findings": [row for row in findings if row.checked_on <= day] if as_of.is_past else findings,
        "next_elections": [election for election in elections if not election.is_over(day)],
        "past_elections": [election for election in reversed(elections) if election.is_over(day)],
        "commitments": with_standing(commitments, as_of),
        "worldwide": commitments_for_all() if page.code != WORLDWIDE and not as_of.is_past else 0,
        "initiatives": [item for item in initiatives if item.may_have_started(day)] if as_of.is_past else initiatives,
        "organisations": querysets.public(page.organisations.all()).order_by("title") if saved else [],
        "part_of": querysets.jurisdictions().filter(code=page.part_of).first() if page.part_of else None,
        "parts": querysets.jurisdictions().filter(part_of=page.code) if page.code else [],
        "changes": changes,
    }


def stood(page: InstrumentPage, as_of: AsOf) -> StatusOn:
    """How an instrument stood on the day of a page."""
    return life_of(page).on(as_of.day) if as_of.is_past else StatusOn(page.status)


def instrument(page: InstrumentPage) -> dict:
    """With what restricts expression apart, so that the safeguards of the same instrument can stand beside it."""
    place = querysets.parent_of(page, JurisdictionPage)
    rows = list(page.provisions.all())
    prefetch_related_objects(rows, "provision__actions")
    restrictions = [row for row in rows if row.provision.restricts_expression]
    safeguards = [row for row in rows if row.provision.code in SAFEGUARDS]
    set_apart = [*restrictions, *safeguards] if restrictions else []
    return {
        "jurisdiction": place,
        "in_use": page.status in STANDING,
        "provisions": [row for row in rows if row not in set_apart],
        "restrictions": restrictions,
        "safeguards": safeguards,
        "actions": actions_asking_for(row.provision for row in rows),
        "next_elections": querysets.elections_to_come(today()).descendant_of(place) if place else [],
        "siblings": querysets.below(place, InstrumentPage).exclude(pk=page.pk).order_by("title") if place else [],
    }


def organisations(page: OrganisationIndexPage) -> dict:
    """All organisations by stakeholder group, with how many commitments each has made."""
    counts = children_of_each(CommitmentPage)
    groups: dict[str, list] = {group: [] for group in StakeholderGroup.values}
    for found in querysets.organisations():
        groups[found.stakeholder_group].append((found, counts[found.path]))
    return {"groups": [(group, found) for group, found in groups.items() if found]}


def organisation(page: OrganisationPage, as_of: AsOf) -> dict:
    saved = page.pk is not None
    made = list(made_by(page))
    commitments = with_standing(made, as_of)
    changes = Changes.since(as_of, *(of_commitment(item) for item in made)) if as_of.is_past else Changes()
    return {
        "seat": querysets.jurisdictions().filter(pk=page.jurisdiction_id).first() if page.jurisdiction_id else None,
        "commitments": commitments,
        "differing": sum(now.differ for _, now in commitments),
        "unassessed": sum(now.assessed is None for _, now in commitments),
        "initiatives_led": querysets.public(page.initiatives_led.all()).order_by("title") if saved else [],
        "initiatives_joined": querysets.public(page.initiatives_joined.all()).order_by("title") if saved else [],
        "changes": changes,
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


def elections(page: ElectionIndexPage) -> dict:
    """All elections: those to come by month, the others by year, the newest first."""
    coming: dict[str, list] = defaultdict(list)
    past: dict[str, list] = defaultdict(list)
    for election in querysets.elections():
        if election.is_over(today()):
            past[election.date[:4]].insert(0, election)
        else:
            coming[election.date[:7]].append(election)
    return {"coming": list(coming.items()), "past": sorted(past.items(), reverse=True)}


def election(page: ElectionPage) -> dict:
    place = querysets.parent_of(page, JurisdictionPage)
    found = {"jurisdiction": place, "is_over": page.is_over(today()), "worldwide": commitments_for_all()}
    if place is None:
        return found | {"body": page.body}
    body = page.body or place.electoral_body_name
    country = querysets.jurisdictions().filter(code=place.part_of).first() if place.part_of else None
    others = querysets.below(place, ElectionPage).exclude(pk=page.pk)
    return found | {
        "body": body,
        "body_url": place.electoral_body_url if body == place.electoral_body_name else "",
        "rules": [(where, instruments_in_use(where)) for where in (place, country) if where],
        "commitments": with_standing(querysets.commitments().filter(jurisdictions=place).order_by("title")),
        "previous": others.filter(date__lt=page.date).order_by("-date").first(),
        "next": others.filter(date__gt=page.date).order_by("date").first() if page.date else None,
    }


def by_force(pairs) -> list[tuple[str, list[tuple[InstrumentPage, StatusOn]]]]:
    """Instruments, each with how it stood, in falling order of what can be enforced."""
    groups: dict[str, list] = {force: [] for force in LegalForce.values}
    for pair in pairs:
        groups[pair[0].legal_force].append(pair)
    return [(force, found) for force, found in groups.items() if found]


def instruments_in_use(place: JurisdictionPage):
    return querysets.below(place, InstrumentPage).filter(status__in=STANDING).order_by("title")


def with_standing(commitments, as_of: AsOf | None = None) -> list[tuple[CommitmentPage, Standing]]:
    """Commitments, each with how it stood; those that had certainly not been announced yet are left out."""
    as_of = as_of or of_today()
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
    return querysets.public(CommitmentPage.objects.filter(jurisdictions__code=WORLDWIDE)).distinct().count()


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


def children_of_each(model: type[Page]) -> Counter[str]:
    """How many public pages of a kind lie below each page, by its path."""
    paths = querysets.public(model.objects.all()).values_list("path", flat=True)
    return Counter(path[: -model.steplen] for path in paths)
