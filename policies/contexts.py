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
from policies.status import Standing, standing
from policytracker.core.choices import StakeholderGroup
from policytracker.core.dates import PartialDate

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


def jurisdiction(page: JurisdictionPage) -> dict:
    instruments = list(querysets.below(page, InstrumentPage).order_by("title"))
    instruments.sort(key=lambda item: item.in_force or item.adopted, reverse=True)
    elections = list(querysets.below(page, ElectionPage).order_by("date", "title"))
    saved = page.pk is not None
    return {
        "in_use": by_force(item for item in instruments if item.status in STANDING),
        "not_in_use": [item for item in instruments if item.status not in (*STANDING, *ENDED)],
        "ended": [item for item in instruments if item.status in ENDED],
        "findings": page.findings.select_related("provision"),
        "next_elections": [election for election in elections if not election.is_over(today())],
        "past_elections": [election for election in reversed(elections) if election.is_over(today())],
        "commitments": with_standing(querysets.commitments().filter(jurisdictions=page)) if saved else [],
        "worldwide": commitments_for_all() if page.code != WORLDWIDE else 0,
        "initiatives": querysets.public(page.initiatives.all()).order_by("title") if saved else [],
        "organisations": querysets.public(page.organisations.all()).order_by("title") if saved else [],
        "part_of": querysets.jurisdictions().filter(code=page.part_of).first() if page.part_of else None,
        "parts": querysets.jurisdictions().filter(part_of=page.code) if page.code else [],
    }


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


def organisation(page: OrganisationPage) -> dict:
    saved = page.pk is not None
    commitments = with_standing(querysets.below(page, CommitmentPage).prefetch_related("status_events"))
    return {
        "seat": querysets.jurisdictions().filter(pk=page.jurisdiction_id).first() if page.jurisdiction_id else None,
        "commitments": commitments,
        "differing": sum(now.differ for _, now in commitments),
        "unassessed": sum(now.assessed is None for _, now in commitments),
        "initiatives_led": querysets.public(page.initiatives_led.all()).order_by("title") if saved else [],
        "initiatives_joined": querysets.public(page.initiatives_joined.all()).order_by("title") if saved else [],
    }


def commitment(page: CommitmentPage) -> dict:
    events = sorted(page.status_events.all(), key=lambda event: (event.date, event.sort_order or 0))
    now = standing(events)
    provisions = list(page.provisions.all())
    prefetch_related_objects(provisions, "actions")
    organisation = querysets.parent_of(page, OrganisationPage)
    others = querysets.below(organisation, CommitmentPage).exclude(pk=page.pk) if organisation else None
    return {
        "organisation": organisation,
        "standing": now,
        "is_overdue": is_overdue(page, now),
        "events": events,
        "jurisdictions": querysets.public_among(JurisdictionPage, page.jurisdictions.all()),
        "provisions": provisions,
        "actions": actions_asking_for(provisions),
        "others": with_standing(others.prefetch_related("status_events")) if others is not None else [],
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
        "commitments": with_standing(querysets.commitments().filter(jurisdictions=place)),
        "previous": others.filter(date__lt=page.date).order_by("-date").first(),
        "next": others.filter(date__gt=page.date).order_by("date").first() if page.date else None,
    }


def by_force(instruments) -> list[tuple[str, list[InstrumentPage]]]:
    """Instruments in falling order of what can be enforced."""
    groups: dict[str, list] = {force: [] for force in LegalForce.values}
    for item in instruments:
        groups[item.legal_force].append(item)
    return [(force, found) for force, found in groups.items() if found]


def instruments_in_use(place: JurisdictionPage):
    return querysets.below(place, InstrumentPage).filter(status__in=STANDING).order_by("title")


def with_standing(commitments) -> list[tuple[CommitmentPage, Standing]]:
    """Commitments by title, each with how it stands."""
    return [(page, standing(page.status_events.all())) for page in commitments.order_by("title")]


def is_overdue(page: CommitmentPage, now: Standing) -> bool:
    """Whether its deadline has certainly passed and nobody has found it fulfilled."""
    fulfilled = now.assessed and now.assessed.status == CommitmentStatus.FULFILLED
    return bool(page.deadline) and PartialDate(page.deadline).latest < today() and not fulfilled


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
