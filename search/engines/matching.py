"""Which entries a search in words finds, and how well each fits: for the engine that has no server to ask.

Everything is held in memory: for each unit of the query the entries that answer it, each with its score.
"""

import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection
from django.db.models import Count, QuerySet

from search import vocabulary
from search.content import fold
from search.engines import fts5, spelling, tsvector
from search.models import Entry, EntryFacet
from search.query import SearchQuery
from search.ranking import (
    BESIDE_THE_BEST,
    COMMON,
    FEW,
    FILED,
    INNER,
    OF_UNDONE,
    OTHER_WORDING,
    SPOKEN,
    UNDONE,
    WHOSE,
    needed,
    rarity,
    said,
)
from search.thesaurus import Meaning, Target, Thesaurus
from search.understanding import Understood, Unit, corrected, understand
from search.words import split

Scores = dict[int, float]

# Titles whose words are known when one is mistyped; with more entries the engine is out of its depth in any case.
MOST_TITLES = 20_000


@dataclass(frozen=True)
class Matches:
    """The entries that were found, each with its score."""

    scores: Scores
    understood: Understood
    widened: bool = False
    suggestion: str | None = None


@dataclass(frozen=True)
class Answers:
    """The entries that answer a unit; of these, those that have words for its subject and are filed under it; and what
    the unit is worth for those that answer it and those that have a part of it."""

    found: set[int]
    saying: set[int]
    scores: Scores


def full_text():
    """What the database at hand has for full text."""
    return fts5 if connection.vendor == "sqlite" else tsvector


class Matching:
    """One search in words, over the entries that a reader can see."""

    def __init__(self, query: SearchQuery, visible: QuerySet[Entry]):
        self._query = query
        self._visible = set(visible.values_list("pk", flat=True))
        self._rarity = math.log(1 + len(self._visible))

    def matches(self) -> Matches:
        thesaurus = vocabulary.thesaurus()
        understood = understand(self._query.text, thesaurus)
        if not understood:
            return Matches({}, understood)
        found = self._of(understood)
        if len(found.scores) >= FEW or not understood.words:
            return found
        suggestion = corrected(understood, self._corrections(understood, thesaurus)) or None
        if suggestion:
            understood = understand(suggestion, thesaurus)
        if self._query.strict:
            return self._of(understood)
        wider = self._of(understood, widened=True)
        if len(wider.scores) <= len(found.scores):
            return found
        return Matches(wider.scores, understood, widened=not suggestion or bool(wider.widened), suggestion=suggestion)

    def _corrections(self, understood: Understood, thesaurus: Thesaurus) -> dict[str, str]:
        alone = [unit for unit in understood.units if not (unit.wordings or unit.targets)]
        unknown = [word.typed for unit in alone for word in unit.words if not self._text([word.folded])]
        return spelling.corrections(unknown, thesaurus.words | _title_words()) if unknown else {}

    def _of(self, understood: Understood, *, widened: bool = False) -> Matches:
        units = [self._unit(unit) for unit in understood.units]
        asked = [units[index].found for index in understood.asked]
        shown = self._some(asked) if widened else self._visible.intersection(*asked)
        phrases = [self._text([" ".join(word.folded for word in phrase)]) for phrase in understood.phrases]
        for scores in phrases:
            shown &= scores.keys()
        totals: Scores = defaultdict(float)
        weights = [rarity(len(unit.found), len(self._visible)) for unit in units] + [1.0] * len(phrases)
        for scores, weight in zip([*(unit.scores for unit in units), *phrases], weights, strict=True):
            for pk in shown & scores.keys():
                totals[pk] += weight * scores[pk]
        self._raise_titles(understood, totals, shown)
        rarities = [weights[place] for place in understood.asked]
        raised = self._raised(understood)
        raised += [(units[place].saying, said(weights[place], rarities)) for place in understood.subjects]
        for entries, factor in raised:
            for pk in totals.keys() & entries:
                totals[pk] *= factor
        return Matches(dict(totals), understood, widened)

    def _raised(self, understood: Understood) -> list[tuple[set[int], float]]:
        """Entries that are raised or lowered for what they are, each with the factor."""
        undone = [] if understood.asks_for_a_status else [Target("status", status) for status in UNDONE]
        spoken = [Target("jurisdiction", code) for code in understood.spoken_in]
        weights = ((understood.whose, WHOSE), (spoken, SPOKEN), (undone, OF_UNDONE))
        return [(self._filed_under(targets), factor) for targets, factor in weights]

    def _unit(self, unit: Unit) -> Answers:
        says = [self._words(unit), *self._wordings(unit)]
        filed = {target: self._filed(target) for target in unit.targets}
        ways = [*says, *filed.values()]
        saying = _all(says) & _all(filed[target] for target in unit.subjects)
        found = _all(ways)
        if len(unit.words) > 1:
            parts = [self._text([word.folded]) for word in unit.words]
            parts += [_best([*self._wordings(one), *map(self._filed, one.targets)]) for one in unit.inner]
            inner: Scores = defaultdict(float)
            for part in parts:
                for pk, score in part.items():
                    inner[pk] += INNER * score
            ways.append(inner)
        return Answers(found, saying, _best(ways))

    def _words(self, unit: Unit) -> Scores:
        """The entries that have all words of a unit."""
        found = [self._text([word.folded]) for word in unit.words]
        every = set.intersection(*map(set, found))
        return {pk: sum(scores[pk] for scores in found) for pk in every}

    def _wordings(self, meant: Unit | Meaning) -> list[Scores]:
        """The entries that have another wording, where there is any."""
        if not meant.wordings:
            return []
        return [{pk: OTHER_WORDING * score for pk, score in self._text(meant.wordings).items()}]

    def _some(self, asked: list[set[int]]) -> set[int]:
        """The entries that answer at least half of the words that tell something."""
        known = [found for found in asked if found]
        telling = [found for found in known if len(found) <= COMMON * len(self._visible)] or known
        counts: dict[int, int] = defaultdict(int)
        for found in telling:
            for pk in found:
                counts[pk] += 1
        return {pk for pk, count in counts.items() if count >= needed(len(telling))}

    def _raise_titles(self, understood: Understood, totals: Scores, shown: set[int]) -> None:
        """A title with all the words, the more so as they were typed; and what is called just so, shown in any case."""
        highest = max(totals.values(), default=0.0)
        if understood.words:
            words = [word.folded for word in understood.words]
            for pk in shown.intersection(full_text().titled(words)):
                totals[pk] += highest
        for pk in Entry.objects.filter(title__icontains=understood.text).values_list("pk", flat=True):
            if pk in totals:
                totals[pk] += highest / 4
        called = EntryFacet.objects.filter(facet="name", value=understood.name).values_list("entry", flat=True)
        for pk in self._visible.intersection(called):
            totals[pk] = totals.get(pk, 0.0) + 3 * highest + 1

    def _text(self, wordings: Iterable[str]) -> Scores:
        found = full_text().scores([fold(wording) for wording in wordings])
        return {pk: score for pk, score in found.items() if pk in self._visible}

    def _filed(self, target: Target) -> Scores:
        """What it tells to be filed under a value: the more, the rarer the value, and the fewer others a record has."""
        found = self._filed_under([target])
        worth = FILED[target.facet] * (self._rarity - math.log(1 + len(found)) + 0.1)
        if target.facet not in ("provision", "theme"):
            return dict.fromkeys(found, worth)
        rows = EntryFacet.objects.filter(facet=target.facet, entry__in=found)
        counts = dict(rows.values_list("entry").annotate(Count("pk")))
        usual = sum(counts.values()) / max(1, len(counts))
        return {pk: worth * 2.2 / (1 + 1.2 * (0.25 + 0.75 * count / usual)) for pk, count in counts.items()}

    def _filed_under(self, targets: list[Target]) -> set[int]:
        values: dict[str, list[str]] = defaultdict(list)
        for target in targets:
            values[target.facet].append(target.value)
        found: set[int] = set()
        for facet, wanted in values.items():
            found.update(EntryFacet.objects.filter(facet=facet, value__in=wanted).values_list("entry", flat=True))
        return found & self._visible


def _title_words() -> set[str]:
    titles = Entry.objects.present().values_list("title", flat=True)[:MOST_TITLES]
    return {word.folded for title in titles for word in split(title)}


def _all(ways: Iterable[Scores]) -> set[int]:
    return {pk for way in ways for pk in way}


def _best(ways: list[Scores]) -> Scores:
    """Each entry by the best way in which it answers, and a little for each other."""
    best: Scores = {}
    for pk in {pk for way in ways for pk in way}:
        scores = [way[pk] for way in ways if pk in way]
        best[pk] = max(scores) + BESIDE_THE_BEST * (sum(scores) - max(scores))
    return best
