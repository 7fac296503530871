"""How the indicator of an action moved: its value on the last day of each quarter, and what changed it. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from initiatives.choices import Counted
from initiatives.indicators import CARRYING, rule_of
from initiatives.past import on_day
from initiatives.progress import ActionProgress
from initiatives.rows import ActionRow, Rows
from policytracker.core.as_of import AsOf

# The year of elections that the session looked back on began after this day.
FIRST = date(2023, 12, 31)


@dataclass(frozen=True)
class Point:
    """The indicator on a day, with the names of what came and what went since the day before it in the course."""

    day: date
    value: int
    came: tuple[str, ...] = ()
    went: tuple[str, ...] = ()


def days_until(day: date) -> list[date]:
    """The last days of the quarters since the course begins, and the day itself; the day alone where it is earlier."""
    days, found = FIRST, []
    while days < day:
        found.append(days)
        month = days.month % 12 + 3
        first_of_next = date(days.year + (days.month == 12), month, 1)
        days = (first_of_next.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    return [*found, day]


def _needed(actions: Iterable[ActionRow], rows: Rows) -> Rows:
    """Of some rows those that the indicators of actions are made of: each day is computed from these alone."""
    by_rule = defaultdict(list)
    for action in actions:
        by_rule[rule_of(action)].append(action)
    ruled = rows.about(by_rule[Counted.JURISDICTIONS] + by_rule[Counted.BINDING])
    return Rows(
        tuple(row for row in rows.about(by_rule[Counted.INITIATIVES]).initiatives if row.relation in CARRYING),
        ruled.provisions,
        rows.about(by_rule[Counted.FRESH_COMMITMENTS]).commitments,
    )


def courses(actions: Sequence[ActionRow], rows: Rows, as_of: AsOf) -> dict[str, list[Point]]:
    """The course of each action up to the day of a page, by its code."""
    rows = _needed(actions, rows)
    found: dict[str, list[Point]] = {action.code: [] for action in actions}
    before: dict[str, dict[str, str]] = {}
    for day in days_until(as_of.day):
        then = on_day(rows, AsOf(day, as_of.today))
        for action in actions:
            members = ActionProgress(action, then, day).indicator.members
            last = before.get(action.code, members)
            came = tuple(sorted(name for key, name in members.items() if key not in last))
            went = tuple(sorted(name for key, name in last.items() if key not in members))
            found[action.code].append(Point(day, len(members), came, went))
            before[action.code] = members
    return found
