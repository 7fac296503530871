"""Where what is reported and what the evidence says differ: commitments and implementations, with both. Pure."""

from collections import defaultdict
from dataclasses import dataclass

from initiatives.rows import Rows
from policies.choices import CommitmentStatus
from policies.status import Standing


@dataclass(frozen=True)
class Difference:
    """A commitment of an organisation, or the implementation of an action (`what`) by an initiative (`whose`)."""

    whose: str
    what: str
    url: str
    standing: Standing

    @property
    def says_fulfilled(self) -> bool:
        return self.standing.reported.status == CommitmentStatus.FULFILLED


def differences(rows: Rows) -> list[tuple[str, list[Difference]]]:
    """All that there are, by whose word it is: those with most first; of each, what is said to be fulfilled first."""
    found = [Difference(row.organisation, row.title, row.url, row.standing) for row in rows.commitments]
    found += [Difference(row.title, f"{row.action}. {row.why}", row.url, row.standing) for row in rows.initiatives]
    groups = defaultdict(list)
    for difference in found:
        if difference.standing.differ:
            groups[difference.whose].append(difference)
    for mine in groups.values():
        mine.sort(key=lambda difference: (not difference.says_fulfilled, difference.what))
    return sorted(groups.items(), key=lambda group: (-len(group[1]), group[0]))
