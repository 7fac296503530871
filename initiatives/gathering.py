"""Read what progress is computed from: public records, as rows, in a number of queries that does not grow with them.

The rows are read as values. To make a page object of each record takes ten times as long as everything else here.
All of them are read, also for a page that shows a few: they are kept until somebody writes (`core.editions`).
"""

from collections import defaultdict

from django.db.models import F
from django.utils.translation import get_language

from initiatives import querysets
from initiatives.course import Point, courses
from initiatives.models import (
    ImplementationEvent,
    InitiativeEvent,
    InitiativePage,
    RecommendationPage,
)
from initiatives.past import changes, on_day
from initiatives.progress import ActionProgress, RecommendationProgress
from initiatives.rows import ActionRow, CommitmentRow, InitiativeRow, ProvisionRow, Rows
from policies import places
from policies import querysets as policies_querysets
from policies.models import (
    CommitmentPage,
    InstrumentPage,
    InstrumentProvision,
    JurisdictionPage,
)
from policies.since import Changes
from policytracker.core.addresses import addresses
from policytracker.core.as_of import AsOf, today
from policytracker.core.editions import kept
from policytracker.core.evidence import days_of_checks
from policytracker.core.versions import owner


@kept
def recommendations(as_of: AsOf) -> tuple[RecommendationProgress, ...]:
    """The progress of all recommendations on the day of a page, in order."""
    return tuple(recommendation(page, as_of) for page in querysets.recommendations())


def recommendation(page: RecommendationPage, as_of: AsOf) -> RecommendationProgress:
    """The progress of one recommendation, with its actions as the page has them."""
    progress = _progress(action_rows(page), as_of)
    return RecommendationProgress(page.number, page.title, page.url or "", page.quote, progress)


def look_back(as_of: AsOf) -> list[tuple[RecommendationProgress, RecommendationProgress]]:
    """The progress of all recommendations on a past day, each with that of today."""
    return list(zip(recommendations(as_of), recommendations(AsOf(as_of.today, as_of.today)), strict=True))


def changes_since(page: RecommendationPage, as_of: AsOf) -> Changes:
    """What changed of what bears on a recommendation since the day of a page; nothing where that is today."""
    return changes(everything().about(action_rows(page)), as_of) if as_of.is_past else Changes()


@kept
def course(actions: tuple[ActionRow, ...], as_of: AsOf) -> dict[str, list[Point]]:
    """How the indicators of some actions moved up to the day of a page, by their codes."""
    return courses(actions, everything().about(actions), as_of)


@kept
def rows_on(as_of: AsOf) -> Rows:
    """What was known and in use on the day of a page."""
    return on_day(everything(), as_of)


@kept
def everything() -> Rows:
    """All that is public today, with what is in use no more and with the history of instruments."""
    return Rows(tuple(_initiatives()), tuple(_provisions()), tuple(_commitments()))


def action_rows(page: RecommendationPage) -> tuple[ActionRow, ...]:
    return tuple(_action(action) for action in page.actions.all())


@kept
def _progress(actions: tuple[ActionRow, ...], as_of: AsOf) -> tuple[ActionProgress, ...]:
    rows = rows_on(as_of)
    return tuple(ActionProgress(action, rows, as_of.day) for action in actions)


def _action(action) -> ActionRow:
    labels = {provision.code: provision.label for provision in action.provisions.all()}
    return ActionRow(action.code, action.title, action.text, action.indicator, labels, action.counted)


def _initiatives() -> list[InitiativeRow]:
    address, now = addresses(), today()
    found = policies_querysets.public(InitiativePage.objects.all())
    public, checks = found.values("pk"), days_of_checks(found)
    regions, events, said = defaultdict(set), defaultdict(list), defaultdict(list)
    where = InitiativePage.jurisdictions.through.objects.filter(initiativepage__in=public)
    for pk, code, part_of in where.values_list("initiativepage", "jurisdictionpage__code", "jurisdictionpage__part_of"):
        regions[pk].add(places.region(part_of or code))
    steps = InitiativeEvent.objects.filter(initiative__in=public)
    for pk, day, text in steps.values_list("initiative", "date", "text"):
        events[pk].append((day, text))
    for event in ImplementationEvent.objects.filter(initiative__in=public).annotate(code=F("action__code")):
        said[event.initiative_id].append(event)
    facts = {
        pk: {
            "title": title,
            "url": address(url_path),
            "record_id": record_id,
            "status": status,
            "stakeholder_groups": tuple(groups),
            "regions": frozenset(regions[pk]),
            "started": started,
            "ended": ended,
            "events": tuple(events[pk]),
            "checks": tuple(checks[pk]),
            "as_of": now,
        }
        for pk, title, url_path, record_id, status, groups, started, ended in found.values_list(
            "pk", "title", "url_path", "record_id", "status", "stakeholder_groups", "started", "ended"
        )
    }
    rows = querysets.implementations().filter(initiative__in=public)
    return [
        InitiativeRow(
            action=action,
            relation=relation,
            why=why,
            said=tuple(event for event in said[pk] if event.code == action),
            said_elsewhere=tuple(event for event in said[pk] if event.code != action),
            **facts[pk],
        )
        for pk, action, relation, why in rows.values_list("initiative", "action__code", "relation", "why")
    ]


def _provisions() -> list[ProvisionRow]:
    address, language = addresses(), get_language() or "en"
    jurisdictions = {
        key: {
            "jurisdiction": JurisdictionPage.shown_name(title, code, language),
            "code": code,
            "jurisdiction_url": address(url_path),
            "region": places.region(part_of or code),
        }
        for key, title, code, part_of, url_path in policies_querysets.jurisdictions().values_list(
            "translation_key", "title", "code", "part_of", "url_path"
        )
    }
    found = policies_querysets.public(InstrumentPage.objects.all())
    lives = policies_querysets.lives_of(found)
    carried = defaultdict(list)
    rows = InstrumentProvision.objects.filter(instrument__in=found.values("pk")).order_by("sort_order")
    for pk, code, label in rows.values_list("instrument", "provision__code", "provision__label"):
        carried[pk].append((code, label))
    facts = found.order_by("title").values_list("pk", owner(), "title", "url_path", "record_id", "legal_force")
    return [
        ProvisionRow(
            provision=provision,
            label=label,
            **jurisdictions[whose],
            instrument=title,
            url=url,
            record_id=record_id,
            legal_force=force,
            life=lives[pk],
        )
        for pk, whose, title, url, record_id, force in (
            (pk, whose, title, address(url_path), record_id, force)
            for pk, whose, title, url_path, record_id, force in facts
            if whose in jurisdictions
        )
        for provision, label in carried[pk]
    ]


def _commitments() -> list[CommitmentRow]:
    address, now = addresses(), today()
    organisations = dict(policies_querysets.organisations().values_list("translation_key", "title"))
    public = policies_querysets.public(CommitmentPage.objects.all())
    checks = days_of_checks(public)
    provisions, events = defaultdict(set), policies_querysets.said_of(public)
    for pk, code in CommitmentPage.provisions.through.objects.filter(
        commitmentpage__in=public.values("pk")
    ).values_list("commitmentpage", "provision__code"):
        provisions[pk].add(code)
    rows = public.order_by("title").values_list("pk", owner(), "title", "url_path", "record_id", "announced")
    return [
        CommitmentRow(
            title=title,
            url=address(url_path),
            record_id=record_id,
            organisation=organisations[whose],
            provisions=frozenset(provisions[pk]),
            announced=announced,
            events=tuple(events[pk]),
            checks=tuple(checks[pk]),
            as_of=now,
        )
        for pk, whose, title, url_path, record_id, announced in rows
        if whose in organisations
    ]
