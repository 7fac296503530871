"""Read what progress is computed from: public records, as rows, in a number of queries that does not grow with them.

The rows are read as values. To make a page object of each record takes ten times as long as everything else here.
"""

from collections import defaultdict
from datetime import date

from django.utils.translation import get_language

from initiatives import querysets
from initiatives.models import Implementation, InitiativeEvent, InitiativePage, RecommendationPage
from initiatives.progress import (
    ActionRow,
    CommitmentRow,
    InitiativeRow,
    ProvisionRow,
    RecommendationProgress,
    Rows,
    newest,
    progress,
)
from policies import places
from policies import querysets as policies_querysets
from policies.choices import STANDING
from policies.models import (
    CommitmentPage,
    InstrumentPage,
    InstrumentProvision,
    JurisdictionPage,
    StatusEvent,
)
from policies.status import standing
from policytracker.core.addresses import addresses


def recommendations(today: date) -> list[RecommendationProgress]:
    """The progress of all recommendations, in order."""
    rows = gather()
    return [_progress_of(page, rows, today) for page in querysets.recommendations()]


def recommendation(page: RecommendationPage, today: date) -> RecommendationProgress:
    """The progress of one recommendation, with its actions as the page has them."""
    return _progress_of(page, gather(), today)


def gather() -> Rows:
    """Read what is public."""
    return Rows(tuple(_initiatives()), tuple(_provisions()), tuple(_commitments()))


def _progress_of(page: RecommendationPage, rows: Rows, today: date) -> RecommendationProgress:
    actions = tuple(progress(_action(action), rows, today) for action in page.actions.all())
    return RecommendationProgress(page.number, page.title, page.url or "", page.quote, actions)


def _action(action) -> ActionRow:
    provisions = sorted(
        action.provisions.all(), key=lambda provision: (provision.group.sort_order, provision.sort_order)
    )
    labels = {provision.code: provision.label for provision in provisions}
    return ActionRow(action.code, action.title, action.text, action.indicator, labels)


def _initiatives() -> list[InitiativeRow]:
    address = addresses()
    public = policies_querysets.public(InitiativePage.objects.all()).values("pk")
    regions, dates = defaultdict(set), defaultdict(list)
    where = InitiativePage.jurisdictions.through.objects.filter(initiativepage__in=public)
    for pk, code, part_of in where.values_list("initiativepage", "jurisdictionpage__code", "jurisdictionpage__part_of"):
        regions[pk].add(places.region(part_of or code))
    for pk, day in InitiativeEvent.objects.filter(initiative__in=public).values_list("initiative", "date"):
        dates[pk].append(day)
    rows = Implementation.objects.filter(initiative__in=public).values_list(
        "initiative",
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
            newest=newest([*dates[pk], started, ended]),
        )
        for pk, action, relation, why, title, url_path, record_id, status, groups, started, ended in rows
    ]


def _provisions() -> list[ProvisionRow]:
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
    public = policies_querysets.public(InstrumentPage.objects.filter(status__in=STANDING)).values("pk")
    rows = (
        InstrumentProvision.objects.filter(instrument__in=public)
        .order_by("instrument__title", "sort_order")
        .values_list(
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
        )
        for provision, label, path, title, url_path, record_id, force in rows
        if (above := path[: -InstrumentPage.steplen]) in jurisdictions
    ]


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
        )
        for pk, path, title, url_path, record_id, announced in rows
        if (above := path[: -CommitmentPage.steplen]) in organisations
    ]
