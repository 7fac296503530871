"""Read what is needed to say how old evidence is, and which sources fail, in a constant number of queries."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from wagtail.models import Page

from initiatives.evidence.old import InitiativeDates, OldRow, old_rows
from initiatives.models import ImplementationEvent, InitiativeEvent, InitiativePage
from policies import querysets
from policies.elections.gathering import places_by_key, promises, rules
from policies.elections.rows import Place
from policytracker.core.addresses import addresses
from policytracker.core.editions import kept
from policytracker.core.evidence import days_of_checks
from policytracker.core.models import LinkCheck, Source


@kept
def old_evidence(today: date) -> tuple[tuple[OldRow, ...], tuple[Place, ...]]:
    """What is older than twelve months, and the jurisdictions that it can be narrowed down to."""
    return tuple(old_rows(rules(), promises(), _initiatives(), today)), tuple(places_by_key().values())


def _initiatives() -> list[InitiativeDates]:
    address = addresses()
    public = querysets.public(InitiativePage.objects.all())
    checked, where = days_of_checks(public), defaultdict(set)
    places = InitiativePage.jurisdictions.through.objects.filter(initiativepage__in=public.values("pk"))
    for pk, code in places.values_list("initiativepage", "jurisdictionpage__code"):
        where[pk].add(code)
    events = InitiativeEvent.objects.filter(initiative__in=public.values("pk"))
    for pk, day in events.values_list("initiative", "date"):
        checked[pk].append(day)
    said = defaultdict(list)
    for event in ImplementationEvent.objects.filter(initiative__in=public.values("pk")):
        said[event.initiative_id].append(event)
    columns = ("pk", "title", "url_path", "record_id", "status", "started", "ended")
    return [
        InitiativeDates(
            title,
            address(url_path),
            record_id,
            status,
            frozenset(where[pk]),
            (*checked[pk], *filter(None, (started, ended))),
            tuple(said[pk]),
        )
        for pk, title, url_path, record_id, status, started, ended in public.values_list(*columns)
    ]


@dataclass(frozen=True)
class FailingSource:
    """A source that could not be reached, with the titles and addresses of the records that name it."""

    check: LinkCheck
    title: str
    publisher: str
    records: list[tuple[str, str]]


def failing_checks():
    """The checks of sources of public records that fail, those first that have failed longest."""
    public = querysets.public(Page.objects.all()).values("pk")
    named = Source.objects.filter(page__in=public).values("url")
    return LinkCheck.objects.filter(first_failed__isnull=False, url__in=named).order_by("first_failed", "url")


def failing_sources(checks: Sequence[LinkCheck]) -> list[FailingSource]:
    """Some checks with the sources and the records that they are about."""
    address = addresses()
    public = querysets.public(Page.objects.all()).values("pk")
    rows = Source.objects.filter(url__in=[check.url for check in checks], page__in=public).order_by("page__title", "pk")
    by_url = defaultdict(list)
    for row in rows.values_list("url", "title", "publisher", "page__title", "page__url_path"):
        by_url[row[0]].append(row[1:])
    return [
        FailingSource(
            check,
            by_url[check.url][0][0],
            by_url[check.url][0][1],
            [(title, address(path)) for _title, _publisher, title, path in by_url[check.url]],
        )
        for check in checks
    ]
