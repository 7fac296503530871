"""What became of each action: computed by rules that the page on the method states.

The functions are pure: they take rows and a day. `gather` reads the rows, in a number of queries that does not grow
with the records.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from initiatives import querysets
from initiatives.choices import InitiativeStatus, Relation
from initiatives.models import RecommendationPage
from policies import places
from policies import querysets as policies_querysets
from policies.choices import STANDING
from policies.models import JurisdictionPage, OrganisationPage
from policies.status import Standing, standing
from policytracker.core.dates import PartialDate

# Evidence that is older is named as old.
FRESH_FOR = timedelta(days=365)


@dataclass(frozen=True)
class ActionRow:
    """An action and the codes of the provisions that it asks for."""

    code: str
    title: str
    text: str
    indicator: str
    provisions: frozenset[str]


@dataclass(frozen=True)
class InitiativeRow:
    """That an initiative bears on an action."""

    action: str
    relation: str
    why: str
    title: str
    url: str
    record_id: str
    status: str
    stakeholder_groups: tuple[str, ...]
    regions: frozenset[str]
    newest: str


@dataclass(frozen=True)
class ProvisionRow:
    """That a standing instrument of a jurisdiction carries a provision."""

    provision: str
    label: str
    jurisdiction: str
    code: str
    jurisdiction_url: str
    region: str
    instrument: str
    url: str
    record_id: str
    legal_force: str


@dataclass(frozen=True)
class CommitmentRow:
    """A commitment with the provisions that it is about and how it stands."""

    title: str
    url: str
    record_id: str
    organisation: str
    provisions: frozenset[str]
    standing: Standing
    newest: str


@dataclass(frozen=True)
class JurisdictionCount:
    """A jurisdiction with its standing instruments that provide what an action asks for."""

    name: str
    code: str
    url: str
    region: str
    rows: tuple[ProvisionRow, ...]


@dataclass(frozen=True)
class ActionProgress:
    """What is on record for an action. No figure stands without the list that it counts."""

    action: ActionRow
    initiatives: tuple[InitiativeRow, ...]
    jurisdictions: tuple[JurisdictionCount, ...]
    commitments: tuple[CommitmentRow, ...]
    old: tuple[str, ...]
    today: date

    def by_relation(self) -> dict[str, list[InitiativeRow]]:
        return {
            relation: found
            for relation in Relation.values
            if (found := [row for row in self.initiatives if row.relation == relation])
        }

    @property
    def relation_counts(self) -> dict[str, int]:
        counts = Counter(row.relation for row in self.initiatives)
        return {str(relation.label): counts[relation.value] for relation in Relation}

    @property
    def stakeholder_groups(self) -> dict[str, int]:
        return dict(Counter(group for row in self.initiatives for group in row.stakeholder_groups).most_common())

    @property
    def regions(self) -> dict[str, int]:
        """How many of the initiatives work in each region; one may work in several."""
        counts = Counter(region for row in self.initiatives for region in row.regions)
        return {region: counts[region] for region in (*places.REGIONS, places.WORLD) if counts[region]}

    @property
    def assessed(self) -> dict[str, int]:
        return dict(
            Counter(row.standing.assessed.status for row in self.commitments if row.standing.assessed).most_common()
        )

    @property
    def differing(self) -> tuple[CommitmentRow, ...]:
        return tuple(row for row in self.commitments if row.standing.differ)

    @property
    def gaps(self) -> list[str]:
        """What is missing, in words."""
        gaps = []
        if not any(
            row.relation == Relation.IMPLEMENTS and row.status == InitiativeStatus.ACTIVE for row in self.initiatives
        ):
            gaps.append(_("No active initiative implements this action."))
        covered = {region for row in self.initiatives for region in row.regions}
        if self.initiatives and places.WORLD not in covered:
            missing = [places.region_name(region, "en") for region in places.REGIONS if region not in covered]
            if missing:
                gaps.append(_("No initiative on record works in: %(regions)s.") % {"regions": ", ".join(missing)})
        if self.action.provisions and not self.jurisdictions:
            gaps.append(_("No jurisdiction on record has an instrument in use that provides for it."))
        unassessed = sum(row.standing.assessed is None for row in self.commitments)
        if unassessed:
            gaps.append(
                ngettext(
                    "%(number)d commitment has been assessed by nobody.",
                    "%(number)d commitments have been assessed by nobody.",
                    unassessed,
                )
                % {"number": unassessed}
            )
        if self.old:
            gaps.append(
                ngettext(
                    "For %(number)d record the newest evidence is older than twelve months.",
                    "For %(number)d records the newest evidence is older than twelve months.",
                    len(self.old),
                )
                % {"number": len(self.old)}
            )
        return gaps


@dataclass(frozen=True)
class RecommendationProgress:
    """A recommendation and its actions."""

    number: int
    title: str
    url: str
    quote: str
    actions: tuple[ActionProgress, ...]

    @property
    def initiatives(self) -> int:
        """How many different initiatives bear on it."""
        return len({row.record_id for action in self.actions for row in action.initiatives})

    @property
    def implementing(self) -> int:
        rows = (row for action in self.actions for row in action.initiatives)
        return len({row.record_id for row in rows if row.relation == Relation.IMPLEMENTS})

    @property
    def jurisdictions(self) -> int:
        return len({place.code for action in self.actions for place in action.jurisdictions})

    @property
    def commitments(self) -> int:
        return len({row.record_id for action in self.actions for row in action.commitments})

    @property
    def differing(self) -> int:
        return len({row.record_id for action in self.actions for row in action.differing})

    @property
    def headline(self) -> str:
        """Its state in a sentence."""
        return _(
            "%(implementing)d initiatives implement it and %(others)d more bear on it; %(jurisdictions)d jurisdictions "
            "have rules in use that serve it; %(commitments)d platform commitments are about it."
        ) % {
            "implementing": self.implementing,
            "others": self.initiatives - self.implementing,
            "jurisdictions": self.jurisdictions,
            "commitments": self.commitments,
        }


@dataclass
class Rows:
    """Everything that progress is computed from."""

    initiatives: list[InitiativeRow] = field(default_factory=list)
    provisions: list[ProvisionRow] = field(default_factory=list)
    commitments: list[CommitmentRow] = field(default_factory=list)


def progress(action: ActionRow, rows: Rows, today: date) -> ActionProgress:
    """What the rows say of an action on a day."""
    order = {relation: position for position, relation in enumerate(Relation.values)}
    initiatives = sorted(
        (row for row in rows.initiatives if row.action == action.code), key=lambda row: (order[row.relation], row.title)
    )
    by_place: dict[str, list[ProvisionRow]] = defaultdict(list)
    for row in rows.provisions:
        if row.provision in action.provisions:
            by_place[row.code].append(row)
    jurisdictions = sorted(
        (
            JurisdictionCount(found[0].jurisdiction, code, found[0].jurisdiction_url, found[0].region, tuple(found))
            for code, found in by_place.items()
        ),
        key=lambda place: place.name,
    )
    commitments = tuple(row for row in rows.commitments if row.provisions & action.provisions)
    old = tuple(row.record_id for row in (*initiatives, *commitments) if is_old(row.newest, today))
    return ActionProgress(action, tuple(initiatives), tuple(jurisdictions), commitments, old, today)


def is_old(newest: str, today: date) -> bool:
    """Whether the newest thing known of a record lies more than twelve months back, read in its favour."""
    return bool(newest) and PartialDate(newest).latest < today - FRESH_FOR


def gather() -> Rows:
    """Read what is public."""
    return Rows(_initiatives(), _provisions(), _commitments())


def recommendations(today: date) -> list[RecommendationProgress]:
    """The progress of all recommendations, in order."""
    rows = gather()
    return [of(page, rows, today) for page in querysets.recommendations()]


def of(page: RecommendationPage, rows: Rows, today: date) -> RecommendationProgress:
    """The progress of one recommendation, with its actions as the page has them."""
    actions = tuple(progress(_action(action), rows, today) for action in page.actions.all())
    return RecommendationProgress(page.number, page.title, page.url or "", page.quote, actions)


def _action(action) -> ActionRow:
    codes = frozenset(provision.code for provision in action.provisions.all())
    return ActionRow(action.code, action.title, action.text, action.indicator, codes)


def _initiatives() -> list[InitiativeRow]:
    rows = []
    for page in querysets.initiatives():
        regions = frozenset(place.region or places.WORLD for place in page.jurisdictions.all())
        newest = max((event.date for event in page.events.all()), default="")
        url = page.url
        rows.extend(
            InitiativeRow(
                action=row.action.code,
                relation=row.relation,
                why=row.why,
                title=page.title,
                url=url,
                record_id=page.record_id,
                status=page.status,
                stakeholder_groups=tuple(page.stakeholder_groups),
                regions=regions,
                newest=newest,
            )
            for row in page.implementations.all()
        )
    return rows


def _provisions() -> list[ProvisionRow]:
    pages = list(policies_querysets.instruments().filter(status__in=STANDING))
    jurisdictions = {
        path: {"jurisdiction": place.name, "code": place.code, "jurisdiction_url": place.url, "region": place.region}
        for path, place in policies_querysets.parents(pages, JurisdictionPage).items()
    }
    rows = []
    for page in pages:
        place, url = jurisdictions[page.path[: -page.steplen]], page.url
        rows.extend(
            ProvisionRow(
                provision=row.provision.code,
                label=row.provision.label,
                **place,
                instrument=page.title,
                url=url,
                record_id=page.record_id,
                legal_force=page.legal_force,
            )
            for row in page.provisions.all()
        )
    return rows


def _commitments() -> list[CommitmentRow]:
    pages = list(policies_querysets.commitments().prefetch_related("provisions").order_by("title"))
    organisations = policies_querysets.parents(pages, OrganisationPage)
    return [
        CommitmentRow(
            title=page.title,
            url=page.url,
            record_id=page.record_id,
            organisation=organisations[page.path[: -page.steplen]].title,
            provisions=frozenset(provision.code for provision in page.provisions.all()),
            standing=standing(page.status_events.all()),
            newest=max((event.date for event in page.status_events.all()), default=""),
        )
        for page in pages
    ]
