"""The engine that needs no server: full text in the site's own database, facets counted over the matches.

It finds and ranks by the same rules as the other (`search.understanding`, `search.ranking`), over everything in memory:
for each unit of the query, which entries answer it and how well; their sum makes the order.
"""

import math
import time
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection
from django.db.models import Case, Count, Q, QuerySet, Sum, Value, When

from search import similarity, vocabulary
from search.content import fold
from search.engines import fts5, spelling, tsvector
from search.engines.passages import filed_under, passages
from search.facets import FACETS, offers, values_of
from search.models import Entry, EntryFacet
from search.query import PAGE_SIZE, SearchQuery, Sort
from search.ranking import (
    BESIDE_THE_BEST,
    COMMON,
    FEW,
    FILED,
    INNER,
    OTHER_WORDING,
    PRECEDENCE,
    SPOKEN,
    WHOSE,
    needed,
    rarity,
)
from search.results import Result, SearchResults
from search.similarity import Candidates, Frequencies
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


class EmbeddedEngine:
    name = "embedded"

    def search(self, query: SearchQuery) -> SearchResults:
        started = time.perf_counter()
        everything = Entry.objects.for_readers_of(query.locale)
        if query.year_from or query.year_to:
            everything = everything.filter(pk__in=_in_years(query))
        matches = _Asked(query, everything).matches() if query.text else None
        if matches is not None:
            everything = everything.filter(pk__in=list(matches.scores))
        conditions = {
            facet.name: EntryFacet.objects.filter(facet=facet.name, value__in=query.chosen[facet.name]).values("entry")
            for facet in FACETS
            if query.chosen.get(facet.name)
        }
        found = _narrow(everything, conditions)
        total = found.count()
        entries = self._page(found, matches, query)
        return SearchResults(
            total=total,
            engine=self.name,
            results=_results(entries, matches),
            facets=self._facets(everything, found, conditions, query),
            widened=bool(matches and matches.widened),
            suggestion=matches and matches.suggestion,
            offers=offers(matches.understood.offered) if matches else [],
            pages=max(1, math.ceil(total / PAGE_SIZE)),
            took_ms=round((time.perf_counter() - started) * 1000),
        )

    def similar(self, entry: Entry, language: str) -> Candidates:
        """Two queries: how frequent the entry's values are, and which entries have most of them."""
        frequencies = _frequencies(entry.kind, similarity.weighed_values(entry))
        worth = similarity.worth(entry, frequencies)
        if not worth:
            return Candidates([], frequencies)
        others = Entry.objects.for_readers_of(language).filter(kind=entry.kind).exclude(record_id=entry.record_id)
        owner = similarity.COMPARED[entry.kind]
        own = EntryFacet.objects.filter(facet=owner, value__in=similarity.owners(entry)).values("entry")
        rows = EntryFacet.objects.filter(_any_of(worth), entry__in=others).exclude(entry__in=own)
        scores = [When(facet=facet, value=value, then=Value(score)) for (facet, value), score in worth.items()]
        ranked = rows.values("entry__page_id").annotate(score=Sum(Case(*scores, default=Value(0.0))))
        pages = ranked.order_by("-score", "-entry__page_id").values_list("entry__page_id", flat=True)
        return Candidates(list(pages[: similarity.CANDIDATES]), frequencies)

    def _page(self, found: QuerySet[Entry], matches: Matches | None, query: SearchQuery) -> list[Entry]:
        start = (query.page - 1) * PAGE_SIZE
        page = slice(start, start + PAGE_SIZE)
        if matches is not None and query.sort == Sort.RELEVANCE:
            rows = found.values_list("pk", "kind", "date")
            ranked = sorted(
                rows,
                key=lambda row: (matches.scores[row[0]] * PRECEDENCE.get(row[1], 1.0), row[2], -row[0]),
                reverse=True,
            )
            keys = [pk for pk, _, _ in ranked[page]]
            entries = Entry.objects.in_bulk(keys)
            return [entries[pk] for pk in keys]
        order = {Sort.OLDEST: ["date", "title"], Sort.TITLE: ["title"]}.get(query.sort, ["-date", "title"])
        return list(found.order_by(*order, "pk")[page])

    def _facets(self, everything, found, conditions, query: SearchQuery) -> dict[str, list]:
        """One query for the facets in which nothing is chosen, and one for each of the others."""
        counts: dict[str, dict[str, int]] = defaultdict(dict)
        free = [facet.name for facet in FACETS if facet.name not in conditions]
        for name, value, count in _count(found, free):
            counts[name][value] = count
        for name in conditions:
            others = {other: condition for other, condition in conditions.items() if other != name}
            for _, value, count in _count(_narrow(everything, others), [name]):
                counts[name][value] = count
        return {facet.name: values_of(facet, counts[facet.name], query.chosen.get(facet.name, ())) for facet in FACETS}


def full_text():
    """What the database at hand has for full text."""
    return fts5 if connection.vendor == "sqlite" else tsvector


class _Asked:
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
        asked = [units[index][0] for index in understood.asked]
        shown = self._some(asked) if widened else self._visible.intersection(*asked)
        phrases = [self._text([" ".join(word.folded for word in phrase)]) for phrase in understood.phrases]
        for scores in phrases:
            shown &= scores.keys()
        totals: Scores = defaultdict(float)
        weights = [rarity(len(answers), len(self._visible)) for answers, _ in units] + [1.0] * len(phrases)
        for scores, weight in zip([*(scores for _, scores in units), *phrases], weights, strict=True):
            for pk in shown & scores.keys():
                totals[pk] += weight * scores[pk]
        self._raise_titles(understood, totals, shown)
        spoken = [Target("jurisdiction", code) for code in understood.spoken_in]
        for targets, factor in ((understood.whose, WHOSE), (spoken, SPOKEN)):
            for pk in totals.keys() & self._filed_under(targets):
                totals[pk] *= factor
        return Matches(dict(totals), understood, widened)

    def _unit(self, unit: Unit) -> tuple[set[int], Scores]:
        """The entries that answer a unit, and what it is worth for these and for those that have a part of it."""
        ways = [self._words(unit), *self._ways(unit)]
        answers = {pk for way in ways for pk in way}
        if len(unit.words) > 1:
            parts = [self._text([word.folded]) for word in unit.words]
            parts += [_best(self._ways(meaning)) for meaning in unit.inner]
            inner: Scores = defaultdict(float)
            for part in parts:
                for pk, score in part.items():
                    inner[pk] += INNER * score
            ways.append(inner)
        return answers, _best(ways)

    def _words(self, unit: Unit) -> Scores:
        """The entries that have all words of a unit."""
        found = [self._text([word.folded]) for word in unit.words]
        every = set.intersection(*map(set, found))
        return {pk: sum(scores[pk] for scores in found) for pk in every}

    def _ways(self, meant: Unit | Meaning) -> list[Scores]:
        """By which values and other wordings what is meant is answered."""
        ways = [self._filed(target) for target in meant.targets]
        if meant.wordings:
            ways.append({pk: OTHER_WORDING * score for pk, score in self._text(meant.wordings).items()})
        return ways

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


def _best(ways: list[Scores]) -> Scores:
    """Each entry by the best way in which it answers, and a little for each other."""
    best: Scores = {}
    for pk in {pk for way in ways for pk in way}:
        scores = [way[pk] for way in ways if pk in way]
        best[pk] = max(scores) + BESIDE_THE_BEST * (sum(scores) - max(scores))
    return best


def _results(entries: list[Entry], matches: Matches | None) -> list[Result]:
    if matches is None:
        return [Result.of(entry, [], 0.0) for entry in entries]
    understood = matches.understood
    wordings = [
        *(word.folded for word in understood.words),
        *(" ".join(word.folded for word in phrase) for phrase in understood.phrases),
        *(fold(wording) for unit in understood.units for wording in unit.wordings),
    ]
    found = full_text().passages([entry.pk for entry in entries], wordings)
    filed = filed_under(entries, understood)
    return [
        Result.of(
            entry,
            passages(found.get(entry.pk, []), entry.payload, understood),
            matches.scores[entry.pk],
            filed[entry.pk],
        )
        for entry in entries
    ]


def _frequencies(kind: str, values: list[tuple[str, str]]) -> Frequencies:
    """The count of the kind itself tells how many entries of it there are."""
    rows = EntryFacet.objects.filter(_any_of([("kind", kind), *values]), entry__kind=kind)
    counts = {(name, value): count for name, value, count in rows.values_list("facet", "value").annotate(Count("pk"))}
    return Frequencies(counts.pop(("kind", kind), 0), counts)


def _any_of(values: Iterable[tuple[str, str]]) -> Q:
    by_facet: dict[str, list[str]] = defaultdict(list)
    for facet, value in values:
        by_facet[facet].append(value)
    conditions = Q()
    for facet, found in by_facet.items():
        conditions |= Q(facet=facet, value__in=found)
    return conditions


def _narrow(entries: QuerySet[Entry], conditions: dict) -> QuerySet[Entry]:
    for condition in conditions.values():
        entries = entries.filter(pk__in=condition)
    return entries


def _count(entries: QuerySet[Entry], names: list[str]):
    rows = EntryFacet.objects.filter(entry__in=entries.values("pk"), facet__in=names)
    return rows.values_list("facet", "value").annotate(count=Count("pk"))


def _in_years(query: SearchQuery):
    years = EntryFacet.objects.filter(facet="year")
    if query.year_from:
        years = years.filter(value__gte=str(query.year_from))
    if query.year_to:
        years = years.filter(value__lte=str(query.year_to))
    return years.values("entry")
