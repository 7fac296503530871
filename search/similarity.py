"""Which records of others are comparable with one, in which order, and why: in words that a reader can check.

Engines only gather candidates (`Engine.similar`). They are scored here, by one rule whatever the engine, from what
their entries hold. The score is the sum of likenesses, each from 0 to 1 and times what it is worth (WORTH, TEXT):

- provisions: of all that the two provide, the part that both do. What few records provide counts for more;
- text: of the telling words in title, approach, summary and provisions, the part that both use; here, too, rare ones
  count for more, and so do those that are used often;
- themes, as provisions; addressees, the part that is the same; the same legal force; the same type.

What is not in use (yet, at present, any more) is comparable too, and often instructive, but comes lower. Of each
jurisdiction or organisation there is one record, so that a short list shows how different ones go about it.

Pure: reads no database.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from initiatives.choices import InitiativeKind, InitiativeStatus
from policies.choices import (
    ENDED,
    Addressee,
    CommitmentKind,
    CommitmentStatus,
    InstrumentKind,
    InstrumentStatus,
    LegalForce,
)
from search.content import fold
from search.kinds import EntryKind
from search.models import Entry
from search.results import Result
from search.words import STOP_WORDS, UNSPACED, WORD

# Each with what tells whose it is: others' records are comparable.
COMPARED = {
    EntryKind.INSTRUMENT: "jurisdiction",
    EntryKind.COMMITMENT: "organisation",
    EntryKind.INITIATIVE: "organisation",
}
# What is asked of an entry's values, and what it is worth. With the text, all is worth 1.
WORTH = {"provision": 0.45, "theme": 0.1, "addressee": 0.1, "force": 0.1, "type": 0.05}
TEXT = 0.2
# Of these the rare ones tell more.
WEIGHED = ("provision", "theme")
# Different authors on the same matter share no more of their words than this. Texts as alike as this make two records
# comparable that have no provision in common.
ALIKE = 0.25
# Texts that are less alike than this are no reason. Of the words that both use, those are named that at most this part
# of all candidates use, where there are enough of them.
ALIKE_AT_ALL, TELLING = 0.18, 0.25
FEWEST_NAMED, MOST_NAMED = 2, 4
# Shorter words seldom name a thing.
SHORTEST = 5
# What is left of the score of what stands no more, and of what does not stand yet or at present.
LEFT = dict.fromkeys(
    (*ENDED, CommitmentStatus.WITHDRAWN, CommitmentStatus.SUPERSEDED, InitiativeStatus.DISCONTINUED), 0.7
) | dict.fromkeys(
    (
        InstrumentStatus.PROPOSED,
        InstrumentStatus.SUSPENDED,
        CommitmentStatus.WEAKENED,
        InitiativeStatus.PLANNED,
        InitiativeStatus.COMPLETED,
    ),
    0.9,
)
# An engine gathers this many: more than are shown, since of each jurisdiction only the best is.
CANDIDATES = 80
MOST = 10

SAME_FORCE = {
    LegalForce.BINDING: gettext_lazy("Both are binding."),
    LegalForce.CO_REGULATORY: gettext_lazy("Both are agreed rules with a public authority behind them."),
    LegalForce.VOLUNTARY: gettext_lazy("Both are voluntary."),
    LegalForce.INSTITUTIONAL: gettext_lazy("Both set up a public body, or give one a task."),
}
# Of what is struck down, say, or only proposed.
MEANT_TO_BIND = gettext_lazy("Both are binding, or were meant to be.")
# Most instruments are statutes, and that it is an institution is said by its force.
PLAIN_TYPES = (InstrumentKind.STATUTE, InstrumentKind.INSTITUTION)
TYPES = {value: label for types in (InstrumentKind, CommitmentKind, InitiativeKind) for value, label in types.choices}


@dataclass(frozen=True)
class Frequencies:
    """How many entries of a kind there are, and how many of them have a value: {(facet, value): number}."""

    entries: int = 0
    counts: dict[tuple[str, str], int] = field(default_factory=dict)

    def rarity(self, facet: str, value: str) -> float:
        """How much it tells that a record has a value: near 0 where all have it."""
        count = self.counts.get((facet, value), 0)
        return math.log(1 + (max(self.entries - count, 0) + 0.5) / (count + 0.5))


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


@dataclass(frozen=True)
class Words:
    """The telling words of a text by their beginnings: how often each is used, and a form in which it is."""

    counts: dict[str, int]
    forms: dict[str, str]


@dataclass(frozen=True)
class Traits:
    """What of a record is compared. `labels` are those of its provisions and themes."""

    owners: tuple[str, ...]
    values: dict[str, frozenset[str]]
    labels: dict[tuple[str, str], str]
    status: str
    words: "Words"
    headline: frozenset[str]
    place: frozenset[str]

    @classmethod
    def of(cls, entry: Entry) -> "Traits":
        payload, values = entry.payload, entry.values
        rows = [("provision", row) for row in payload.get("provisions", ())]
        rows += [("theme", row) for row in payload.get("themes", ())]
        return cls(
            owners=owners(entry),
            values={facet: frozenset(values.get(facet, ())) for facet in WORTH},
            labels={(facet, row["code"]): row["label"] for facet, row in rows},
            status=next((values[name][0] for name in ("status", "assessed", "reported") if values.get(name)), ""),
            words=words_of(text_of(entry)),
            headline=frozenset(words_of(headline_of(entry)).counts),
            place=frozenset(words_of((payload.get("jurisdiction") or {}).get("name", "")).counts),
        )


def owners(entry: Entry) -> tuple[str, ...]:
    """Whose a record is: the code of its jurisdiction, or the ids of those who promised it or lead it."""
    if entry.kind == EntryKind.INITIATIVE:
        return tuple(lead["id"] for lead in entry.payload.get("lead", ()))
    return tuple(entry.values.get(COMPARED.get(entry.kind, ""), ()))


def headline_of(entry: Entry) -> str:
    """What is distinctive of it, in the words of its editors."""
    return "\n".join([entry.title, entry.payload.get("approach", ""), entry.payload.get("measure", "")])


def text_of(entry: Entry) -> str:
    """All that it does, in the words of its editors."""
    provisions = (row.get("text", "") for row in entry.payload.get("provisions", ()))
    return "\n".join([headline_of(entry), entry.payload.get("summary", ""), *provisions])


def asked_values(entry: Entry) -> list[tuple[str, str]]:
    """The values of a record, (facet, value), that make another a candidate."""
    return [(facet, value) for facet in WORTH for value in entry.values.get(facet, ())]


def weighed_values(entry: Entry) -> list[tuple[str, str]]:
    """Those of them of which the frequency is asked."""
    return [(facet, value) for facet, value in asked_values(entry) if facet in WEIGHED]


def statuses_by_what_is_left() -> dict[float, list[str]]:
    """LEFT the other way round."""
    return {left: [status for status in LEFT if LEFT[status] == left] for left in sorted(set(LEFT.values()))}


def worth(entry: Entry, frequencies: Frequencies) -> dict[tuple[str, str], float]:
    """What it tells of a candidate that it has a value of the record: for engines that have to choose roughly."""
    asked = {
        (facet, value): frequencies.rarity(facet, value) if facet in WEIGHED else 1.0
        for facet, value in asked_values(entry)
    }
    totals: Counter[str] = Counter()
    for (facet, _value), weight in asked.items():
        totals[facet] += weight
    return {(facet, value): WORTH[facet] * weight / totals[facet] for (facet, value), weight in asked.items()}


def rank(entry: Entry, candidates: Iterable[Entry], frequencies: Frequencies, most: int = MOST) -> list[Comparable]:
    """The comparable ones of some candidates, the most comparable first, one of each owner."""
    own = Traits.of(entry)
    others = [(candidate, Traits.of(candidate)) for candidate in candidates if candidate.kind == entry.kind]
    others = [(candidate, traits) for candidate, traits in others if not set(traits.owners) & set(own.owners)]
    likeness = _Likeness(own, [traits for _candidate, traits in others], frequencies)
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
            ranked.append(Comparable(candidate, round(score, 3), likeness.reasons(traits)))
    return ranked


class _Likeness:
    """How much others are like one record, and why. The words of all of them tell which words are rare."""

    def __init__(self, own: Traits, others: list[Traits], frequencies: Frequencies):
        self._own, self._frequencies = own, frequencies
        uses = Counter(word for traits in (own, *others) for word in traits.words.counts)
        known = Frequencies(len(others) + 1, {("word", word): count for word, count in uses.items()})
        # Words that one record alone uses are left out: they tell how its editor writes.
        self._rarity = {word: known.rarity("word", word) for word, count in uses.items() if count > 1}
        self._telling = {word for word in self._rarity if uses[word] <= TELLING * known.entries}
        self._own_weights = self._weights(own.words)

    def score(self, other: Traits) -> float:
        """From 0 to 1; 0 where the two are not comparable."""
        text = min(1.0, self._text(other) / ALIKE)
        if not self._shared("provision", other) and text < 1:
            return 0.0
        parts = sum(worth * self._part(facet, other) for facet, worth in WORTH.items())
        return (parts + TEXT * text) * LEFT.get(other.status, 1.0)

    def _part(self, facet: str, other: Traits) -> float:
        """Of the values that the two have, the part that both do: the cosine of the angle between them."""
        own, others = self._own.values[facet], other.values[facet]
        shared = own & others

        def weight(values: frozenset[str]) -> float:
            return sum(self._frequencies.rarity(facet, value) if facet in WEIGHED else 1.0 for value in values)

        return weight(shared) / math.sqrt(weight(own) * weight(others)) if shared else 0.0

    def _text(self, other: Traits) -> float:
        """The same for the words, with how often they are used."""
        own, others = self._own_weights, self._weights(other.words)
        shared = sum(own[word] * others[word] for word in own.keys() & others.keys())
        return shared / (math.hypot(*own.values()) * math.hypot(*others.values())) if shared else 0.0

    def _weights(self, words: Words) -> dict[str, float]:
        rarity = self._rarity
        return {word: (1 + math.log(count)) * rarity[word] for word, count in words.counts.items() if word in rarity}

    def _shared(self, facet: str, other: Traits) -> list[str]:
        """What both have, the rarest first."""
        shared = sorted(self._own.values[facet] & other.values[facet])
        return sorted(shared, key=lambda value: -self._frequencies.rarity(facet, value))

    def reasons(self, other: Traits) -> list[str]:
        """Why the other is comparable, in sentences, what tells most first."""
        return [
            *self._same_matter(other),
            *self._same_force(other),
            *(
                _("Type of both: %(type)s.") % {"type": _within_a_sentence(str(TYPES[value]))}
                for value in self._shared("type", other)
                if value not in PLAIN_TYPES
            ),
            *self._same_addressees(other),
            *self._same_words(other),
        ]

    def _same_matter(self, other: Traits) -> list[str]:
        if provisions := self._shared("provision", other):
            labels = _labels(other, "provision", provisions)
            return [_("Both provide for: %(provisions)s.") % {"provisions": labels}]
        if themes := self._shared("theme", other):
            return [_("Both bear on: %(themes)s.") % {"themes": _labels(other, "theme", themes)}]
        return []

    def _same_force(self, other: Traits) -> list[str]:
        in_use = not {self._own.status, other.status} & LEFT.keys()
        return [
            str(SAME_FORCE[LegalForce(force)] if in_use or force != LegalForce.BINDING else MEANT_TO_BIND)
            for force in self._shared("force", other)
        ]

    def _same_addressees(self, other: Traits) -> list[str]:
        shared = self._shared("addressee", other)
        names = [_within_a_sentence(str(Addressee(value).label)) for value in Addressee.values if value in shared]
        return [_("Both address %(whom)s.") % {"whom": _listed(names)}] if names else []

    def _same_words(self, other: Traits) -> list[str]:
        """The words that make two texts alike, as the other has them: of those in the title or approach of one.

        What is said only once may be chance.
        """
        alike = self._text(other)
        if alike < ALIKE_AT_ALL:
            return []
        own, others = self._own_weights, self._weights(other.words)
        headlines = self._telling & (self._own.headline | other.headline)
        shared = [
            word
            for word in (own.keys() & others.keys() & headlines) - self._own.place - other.place
            if min(self._own.words.counts[word], other.words.counts[word]) > 1
        ]
        shared.sort(key=lambda word: (-own[word] * others[word], word))
        if len(shared) >= FEWEST_NAMED:
            words = ", ".join(other.words.forms[word] for word in shared[:MOST_NAMED])
            return [_("Both speak of: %(words)s.") % {"words": words}]
        return [_("Both are described in much the same words.")] if alike >= ALIKE else []


@lru_cache(maxsize=1000)
def words_of(text: str) -> Words:
    """Most forms of a word begin with the same six letters. Numbers and stop words tell nothing."""
    counts: Counter[str] = Counter()
    forms: dict[str, str] = {}
    for word in WORD.findall(fold(text)):
        if word in STOP_WORDS or word.isdigit() or (len(word) < SHORTEST and not re.match(UNSPACED, word)):
            continue
        counts[word[:6]] += 1
        forms.setdefault(word[:6], word)
    return Words(counts, forms)


def _labels(traits: Traits, facet: str, values: list[str]) -> str:
    return "; ".join(_within_a_sentence(traits.labels.get((facet, value), value)) for value in values)


def _within_a_sentence(label: str) -> str:
    """A label with a small first letter, unless it begins with an abbreviation: AI labelling."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


def _listed(names: list[str]) -> str:
    if len(names) == 1:
        return names[0]
    return _("%(some)s and %(last)s") % {"some": ", ".join(names[:-1]), "last": names[-1]}
