"""The engine that needs no server: full text in the site's own database, facets counted over the matches.

It finds and ranks by the same rules as the other (`search.understanding`, `search.ranking`), over everything in memory:
for each unit of the query, which entries answer it and how well; their sum makes the order (`matching`).
"""

import math
import time
from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Case, Count, Q, QuerySet, Sum, Value, When

from search import similarity
from search.content import fold
from search.engines.matching import Matches, Matching, full_text
from search.engines.passages import filed_under, passages
from search.facets import FACETS, offers, values_of
from search.models import Entry, EntryFacet
from search.query import PAGE_SIZE, SearchQuery, Sort
from search.ranking import PRECEDENCE
from search.results import Result, SearchResults
from search.semantics import order
from search.similarity import Candidates, Frequencies


class EmbeddedEngine:
    name = "embedded"

    def search(self, query: SearchQuery) -> SearchResults:
        started = time.perf_counter()
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
        found = _narrow(everything, conditions)
        total = found.count()
        shown = self._page(found, matches, query)
        return SearchResults(
            total=total,
            engine=self.name,
            results=_results(shown, matches),
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

    def _page(self, found: QuerySet[Entry], matches: Matches | None, query: SearchQuery) -> list[tuple[Entry, float]]:
        """The entries of a page, each with its score."""
        start = (query.page - 1) * PAGE_SIZE
        page = slice(start, start + PAGE_SIZE)
        if matches is not None and query.sort == Sort.RELEVANCE:
            shown = self._ranked(found, matches, query)[page]
            entries = Entry.objects.in_bulk([page_id for page_id, _ in shown], field_name="page_id")
            return [(entries[page_id], score) for page_id, score in shown]
        by = {Sort.OLDEST: ["date", "title"], Sort.TITLE: ["title"]}.get(query.sort, ["-date", "title"])
        scores = matches.scores if matches else {}
        return [(entry, scores.get(entry.pk, 0.0)) for entry in found.order_by(*by, "pk")[page]]

    def _ranked(self, found: QuerySet[Entry], matches: Matches, query: SearchQuery) -> list[tuple[int, float]]:
        """All page ids with their scores, best first."""
        rows = [
            (matches.scores[pk] * PRECEDENCE.get(kind, 1.0), date, -page_id)
            for pk, page_id, kind, date in found.values_list("pk", "page_id", "kind", "date")
        ]
        ranked = [(-page_id, score) for score, _, page_id in sorted(rows, reverse=True)]
        if order.applies(query, matches.understood):
            return order.by_meaning(ranked[: order.ORDERED], matches.understood)
        return ranked

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
