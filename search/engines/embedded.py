"""The engine that needs no server: full text in the site's own database, facets counted over the matches.

What matches: the entries that have all terms; where there is none, those that have any of them. What comes first: an
entry that is called just what was asked for, then one whose title has the words, the more so as they were typed and at
its beginning, then by the database's own measure with the columns weighted. Rules come before promises and projects
that fit as well.
"""

import math
import time
from collections import defaultdict
from dataclasses import dataclass

from django.db import connection
from django.db.models import Count, QuerySet

from search.content import fold
from search.engines import fts5, tsvector
from search.facets import FACETS
from search.kinds import EntryKind
from search.models import Entry, EntryFacet
from search.query import PAGE_SIZE, SearchQuery, Sort
from search.results import FacetValue, Result, SearchResults, encode_highlight
from search.words import Terms, terms

# Most readers come for what others have made law.
PRECEDENCE = {EntryKind.INSTRUMENT: 1.4, EntryKind.RECOMMENDATION: 1.2, EntryKind.ELECTION: 0.8, EntryKind.PAGE: 0.8}


@dataclass(frozen=True)
class Matches:
    """The entries that have the terms, with their scores."""

    scores: dict[int, float]
    terms: Terms
    widened: bool = False


class EmbeddedEngine:
    name = "embedded"

    def search(self, query: SearchQuery) -> SearchResults:
        started = time.perf_counter()
        matches = self._matches(query)
        everything = Entry.objects.present().filter(locale=query.locale)
        if matches is not None:
            everything = everything.filter(pk__in=list(matches.scores))
        if query.year_from or query.year_to:
            everything = everything.filter(pk__in=_in_years(query))
        conditions = {
            facet.name: EntryFacet.objects.filter(facet=facet.name, value__in=query.chosen[facet.name]).values("entry")
            for facet in FACETS
            if query.chosen.get(facet.name)
        }
        found = _narrow(everything, conditions)
        total = found.count()
        pages = max(1, math.ceil(total / PAGE_SIZE))
        entries = self._page(found, matches, query)
        return SearchResults(
            total=total,
            engine=self.name,
            results=self._results(entries, matches),
            facets=self._facets(everything, found, conditions, query),
            widened=bool(matches and matches.widened),
            pages=pages,
            took_ms=round((time.perf_counter() - started) * 1000),
        )

    @property
    def _full_text(self):
        return fts5 if connection.vendor == "sqlite" else tsvector

    def _matches(self, query: SearchQuery) -> Matches | None:
        """None where nothing was asked for in words; empty where what was asked has no word in it."""
        if not query.text:
            return None
        wanted = terms(query.text)
        if not wanted:
            return Matches({}, wanted)
        scores = self._full_text.scores(wanted, every=True)
        widened = False
        if not scores and len(wanted.all) > 1:
            scores = self._full_text.scores(wanted, every=False)
            widened = bool(scores)
        highest = max(scores.values(), default=0.0)
        for pk in self._full_text.titled(wanted):
            if pk in scores:
                scores[pk] += highest
        for pk in Entry.objects.filter(title__icontains=query.text).values_list("pk", flat=True):
            if pk in scores:
                scores[pk] += highest / 4
        for pk in Entry.objects.filter(title__istartswith=query.text).values_list("pk", flat=True):
            if pk in scores:
                scores[pk] += highest / 4
        called = EntryFacet.objects.filter(facet="name", value=fold(query.text)[:255])
        for pk in called.values_list("entry", flat=True):
            scores[pk] = scores.get(pk, 0.0) + 3 * highest + 1
        return Matches(scores, wanted, widened)

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

    def _results(self, entries: list[Entry], matches: Matches | None) -> list[Result]:
        passages = self._full_text.passages([entry.pk for entry in entries], matches.terms) if matches else {}
        return [
            Result(
                id=entry.record_id,
                kind=entry.kind,
                title=entry.title,
                url=entry.url,
                date=entry.date,
                summary=entry.summary,
                payload=entry.payload,
                highlights=[encode_highlight(passage) for passage in passages.get(entry.pk, [])],
                score=round(matches.scores[entry.pk], 3) if matches else 0.0,
            )
            for entry in entries
        ]

    def _facets(self, everything, found, conditions, query: SearchQuery) -> dict[str, list[FacetValue]]:
        """One query for the facets in which nothing is chosen, and one for each of the others."""
        counts: dict[str, dict[str, int]] = defaultdict(dict)
        free = [facet.name for facet in FACETS if facet.name not in conditions]
        for name, value, count in _count(found, free):
            counts[name][value] = count
        for name in conditions:
            others = {other: condition for other, condition in conditions.items() if other != name}
            for _, value, count in _count(_narrow(everything, others), [name]):
                counts[name][value] = count
        return {facet.name: _values(facet, counts[facet.name], query.chosen.get(facet.name, ())) for facet in FACETS}


def _values(facet, counts: dict[str, int], chosen: tuple[str, ...]) -> list[FacetValue]:
    """Chosen values first, also where they count nothing; then the most frequent."""
    counts = dict.fromkeys(chosen, 0) | counts
    values = [
        FacetValue(value, label, counts[value], value in chosen) for value, label in facet.labels(list(counts)).items()
    ]
    return sorted(values, key=lambda value: (not value.selected, -value.count, value.label))


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
