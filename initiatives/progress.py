"""What became of each action: computed by rules that the page on the method states.

Pure: rows and a day in, lists out; `initiatives.gathering` reads the rows, `initiatives.sentences` puts the lists in
words. No figure stands without the list whose length it is.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from initiatives import sentences
from initiatives.choices import InitiativeStatus, Listed, Relation
from initiatives.indicators import Indicator, indicator
from initiatives.rows import ActionRow, CommitmentRow, InitiativeRow, ProvisionRow, Rows
from policies import places
from policies.choices import LegalForce
from policytracker.core.freshness import is_old

RELATIONS = Relation.values


@dataclass(frozen=True)
class JurisdictionCount:
    """A jurisdiction with its standing instruments that provide what an action asks for."""

    name: str
    code: str
    url: str
    region: str
    rows: tuple[ProvisionRow, ...]

    @cached_property
    def is_bound(self) -> bool:
        return any(row.legal_force == LegalForce.BINDING for row in self.rows)


@dataclass(frozen=True)
class ProvisionCount:
    """In how many jurisdictions a standing instrument carries a provision, and in how many a binding one does."""

    code: str
    label: str
    jurisdictions: int
    binding: int


@dataclass(frozen=True)
class ActionProgress:
    """What rows say of an action on a day. A list is made when it is asked for, a figure counted, and once: some pages
    ask several times for all of them, others for one."""

    action: ActionRow
    rows: Rows = field(repr=False)
    day: date

    @cached_property
    def initiatives(self) -> tuple[InitiativeRow, ...]:
        """Those that implement it first."""
        found = self.rows.initiatives_by_action.get(self.action.code, ())
        return tuple(sorted(found, key=lambda row: (RELATIONS.index(row.relation), row.title)))

    @cached_property
    def jurisdictions(self) -> tuple[JurisdictionCount, ...]:
        """Where a standing instrument provides what it asks for."""
        by_place: dict[str, list[ProvisionRow]] = defaultdict(list)
        for row in self.rows.provisions:
            if row.provision in self.action.provisions:
                by_place[row.code].append(row)
        found = (
            JurisdictionCount(rows[0].jurisdiction, code, rows[0].jurisdiction_url, rows[0].region, tuple(rows))
            for code, rows in by_place.items()
        )
        return tuple(sorted(found, key=lambda place: place.name))

    @cached_property
    def commitments(self) -> tuple[CommitmentRow, ...]:
        """Those that are about what it asks for."""
        return tuple(row for row in self.rows.commitments if not row.provisions.isdisjoint(self.action.provisions))

    @cached_property
    def old(self) -> tuple[InitiativeRow | CommitmentRow, ...]:
        """Those whose newest evidence was older than twelve months. Of an initiative that was over nothing new is to be
        expected."""
        lasting = (row for row in self.initiatives if row.goes_on)
        return tuple(row for row in (*lasting, *self.commitments) if is_old(row.newest, self.day))

    @cached_property
    def listed(self) -> dict[Listed, tuple]:
        """What is counted, each list by its name."""
        return {
            Listed.INITIATIVES: self.initiatives,
            Listed.JURISDICTIONS: self.jurisdictions,
            Listed.COMMITMENTS: self.commitments,
            Listed.OLD: self.old,
        }

    @cached_property
    def relations(self) -> dict[str, int]:
        counts = Counter(row.relation for row in self.initiatives)
        return {relation.value: counts[relation] for relation in Relation}

    @cached_property
    def relation_counts(self) -> dict[str, int]:
        return {str(Relation(relation).label): number for relation, number in self.relations.items()}

    @cached_property
    def is_implemented(self) -> bool:
        """Whether an initiative that is active now implements it."""
        return any(
            row.relation == Relation.IMPLEMENTS and row.status == InitiativeStatus.ACTIVE for row in self.initiatives
        )

    @cached_property
    def stakeholder_groups(self) -> dict[str, int]:
        return dict(Counter(group for row in self.initiatives for group in row.stakeholder_groups).most_common())

    @cached_property
    def regions(self) -> dict[str, int]:
        """How many of the initiatives work in each region; one may work in several."""
        return _by_region(region for row in self.initiatives for region in row.regions)

    @cached_property
    def jurisdiction_regions(self) -> dict[str, int]:
        return _by_region(place.region for place in self.jurisdictions)

    @cached_property
    def binding(self) -> int:
        """In how many jurisdictions an instrument that provides for it is binding."""
        return sum(place.is_bound for place in self.jurisdictions)

    @cached_property
    def by_provision(self) -> tuple[ProvisionCount, ...]:
        having, bound = defaultdict(set), defaultdict(set)
        for place in self.jurisdictions:
            for row in place.rows:
                having[row.provision].add(place.code)
                if row.legal_force == LegalForce.BINDING:
                    bound[row.provision].add(place.code)
        return tuple(
            ProvisionCount(code, label, len(having[code]), len(bound[code]))
            for code, label in self.action.provisions.items()
        )

    @cached_property
    def reported(self) -> dict[str, int]:
        return _by_status(row.standing.reported for row in self.commitments)

    @cached_property
    def assessed(self) -> dict[str, int]:
        return _by_status(row.standing.assessed for row in self.commitments)

    @cached_property
    def unassessed(self) -> int:
        return sum(row.standing.assessed is None for row in self.commitments)

    @cached_property
    def differing(self) -> tuple[CommitmentRow, ...]:
        return tuple(row for row in self.commitments if row.standing.differ)

    @cached_property
    def differing_initiatives(self) -> tuple[InitiativeRow, ...]:
        """Where those who carry an implementation and the evidence do not say the same of it."""
        return tuple(row for row in self.initiatives if row.standing.differ)

    @cached_property
    def indicator(self) -> Indicator:
        return indicator(self)

    @cached_property
    def state(self) -> list[str]:
        return sentences.state_of_action(self)

    @cached_property
    def gaps(self) -> list[str]:
        return sentences.gaps(self)


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
        return sentences.headline(self)

    @property
    def state(self) -> list[str]:
        return sentences.state_of_recommendation(self)


def _by_region(regions) -> dict[str, int]:
    """How often each region occurs, in the order of the standard; a place that lies in none does not count."""
    counts = Counter(regions)
    return {region: counts[region] for region in (*places.REGIONS, places.WORLD) if counts[region]}


def _by_status(events) -> dict[str, int]:
    return dict(Counter(event.status for event in events if event).most_common())
