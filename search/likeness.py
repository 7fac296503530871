"""How much records are like one, by a number. Pure.

The score is the sum of likenesses, each from 0 to 1 and times what it is worth (`traits.WORTH`, TEXT):

- provisions: of all that the two provide, the part that both do. What few records provide counts for more;
- text: of the telling words in title, approach, summary and provisions, the part that both use; here, too, rare ones
  count for more, and so do those that are used often;
- themes, as provisions; addressees, the part that is the same; the same legal force; the same type.

What is not in use (yet, at present, any more) is comparable too, and often instructive, but comes lower.
"""

import math
from collections import Counter
from dataclasses import dataclass, field

from search.models import Entry
from search.traits import LEFT, WEIGHED, WORTH, Traits, Words, asked_values

# What the text is worth.
TEXT = 0.2
# Different authors on the same matter share no more of their words than this. Texts as alike as this make two records
# comparable that have no provision in common.
ALIKE = 0.25
# A word tells something that at most this part of all candidates use.
TELLING = 0.25


@dataclass(frozen=True)
class Frequencies:
    """How many entries of a kind there are, and how many of them have a value: {(facet, value): number}."""

    entries: int = 0
    counts: dict[tuple[str, str], int] = field(default_factory=dict)

    def rarity(self, facet: str, value: str) -> float:
        """How much it tells that a record has a value: near 0 where all have it."""
        count = self.counts.get((facet, value), 0)
        return math.log(1 + (max(self.entries - count, 0) + 0.5) / (count + 0.5))


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


class Likeness:
    """How much others are like one record. The words of all of them tell which words are rare."""

    def __init__(self, own: Traits, others: list[Traits], frequencies: Frequencies):
        self.own, self._frequencies = own, frequencies
        uses = Counter(word for traits in (own, *others) for word in traits.words.counts)
        known = Frequencies(len(others) + 1, {("word", word): count for word, count in uses.items()})
        # Words that one record alone uses are left out: they tell how its editor writes.
        self._rarity = {word: known.rarity("word", word) for word, count in uses.items() if count > 1}
        self.telling = {word for word in self._rarity if uses[word] <= TELLING * known.entries}
        self.own_weights = self.weights(own.words)

    def score(self, other: Traits) -> float:
        """From 0 to 1; 0 where the two are not comparable."""
        text = min(1.0, self.text(other) / ALIKE)
        if not self.shared("provision", other) and text < 1:
            return 0.0
        parts = sum(worth * self._part(facet, other) for facet, worth in WORTH.items())
        return (parts + TEXT * text) * LEFT.get(other.status, 1.0)

    def _part(self, facet: str, other: Traits) -> float:
        """Of the values that the two have, the part that both do: the cosine of the angle between them."""
        own, others = self.own.values[facet], other.values[facet]
        shared = own & others

        def weight(values: frozenset[str]) -> float:
            return sum(self._frequencies.rarity(facet, value) if facet in WEIGHED else 1.0 for value in values)

        return weight(shared) / math.sqrt(weight(own) * weight(others)) if shared else 0.0

    def text(self, other: Traits) -> float:
        """The same for the words, with how often they are used."""
        own, others = self.own_weights, self.weights(other.words)
        shared = sum(own[word] * others[word] for word in own.keys() & others.keys())
        return shared / (math.hypot(*own.values()) * math.hypot(*others.values())) if shared else 0.0

    def weights(self, words: Words) -> dict[str, float]:
        rarity = self._rarity
        return {word: (1 + math.log(count)) * rarity[word] for word, count in words.counts.items() if word in rarity}

    def shared(self, facet: str, other: Traits) -> list[str]:
        """What both have, the rarest first."""
        shared = sorted(self.own.values[facet] & other.values[facet])
        return sorted(shared, key=lambda value: -self._frequencies.rarity(facet, value))
