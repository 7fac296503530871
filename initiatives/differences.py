"""Where what is reported and what the evidence says differ: commitments and implementations, with both. Pure."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from initiatives.rows import Rows
from policies.status import Standing


@dataclass(frozen=True)
class Difference:
    """A commitment of an organisation, or the implementation of an action (`what`) by an initiative (`whose`)."""

    whose: str
    what: str
    url: str
    standing: Standing


def differences(rows: Rows) -> list[tuple[str, list[Difference]]]:
    """All that there are, by whose word it is: first those with most, then by name."""
    found = [Difference(row.organisation, row.title, row.url, row.standing) for row in rows.commitments]
    found += [Difference(row.title, f"{row.action}. {row.why}", row.url, row.standing) for row in rows.initiatives]
    return by_whose(difference for difference in found if difference.standing.differ)


def by_whose(found: Iterable[Difference]) -> list[tuple[str, list[Difference]]]:
    groups = defaultdict(list)
    for difference in found:
        groups[difference.whose].append(difference)
    return sorted(groups.items(), key=lambda group: (-len(group[1]), group[0]))
