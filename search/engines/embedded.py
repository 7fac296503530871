"""The engine that needs no server: full text in the site's own database, facets counted over the matches.

It finds and ranks by the same rules as the other (`search.understanding`, `search.ranking`), over everything in memory:
for each unit of the query, which entries answer it and how well; their sum makes the order (`matching`).
"""

import time
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Case, Count, Q, QuerySet, Sum, Value, When

from search import likeness, similarity, traits
from search.content import fold
from search.engines.matching import Matches, Matching, full_text
from search.engines.orders import ByColumns, ByFit, Order
from search.engines.passages import filed_under, passages
from search.facets import FACETS, offers, values_of
from search.likeness import Frequencies
from search.models import Entry, EntryFacet
from search.query import SearchQuery, Sort, pages_of
from search.results import Everything, Result, SearchResults
from search.similarity import Candidates

# Entries that are read at once where all are.
BATCH = 500


class EmbeddedEngine:
    name = "embedded"

    def search(self, query: SearchQuery) -> SearchResults:
        started = time.perf_counter()
        scope = self._scope(query)
        total = scope.found.count()
        page, matches = scope.order().page(query), scope.matches
        return SearchResults(
            total=total,
            engine=self.name,
            results=_results(page.shown, matches),
            facets={} if query.after else self._facets(scope),
            widened=bool(matches and matches.widened),
            suggestion=matches and matches.suggestion,
            offers=offers(matches.understood.offered) if matches else [],
            pages=pages_of(total),
            took_ms=round((time.perf_counter() - started) * 1000),
            last=page.last,
        )

    def everything(self, query: SearchQuery) -> Everything:
        """Holds the ids of all, eight bytes each; and, of what words find, what it always does: a score for each."""
        pages = self._scope(query).order().everything(query)
        return Everything(len(pages), self.name, _batches(pages))

    def which(self, query: SearchQuery, pages: Collection[int]) -> set[int]:
        return set(self._scope(query).among(pages).values_list("page_id", flat=True))

    def why(self, query: SearchQuery, pages: Collection[int]) -> list[Result]:
        scope = self._scope(query)
        return _results([(entry, 0.0) for entry in scope.among(pages)], scope.matches)

    def _scope(self, query: SearchQuery) -> "Scope":
        everything = Entry.objects.for_readers_of(query.locale)
        if query.year_from or query.year_to:
            everything = everything.filter(pk__in=_in_years(query))
        matches = Matching(query, everything).matches() if query.text else None
        if matches is not None:
            everything = everything.filter(pk__in=list(matches.scores))
        conditions = {
            facet.name: EntryFacet.objects.filter(facet=facet.name, value__in=query.chosen[facet.name]).values("entry")
            for facet in FACETS
            if query.chosen.get(facet.name)
        }
        return Scope(query, everything, conditions, _narrow(everything, conditions), matches)

    def similar(self, entry: Entry, language: str) -> Candidates:
        """Two queries: how frequent the entry's values are, and which entries have most of them."""
        frequencies = _frequencies(entry.kind, traits.weighed_values(entry))
        worth = likeness.worth(entry, frequencies)
        if not worth:
            return Candidates([], frequencies)
        others = Entry.objects.for_readers_of(language).filter(kind=entry.kind).exclude(record_id=entry.record_id)
        owner = traits.COMPARED[entry.kind]
        own = EntryFacet.objects.filter(facet=owner, value__in=traits.owners(entry)).values("entry")
        rows = EntryFacet.objects.filter(_any_of(worth), entry__in=others).exclude(entry__in=own)
        scores = [When(facet=facet, value=value, then=Value(score)) for (facet, value), score in worth.items()]
        ranked = rows.values("entry__page_id").annotate(score=Sum(Case(*scores, default=Value(0.0))))
        pages = ranked.order_by("-score", "-entry__page_id").values_list("entry__page_id", flat=True)
        return Candidates(list(pages[: similarity.CANDIDATES]), frequencies)

    def _facets(self, scope: "Scope") -> dict[str, list]:
        """One query for the facets in which nothing is chosen, and one for each of the others."""
        query, everything, conditions = scope.query, scope.everything, scope.conditions
        counts: dict[str, dict[str, int]] = defaultdict(dict)
        free = [facet.name for facet in FACETS if facet.name not in conditions]
        for name, value, count in _count(scope.found, free):
            counts[name][value] = count
        for name in conditions:
            others = {other: condition for other, condition in conditions.items() if other != name}
            for _, value, count in _count(_narrow(everything, others), [name]):
                counts[name][value] = count
        return {facet.name: values_of(facet, counts[facet.name], query.chosen.get(facet.name, ())) for facet in FACETS}


@dataclass(frozen=True)
class Scope:
    """What a search is about: `everything` that its words and years find, the conditions of what is chosen, and what
    is `found` under all of them."""

    query: SearchQuery
    everything: QuerySet[Entry]
    conditions: dict[str, QuerySet]
    found: QuerySet[Entry]
    matches: Matches | None

    def among(self, pages: Collection[int]) -> QuerySet[Entry]:
        return self.found.filter(page_id__in=list(pages))

    def order(self) -> Order:
        if self.matches is None:
            return ByColumns(self.found, self.query.sort, {})
        if self.query.sort == Sort.RELEVANCE:
            return ByFit(self.found, self.matches)
        return ByColumns(self.found, self.query.sort, self.matches.scores)


def _batches(pages: Sequence[int]) -> Iterator[list[Entry]]:
    """The entries of some pages; those that are gone meanwhile are left out."""
    present = Entry.objects.present().defer("names", "subjects", "body")
    for start in range(0, len(pages), BATCH):
        batch = pages[start : start + BATCH]
        entries = present.in_bulk(batch, field_name="page_id")
        yield [entries[page] for page in batch if page in entries]


def _results(shown: list[tuple[Entry, float]], matches: Matches | None) -> list[Result]:
    if matches is None:
        return [Result.of(entry, [], score) for entry, score in shown]
    understood = matches.understood
    wordings = [
        *(word.folded for word in understood.words),
        *(" ".join(word.folded for word in phrase) for phrase in understood.phrases),
        *(fold(wording) for unit in understood.units for wording in unit.wordings),
    ]
    entries = [entry for entry, _ in shown]
    found = full_text().passages([entry.pk for entry in entries], wordings)
    filed = filed_under(entries, understood)
    return [
        Result.of(entry, passages(found.get(entry.pk, []), entry.payload, understood), score, filed[entry.pk])
        for entry, score in shown
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
