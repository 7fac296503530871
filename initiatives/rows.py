"""What the tracker is computed from: rows as they were on a day. Pure; `initiatives.gathering` reads them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from initiatives.choices import OVER
from policies.evidence import newest_evidence
from policies.life import Life
from policies.status import Standing, events_on, standing
from policytracker.core.as_of import AsOf
from policytracker.core.freshness import newest


@dataclass(frozen=True)
class ActionRow:
    """An action, and the provisions that it asks for: their labels by their codes. `counted`: a `Counted`, or empty."""

    code: str
    title: str
    text: str
    indicator: str
    provisions: Mapping[str, str] = field(hash=False)
    counted: str = ""


@dataclass(frozen=True)
class Span:
    """From when on something is known to have been there, and until when; empty where nothing is dated."""

    first: str
    last: str

    @classmethod
    def of_initiative(cls, started: str, ended: str, steps: Iterable[str]) -> "Span":
        """By its start and its end, or the first and the last step of its history where these are not dated."""
        steps = tuple(steps)
        return cls(started or min(steps, default=""), ended or newest(steps))


@dataclass(frozen=True)
class InitiativeRow:
    """That an initiative bears on an action.

    `checks` are the days of `core.evidence`, `events` the dates and texts of its history, `said` the events of both
    tracks on this implementation, `said_elsewhere` those on its others. `as_of` is the day of the page; without it
    everything on record counts. All is kept, and read by that day when it is asked for: most rows are only counted.
    """

    action: str
    relation: str
    why: str
    title: str
    url: str
    record_id: str
    status: str
    stakeholder_groups: tuple[str, ...]
    regions: frozenset[str]
    started: str = ""
    ended: str = ""
    events: tuple[tuple[str, str], ...] = ()
    said: tuple = ()
    said_elsewhere: tuple = ()
    checks: tuple[str, ...] = ()
    as_of: AsOf | None = None

    @cached_property
    def span(self) -> Span:
        return Span.of_initiative(self.started, self.ended, (when for when, _text in self.events))

    @property
    def goes_on(self) -> bool:
        return self.status not in OVER

    @cached_property
    def standing(self) -> Standing:
        return standing(_known(self.said, self.as_of))

    @cached_property
    def newest(self) -> str:
        """The date of the newest evidence on it."""
        steps = (when for when, _text in self.events)
        dates = (self.started, self.ended, *steps, *self.checks)
        return newest_evidence(dates, (*self.said, *self.said_elsewhere), self.as_of)


@dataclass(frozen=True)
class ProvisionRow:
    """That an instrument of a jurisdiction carries a provision. Without a `life` it is in use, and was on every day."""

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
    life: Life | None = None


@dataclass(frozen=True)
class CommitmentRow:
    """A commitment with the provisions that it is about.

    `events` is its whole history, `checks` are the days of `core.evidence`; `as_of` as above.
    """

    title: str
    url: str
    record_id: str
    organisation: str
    provisions: frozenset[str]
    announced: str = ""
    events: tuple = ()
    checks: tuple[str, ...] = ()
    as_of: AsOf | None = None

    @cached_property
    def standing(self) -> Standing:
        return standing(_known(self.events, self.as_of))

    @cached_property
    def newest(self) -> str:
        """The date of the newest evidence on it."""
        return newest_evidence((self.announced, *self.checks), self.events, self.as_of)


@dataclass(frozen=True)
class Rows:
    """Everything that progress is computed from."""

    initiatives: tuple[InitiativeRow, ...] = ()
    provisions: tuple[ProvisionRow, ...] = ()
    commitments: tuple[CommitmentRow, ...] = ()

    @cached_property
    def lives(self) -> Mapping[str, Life | None]:
        """Of each instrument, by its id."""
        return {row.record_id: row.life for row in self.provisions}

    @cached_property
    def initiatives_by_action(self) -> Mapping[str, list[InitiativeRow]]:
        found = defaultdict(list)
        for row in self.initiatives:
            found[row.action].append(row)
        return found

    def about(self, actions: Iterable[ActionRow]) -> "Rows":
        """Those that bear on any of some actions."""
        codes = {action.code for action in actions}
        asked = {provision for action in actions for provision in action.provisions}
        return Rows(
            tuple(row for row in self.initiatives if row.action in codes),
            tuple(row for row in self.provisions if row.provision in asked),
            tuple(row for row in self.commitments if not row.provisions.isdisjoint(asked)),
        )


def _known(events: tuple, as_of: AsOf | None) -> tuple:
    """Of a history what had been said on the day of a page."""
    return events_on(events, as_of).happened if as_of else events
