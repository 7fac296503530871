"""Which records of others are comparable with one, in which order, and why.

Engines only gather candidates (`Engine.similar`). They are scored here (`likeness`), by one rule whatever the engine,
from what their entries hold (`traits`), and each gets its `reasons`. Of each jurisdiction or organisation there is one
record, so that a short list shows how different ones go about it.

Pure: reads no database.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from search.likeness import Frequencies, Likeness
from search.models import Entry
from search.reasons import reasons
from search.results import Result
from search.traits import Traits

# An engine gathers this many: more than are shown, since of each jurisdiction only the best is.
CANDIDATES = 80
MOST = 10


@dataclass(frozen=True)
class Candidates:
    """What an engine has gathered: entries by the ids of their pages, the likely ones first."""

    pages: list[int]
    frequencies: Frequencies


@dataclass(frozen=True)
class Comparable:
    """A record of another with how comparable it is, from 0 to 1, and why."""

    entry: Entry
    score: float
    reasons: list[str]

    @property
    def result(self) -> Result:
        return Result.of(self.entry, [], self.score)


def rank(entry: Entry, candidates: Iterable[Entry], frequencies: Frequencies, most: int = MOST) -> list[Comparable]:
    """The comparable ones of some candidates, the most comparable first, one of each owner."""
    own = Traits.of(entry)
    others = [(candidate, Traits.of(candidate)) for candidate in candidates if candidate.kind == entry.kind]
    others = [(candidate, traits) for candidate, traits in others if not set(traits.owners) & set(own.owners)]
    likeness = Likeness(own, [traits for _candidate, traits in others], frequencies)
    scored = [(likeness.score(traits), candidate, traits) for candidate, traits in others]
    # Where two are alike, the younger first, and then always in the same order.
    scored.sort(key=lambda row: (row[0], row[1].date, row[1].record_id), reverse=True)
    seen: set[str] = {entry.record_id}
    ranked = []
    for score, candidate, traits in scored:
        names = {candidate.record_id, *traits.owners}
        if not score or len(ranked) == most:
            break
        if not names & seen:
            seen |= names
            ranked.append(Comparable(candidate, round(score, 3), reasons(likeness, traits)))
    return ranked
