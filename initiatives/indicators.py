"""The indicator of an action: the length of a list, by one of a few rules that the method states. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from initiatives.choices import Counted, InitiativeStatus, Relation
from initiatives.rows import ActionRow
from policytracker.core.freshness import is_old

if TYPE_CHECKING:
    from initiatives.progress import ActionProgress

# An initiative that stands to an action like this carries it.
CARRYING = (Relation.IMPLEMENTS, Relation.CONTRIBUTES)


@dataclass(frozen=True)
class Indicator:
    """What is counted (a `Counted`), and what it is made of: names by the ids or codes of what has them."""

    rule: str
    members: dict[str, str]

    @property
    def value(self) -> int:
        return len(self.members)

    @property
    def rule_in_words(self) -> str:
        return str(Counted(self.rule).label)


def rule_of(action: ActionRow) -> str:
    """What the editors say; else jurisdictions where the action asks for rules, and initiatives where it does not."""
    return action.counted or (Counted.JURISDICTIONS if action.provisions else Counted.INITIATIVES)


def indicator(progress: ActionProgress) -> Indicator:
    """The indicator of an action on the day of its progress."""
    rule = rule_of(progress.action)
    if rule == Counted.JURISDICTIONS:
        members = {place.code: place.name for place in progress.jurisdictions}
    elif rule == Counted.BINDING:
        members = {place.code: place.name for place in progress.jurisdictions if place.is_bound}
    elif rule == Counted.INITIATIVES:
        members = {
            row.record_id: row.title
            for row in progress.initiatives
            if row.status == InitiativeStatus.ACTIVE and row.relation in CARRYING
        }
    else:
        members = {row.record_id: row.title for row in progress.commitments if not is_old(row.newest, progress.day)}
    return Indicator(rule, members)
