"""Read what progress is computed from: public records, as rows, in a number of queries that does not grow with them.

The rows are read as values. To make a page object of each record takes ten times as long as everything else here.
"""

from collections import defaultdict
from datetime import date

from django.utils.translation import get_language

from initiatives import querysets
from initiatives.models import (
    Implementation,
    ImplementationEvent,
    InitiativeEvent,
    InitiativePage,
    RecommendationPage,
)
from initiatives.past import on_day
from initiatives.progress import RecommendationProgress, progress
from initiatives.rows import ActionRow, CommitmentRow, InitiativeRow, ProvisionRow, Rows, newest
from policies import places
from policies import querysets as policies_querysets
from policies.choices import STANDING
from policies.life import Life, Step
from policies.models import (
    CommitmentPage,
    InstrumentEvent,
    InstrumentPage,
    InstrumentProvision,
    JurisdictionPage,
    StatusEvent,
)
from policies.status import standing
from policytracker.core.addresses import addresses
from policytracker.core.as_of import AsOf


def recommendations(as_of: AsOf) -> list[RecommendationProgress]:
    """The progress of all recommendations on the day of a page, in order."""
    rows = on_day(gather(history=as_of.is_past), as_of)
    return [progress_of(page, rows, as_of.day) for page in querysets.recommendations()]


def recommendation(page: RecommendationPage, as_of: AsOf) -> RecommendationProgress:
    """The progress of one recommendation, with its actions as the page has them."""
    return progress_of(page, on_day(gather(history=as_of.is_past), as_of), as_of.day)


def look_back(as_of: AsOf) -> list[tuple[RecommendationProgress, RecommendationProgress]]:
    """The progress of all recommendations on a past day, each with that of today."""
    rows = gather(history=True)
    then, now = on_day(rows, as_of), on_day(rows, AsOf(as_of.today, as_of.today))
    pages = querysets.recommendations()
    return [(progress_of(page, then, as_of.day), progress_of(page, now, as_of.today)) for page in pages]


def gather(*, history: bool) -> Rows:
    """Read what is public; for a look back with what is in use no more, and with the history of instruments."""
    return Rows(tuple(_initiatives()), tuple(_provisions(history)), tuple(_commitments()))


def action_rows(page: RecommendationPage) -> list[ActionRow]:
    return [_action(action) for action in page.actions.all()]


def progress_of(page: RecommendationPage, rows: Rows, day: date) -> RecommendationProgress:
    """The progress of one recommendation by rows as they were on a day."""
    actions = tuple(progress(action, rows, day) for action in action_rows(page))
    return RecommendationProgress(page.number, page.title, page.url or "", page.quote, actions)


def _action(action) -> ActionRow:
    provisions = sorted(
        action.provisions.all(), key=lambda provision: (provision.group.sort_order, provision.sort_order)
    )
    labels = {provision.code: provision.label for provision in provisions}
    return ActionRow(action.code, action.title, action.text, action.indicator, labels, action.counted)


def _initiatives() -> list[InitiativeRow]:
    address = addresses()
    public = policies_querysets.public(InitiativePage.objects.all()).values("pk")
    regions, events = defaultdict(set), defaultdict(list)
    where = InitiativePage.jurisdictions.through.objects.filter(initiativepage__in=public)
    for pk, code, part_of in where.values_list("initiativepage", "jurisdictionpage__code", "jurisdictionpage__part_of"):
        regions[pk].add(places.region(part_of or code))
    for pk, day, text in InitiativeEvent.objects.filter(initiative__in=public).values_list(
        "initiative", "date", "text"
    ):
        events[pk].append((day, text))
    said = defaultdict(list)
    for event in ImplementationEvent.objects.filter(initiative__in=public):
        said[event.initiative_id, event.action_id].append(event)
    rows = Implementation.objects.filter(initiative__in=public).values_list(
        "initiative",
        "action",
        "action__code",
        "relation",
        "why",
        "initiative__title",
        "initiative__url_path",
        "initiative__record_id",
        "initiative__status",
        "initiative__stakeholder_groups",
        "initiative__started",
        "initiative__ended",
    )
    return [
        InitiativeRow(
            action=action,
            relation=relation,
            why=why,
            title=title,
            url=address(url_path),
            record_id=record_id,
            status=status,
            stakeholder_groups=tuple(groups),
            regions=frozenset(regions[pk]),
            newest=newest(
                [started, ended, *(day for day, _ in events[pk]), *(event.date for event in said[pk, action_pk])]
            ),
            started=started,
            ended=ended,
            events=tuple(events[pk]),
            said=tuple(said[pk, action_pk]),
        )
        for pk, action_pk, action, relation, why, title, url_path, record_id, status, groups, started, ended in rows
    ]


def _provisions(history: bool) -> list[ProvisionRow]:
    address, language = addresses(), get_language() or "en"
    jurisdictions = {
        path: {
            "jurisdiction": JurisdictionPage.shown_name(title, code, language),
            "code": code,
            "jurisdiction_url": address(url_path),
            "region": places.region(part_of or code),
        }
        for path, title, code, part_of, url_path in policies_querysets.jurisdictions().values_list(
            "path", "title", "code", "part_of", "url_path"
        )
    }
    instruments = InstrumentPage.objects.all() if history else InstrumentPage.objects.filter(status__in=STANDING)
    public = policies_querysets.public(instruments).values("pk")
    lives = _lives(public) if history else {}
    rows = (
        InstrumentProvision.objects.filter(instrument__in=public)
        .order_by("instrument__title", "sort_order")
        .values_list(
            "instrument",
            "provision__code",
            "provision__label",
            "instrument__path",
            "instrument__title",
            "instrument__url_path",
            "instrument__record_id",
            "instrument__legal_force",
        )
    )
    return [
        ProvisionRow(
            provision=provision,
            label=label,
            **jurisdictions[above],
            instrument=title,
            url=address(url_path),
            record_id=record_id,
            legal_force=force,
            life=lives.get(pk),
        )
        for pk, provision, label, path, title, url_path, record_id, force in rows
        if (above := path[: -InstrumentPage.steplen]) in jurisdictions
    ]


def _lives(instruments) -> dict[int, Life]:
    """What is dated of each instrument."""
    steps = defaultdict(list)
    for pk, day, kind in InstrumentEvent.objects.filter(instrument__in=instruments).values_list(
        "instrument", "date", "kind"
    ):
        steps[pk].append(Step(day, kind))
    rows = InstrumentPage.objects.filter(pk__in=instruments)
    return {
        pk: Life(present, adopted, in_force, ended, tuple(steps[pk]))
        for pk, present, adopted, in_force, ended in rows.values_list("pk", "status", "adopted", "in_force", "ended")
    }


def _commitments() -> list[CommitmentRow]:
    address = addresses()
    organisations = dict(policies_querysets.organisations().values_list("path", "title"))
    public = policies_querysets.public(CommitmentPage.objects.all())
    provisions, events = defaultdict(set), defaultdict(list)
    for pk, code in CommitmentPage.provisions.through.objects.filter(
        commitmentpage__in=public.values("pk")
    ).values_list("commitmentpage", "provision__code"):
        provisions[pk].add(code)
    for event in StatusEvent.objects.filter(commitment__in=public.values("pk")):
        events[event.commitment_id].append(event)
    rows = public.order_by("title").values_list("pk", "path", "title", "url_path", "record_id", "announced")
    return [
        CommitmentRow(
            title=title,
            url=address(url_path),
            record_id=record_id,
            organisation=organisations[above],
            provisions=frozenset(provisions[pk]),
            standing=standing(events[pk]),
            newest=newest([announced, *(event.date for event in events[pk])]),
            announced=announced,
            events=tuple(events[pk]),
        )
        for pk, path, title, url_path, record_id, announced in rows
        if (above := path[: -CommitmentPage.steplen]) in organisations
    ]
