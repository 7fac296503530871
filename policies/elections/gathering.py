"""Read what the clock of an election is made of: public records as values, in a constant number of queries."""

from collections import defaultdict
from uuid import UUID

from django.db.models import Prefetch
from django.utils.translation import get_language

from policies import places, querysets
from policies.elections.clock import Clock, clock, is_comparable
from policies.elections.rows import Place, PromiseRow, ProvisionRow, RuleRow, Vote
from policies.models import (
    CommitmentPage,
    ElectionPage,
    InstrumentEvent,
    InstrumentPage,
    InstrumentProvision,
    JurisdictionPage,
    Provision,
    StatusEvent,
)
from policies.since import Changes, changes_of
from policytracker.core.addresses import addresses
from policytracker.core.as_of import AsOf
from policytracker.core.dates import ends_from
from policytracker.core.editions import kept
from policytracker.core.evidence import days_of_checks
from policytracker.core.versions import owner


def clock_of(page: ElectionPage, place: JurisdictionPage, as_of: AsOf) -> Clock:
    """The clock of an election in a jurisdiction, which needs a date."""
    vote = Vote(page.date, page.date_end)
    by_code = {found.code: found for found in places_by_key().values()}
    voting = [by_code[code] for code in _holding(place, vote) if code in by_code]
    others = [found for found in by_code.values() if found not in voting and is_comparable(found, voting[0])]
    needed = {found.code for found in (*voting, *others)}
    return clock(
        vote,
        as_of,
        voting,
        [row for row in rules() if row.place in needed],
        promises(),
        others,
        places.WORLDWIDE,
    )


def changed_around(page: ElectionPage, place: JurisdictionPage, as_of: AsOf) -> Changes:
    """What changed since a past day in the instruments that can hold at an election, and in the commitments that can
    cover it: in those too that were not there yet."""
    if not as_of.is_past:
        return Changes()
    codes = _holding(place, Vote(page.date, page.date_end))
    where = querysets.jurisdictions().filter(code__in=codes)
    laws = querysets.below_any(where, querysets.public(InstrumentPage.objects.all()))
    covering = querysets.public(CommitmentPage.objects.filter(jurisdictions__code__in=(*codes, places.WORLDWIDE)))
    # What certainly lies before the day is not read: that is most of it, the nearer the day lies.
    since = ends_from("date", as_of.day)
    steps = Prefetch("events", InstrumentEvent.objects.filter(since))
    said = Prefetch("status_events", StatusEvent.objects.filter(since))
    return changes_of(as_of, laws.prefetch_related(steps), covering.distinct().prefetch_related(said))


def _holding(place: JurisdictionPage, vote: Vote) -> tuple[str, ...]:
    """The codes of the places whose rules hold at a vote: nearest first."""
    above = (place.part_of,) if place.part_of else ()
    return (place.code, *above, *places.bodies_of(place.part_of or place.code, vote.first))


@kept
def places_by_key() -> dict[UUID, Place]:
    """Public jurisdictions, by their `translation_key`."""
    found, address, language = {}, addresses(), get_language() or "en"
    columns = ("translation_key", "title", "code", "part_of", "kind", "url_path")
    for key, title, code, part_of, kind, url_path in querysets.jurisdictions().values_list(*columns):
        where = part_of or code
        name = JurisdictionPage.shown_name(title, code, language)
        found[key] = Place(code, name, address(url_path), kind, places.region(where), places.subregion(where))
    return found


@kept
def rules() -> tuple[RuleRow, ...]:
    """The public instruments of all public jurisdictions, by title."""
    address, where = addresses(), places_by_key()
    public = querysets.public(InstrumentPage.objects.all())
    columns = ("title", "url_path", "record_id", "kind", "legal_force", "status", "adopted", "in_force", "ended")
    instruments = [
        (pk, where[whose], *values)
        for pk, whose, *values in public.order_by("title").values_list("pk", owner(), *columns)
        if whose in where
    ]
    keys = [pk for pk, *_ in instruments]
    checked, provisions, steps = days_of_checks(public), defaultdict(list), defaultdict(list)
    taxonomy = {
        pk: ProvisionRow(*values)
        for pk, *values in Provision.objects.values_list("pk", "code", "label", "restricts_expression")
    }
    rows = InstrumentProvision.objects.filter(instrument__in=keys).order_by("sort_order")
    for pk, provision in rows.values_list("instrument", "provision"):
        provisions[pk].append(taxonomy[provision])
    rows = InstrumentEvent.objects.filter(instrument__in=keys).order_by("sort_order")
    for pk, day, kind in rows.values_list("instrument", "date", "kind"):
        steps[pk].append((day, kind))
    return tuple(
        RuleRow(
            place=place.code,
            title=title,
            url=address(url_path),
            record_id=record_id,
            kind=kind,
            legal_force=force,
            status=status,
            adopted=adopted,
            in_force=in_force,
            ended=ended,
            steps=tuple(steps[pk]),
            provisions=tuple(provisions[pk]),
            dates=(*checked[pk], *(day for day, _kind in steps[pk]), *filter(None, (adopted, in_force, ended))),
        )
        for pk, place, title, url_path, record_id, kind, force, status, adopted, in_force, ended in instruments
    )


@kept
def promises() -> tuple[PromiseRow, ...]:
    address = addresses()
    organisations = dict(querysets.organisations().values_list("translation_key", "title"))
    public = querysets.public(CommitmentPage.objects.all())
    checked = days_of_checks(public)
    jurisdictions, events = defaultdict(set), querysets.said_of(public)
    made_for = CommitmentPage.jurisdictions.through.objects.filter(commitmentpage__in=public.values("pk"))
    for pk, code in made_for.values_list("commitmentpage", "jurisdictionpage__code"):
        jurisdictions[pk].add(code)
    columns = ("pk", owner(), "title", "url_path", "record_id", "announced", "deadline")
    return tuple(
        PromiseRow(
            title=title,
            url=address(url_path),
            record_id=record_id,
            organisation=organisations[whose],
            jurisdictions=frozenset(jurisdictions[pk]),
            announced=announced,
            deadline=deadline,
            events=tuple(events[pk]),
            dates=(announced, *checked[pk]),
        )
        for pk, whose, title, url_path, record_id, announced, deadline in public.order_by("title").values_list(*columns)
        if whose in organisations
    )
