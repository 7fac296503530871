"""What the tracker is computed from: rows as they were on a day. Pure; `initiatives.gathering` reads them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from initiatives.choices import OVER
from policies.life import Life
from policies.status import Standing, standing
from policytracker.core.dates import PartialDate

# Evidence that is older is named as old.
FRESH_FOR = timedelta(days=365)


@dataclass(frozen=True)
class ActionRow:
    """An action, and the provisions that it asks for: their labels by their codes. `counted`: a `Counted`, or empty."""

    code: str
    title: str
    text: str
    indicator: str
    provisions: Mapping[str, str]
    counted: str = ""


@dataclass(frozen=True)
class InitiativeRow:
    """That an initiative bears on an action.

    `newest` is the date of the last thing known of it, `events` are the dates and texts of its history, `said` the
    events of both tracks on this implementation.
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
    newest: str
    started: str = ""
    ended: str = ""
    events: tuple[tuple[str, str], ...] = ()
    said: tuple = ()

    @property
    def goes_on(self) -> bool:
        return self.status not in OVER

    @property
    def standing(self) -> Standing:
        return standing(self.said)


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
    """A commitment with the provisions that it is about and how it stands; `events` is its whole history."""

    title: str
    url: str
    record_id: str
    organisation: str
    provisions: frozenset[str]
    standing: Standing
    newest: str
    announced: str = ""
    events: tuple = ()


@dataclass(frozen=True)
class Rows:
    """Everything that progress is computed from."""

    initiatives: tuple[InitiativeRow, ...] = ()
    provisions: tuple[ProvisionRow, ...] = ()
    commitments: tuple[CommitmentRow, ...] = ()

    def about(self, actions: list[ActionRow]) -> "Rows":
        """Those that bear on any of some actions."""
        codes = {action.code for action in actions}
        asked = {provision for action in actions for provision in action.provisions}
        return Rows(
            tuple(row for row in self.initiatives if row.action in codes),
            tuple(row for row in self.provisions if row.provision in asked),
            tuple(row for row in self.commitments if not row.provisions.isdisjoint(asked)),
        )


def newest(dates) -> str:
    """The partial date that reaches furthest; empty where there is none."""
    return max((PartialDate(day) for day in dates if day), key=lambda day: day.latest, default="")


def is_old(newest: str, today: date) -> bool:
    """Whether the newest thing known of a record lies more than twelve months back, read in its favour."""
    return bool(newest) and PartialDate(newest).latest < today - FRESH_FOR
