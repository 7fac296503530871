"""The clock of an election: what holds there on the day, and what was promised for it.

Pure: rows and a day in, lists out; `elections.gathering` reads the rows, `elections.sentences` has the words. A vote is
judged on the first day of voting. What a date that is known to the year or the month leaves open is never decided: it
stands in a list of its own, with the reason (`elections.on_the_day`).
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from policies.choices import CommitmentStatus
from policies.comparison import is_given_up
from policies.elections import sentences
from policies.elections.on_the_day import OnTheDay, on_the_day
from policies.elections.rows import Place, PromiseRow, ProvisionRow, RuleRow, Vote
from policies.evidence import newest_evidence
from policies.status import Standing, events_on, standing
from policytracker.core.as_of import AsOf
from policytracker.core.dates import PartialDate
from policytracker.core.freshness import is_old

# So many other jurisdictions are named.
COMPARED = 5


@dataclass(frozen=True)
class Rules:
    """The rules of a jurisdiction on the day; `others` are those that are not certainly in force, with the reason."""

    place: Place
    in_force: tuple[RuleRow, ...]
    others: tuple[OnTheDay, ...]


@dataclass(frozen=True)
class Promised:
    """A commitment that covers the vote, and how it stood when the clock was read."""

    row: PromiseRow
    standing: Standing
    is_worldwide: bool

    @property
    def is_given_up(self) -> bool:
        return is_given_up(self.standing)


@dataclass(frozen=True)
class Due:
    """A promise with a deadline before the vote. `state` says in words whether it was kept in time."""

    promised: Promised
    is_to_come: bool
    is_kept: bool

    @property
    def state(self) -> str:
        return sentences.state_of_deadline(self)


@dataclass(frozen=True)
class Old:
    """Something that the clock shows and whose newest evidence is older than twelve months."""

    row: RuleRow | PromiseRow
    newest: str


@dataclass(frozen=True)
class Further:
    """A provision that another jurisdiction has in force, with the instruments that carry it."""

    provision: ProvisionRow
    rules: tuple[RuleRow, ...]


@dataclass(frozen=True)
class Comparable:
    """Another jurisdiction: what it shares with the one that votes, and what it has beyond that."""

    place: Place
    reason: str
    further: tuple[Further, ...]


@dataclass(frozen=True)
class Clock:
    """What was known on `read_on`: the day of the page, or that of the vote where it was over by then."""

    vote: Vote
    day: date
    read_on: date
    rules: tuple[Rules, ...]
    named: tuple[Promised, ...]
    worldwide: tuple[Promised, ...]
    due: tuple[Due, ...]
    old: tuple[Old, ...]
    comparable: tuple[Comparable, ...]

    @property
    def days_left(self) -> int | None:
        """How many days until the vote, negative after it; None where its day is not known."""
        return (self.vote.first - self.day).days if self.vote.has_a_day else None

    @property
    def is_past(self) -> bool:
        """Whether the day of the vote certainly lies before that of the page."""
        return self.vote.last < self.day

    @property
    def in_force(self) -> tuple[RuleRow, ...]:
        return tuple(rule for rules in self.rules for rule in rules.in_force)

    @property
    def other_rules(self) -> tuple[OnTheDay, ...]:
        return tuple(item for rules in self.rules for item in rules.others)

    @property
    def headline(self) -> str:
        return sentences.headline(self)

    @property
    def state(self) -> list[str]:
        return sentences.state(self)


def clock(
    vote: Vote,
    as_of: AsOf,
    places: Iterable[Place],
    rules: Iterable[RuleRow],
    promises: Iterable[PromiseRow],
    others: Iterable[Place],
    worldwide: str,
) -> Clock:
    """The clock of a vote on the day of a page.

    `places` are the jurisdiction that votes and those whose rules hold there too, nearest first; `others` all
    jurisdictions; `worldwide` the code under which promises are kept that are made for all.
    """
    places, rules = tuple(places), tuple(rules)
    read = AsOf(min(as_of.day, vote.last), as_of.today)
    of_places = tuple(_rules_of(place, rules, vote, as_of) for place in places)
    in_force = {rule.record_id: rule for found in of_places for rule in found.in_force}
    promised = _promised(promises, {place.code for place in places}, worldwide, read)
    shown = (*in_force.values(), *(item.row for item in promised))
    return Clock(
        vote=vote,
        day=as_of.day,
        read_on=read.day,
        rules=of_places,
        named=tuple(item for item in promised if not item.is_worldwide),
        worldwide=tuple(item for item in promised if item.is_worldwide),
        due=_due(promised, vote, read.day),
        old=_old(shown, read),
        comparable=_comparable(of_places, rules, others, vote, as_of),
    )


def _rules_of(place: Place, rules: Iterable[RuleRow], vote: Vote, as_of: AsOf) -> Rules:
    found = [there for rule in rules if rule.place == place.code and (there := on_the_day(rule, vote, as_of))]
    return Rules(
        place,
        tuple(there.rule for there in found if there.is_in_force),
        tuple(there for there in found if not there.is_in_force),
    )


def _promised(promises: Iterable[PromiseRow], codes: set[str], worldwide: str, read: AsOf) -> list[Promised]:
    found = []
    for row in promises:
        if PartialDate(row.announced).earliest > read.day or row.jurisdictions.isdisjoint({*codes, worldwide}):
            continue
        known = events_on(row.events, read).happened
        found.append(Promised(row, standing(known), row.jurisdictions.isdisjoint(codes)))
    return found


def _due(promised: Iterable[Promised], vote: Vote, read_on: date) -> tuple[Due, ...]:
    """Those with a deadline that may lie before the vote is over, by deadline."""
    found = [
        Due(
            item,
            is_to_come=PartialDate(item.row.deadline).latest >= read_on,
            is_kept=bool(item.standing.assessed) and item.standing.assessed.status == CommitmentStatus.FULFILLED,
        )
        for item in promised
        if item.row.deadline and PartialDate(item.row.deadline).earliest <= vote.last
    ]
    return tuple(sorted(found, key=lambda due: due.promised.row.deadline))


def _old(shown: Iterable[RuleRow | PromiseRow], read: AsOf) -> tuple[Old, ...]:
    """Of what is shown, that whose newest evidence was older than twelve months, the oldest first."""
    dated = (Old(row, newest_evidence(row.dates, row.events, read)) for row in shown)
    old = (found for found in dated if is_old(found.newest, read.day))
    return tuple(sorted(old, key=lambda found: (found.newest, found.row.title)))


def is_comparable(other: Place, voting: Place) -> bool:
    """Whether two jurisdictions are of the same region and sort."""
    return other.region == voting.region and other.is_body == voting.is_body


def _comparable(
    of_places: tuple[Rules, ...], rules: Iterable[RuleRow], others: Iterable[Place], vote: Vote, as_of: AsOf
) -> tuple[Comparable, ...]:
    """Jurisdictions of the same region and sort that share rules with the one that votes, and have others beside.

    Those of the same subregion come first, then those that share most. Where the one that votes has nothing on record,
    there is nothing to share, and those come first that have most.
    """
    voting, around = of_places[0].place, {found.place.code for found in of_places}
    candidates = {other.code: other for other in others if other.code not in around and is_comparable(other, voting)}
    in_force: dict[str, dict[ProvisionRow, list[RuleRow]]] = defaultdict(lambda: defaultdict(list))
    for rule in rules:
        there = on_the_day(rule, vote, as_of) if rule.place in candidates else None
        if there and there.is_in_force:
            for provision in rule.provisions:
                in_force[rule.place][provision].append(there.rule)
    own = {provision for found in of_places for rule in found.in_force for provision in rule.provisions}
    ranked = []
    for code, having in in_force.items():
        other = candidates[code]
        shared = [provision for provision in having if provision in own]
        further = [Further(provision, tuple(found)) for provision, found in having.items() if provision not in own]
        if not further or (own and not shared):
            continue
        is_near = bool(voting.subregion) and other.subregion == voting.subregion
        reason = sentences.comparable_because(other, is_near, [provision.label for provision in shared])
        rank = (not is_near, -len(shared) if own else -len(further), other.name)
        ranked.append((rank, Comparable(other, reason, tuple(further))))
    return tuple(comparable for _rank, comparable in sorted(ranked, key=lambda pair: pair[0])[:COMPARED])
