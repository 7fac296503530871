"""What the clock of an election is made of, as plain values."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from policies.choices import InstrumentEventKind, InstrumentKind, JurisdictionKind
from policytracker.core.dates import PartialDate

# From these steps on something applies, where no date of its own says since when.
BEGINNINGS = (InstrumentEventKind.IN_FORCE, InstrumentEventKind.LAUNCHED, InstrumentEventKind.ADOPTED)
BODIES = (JurisdictionKind.REGIONAL_BODY, JurisdictionKind.INTERNATIONAL_BODY)


@dataclass(frozen=True)
class Vote:
    """The days on which a vote is held, as far as they are known; `date_end` is its last day or second round."""

    date: str
    date_end: str = ""

    @property
    def first(self) -> date:
        """The first day on which it can begin."""
        return PartialDate(self.date).earliest

    @property
    def last(self) -> date:
        """The last day on which it can begin: the same where the day is known."""
        return PartialDate(self.date).latest

    @property
    def has_a_day(self) -> bool:
        return self.first == self.last


@dataclass(frozen=True)
class Place:
    """A jurisdiction, with the codes of its UN M49 region and subregion."""

    code: str
    name: str
    url: str
    kind: str
    region: str
    subregion: str

    @property
    def is_body(self) -> bool:
        return self.kind in BODIES


@dataclass(frozen=True)
class ProvisionRow:
    code: str
    label: str
    restricts_expression: bool = False


@dataclass(frozen=True)
class RuleRow:
    """An instrument of a jurisdiction. `steps` are its dated events with their kinds, `dates` all days on record."""

    # Of an instrument nobody says on two tracks how it stands.
    events: ClassVar[tuple] = ()

    place: str
    title: str
    url: str
    record_id: str
    kind: str
    legal_force: str
    status: str
    adopted: str = ""
    in_force: str = ""
    ended: str = ""
    steps: tuple[tuple[str, str], ...] = ()
    provisions: tuple[ProvisionRow, ...] = ()
    dates: tuple[str, ...] = ()

    @property
    def kind_label(self) -> str:
        return str(InstrumentKind(self.kind).label)

    @property
    def since(self) -> str:
        """From when on it applies, as far as that is known; empty where it is not."""
        steps = [day for kind in BEGINNINGS for day, step in self.steps if step == kind]
        return self.in_force or self.adopted or next(iter(steps), "")


@dataclass(frozen=True)
class PromiseRow:
    """A commitment. `jurisdictions` are the codes that it is made for, `events` its status events.

    `dates` are the others on record: when it was announced, and the days of `core.evidence`.
    """

    title: str
    url: str
    record_id: str
    organisation: str
    jurisdictions: frozenset[str]
    announced: str
    deadline: str = ""
    events: tuple = ()
    dates: tuple[str, ...] = ()
