"""The order of what the embedded engine has found: any page of it, what lies behind a place, and all of it."""

from array import array
from dataclasses import dataclass
from typing import Protocol

from django.db.models import Q, QuerySet

from search.engines.matching import Matches
from search.models import Entry
from search.query import PAGE_SIZE, SearchQuery, Sort
from search.ranking import PRECEDENCE
from search.results import Position
from search.semantics import order

COLUMNS = {Sort.OLDEST: ("date", "title", "page_id"), Sort.TITLE: ("title", "page_id")}
NEWEST_FIRST = ("-date", "title", "page_id")


@dataclass(frozen=True)
class Page:
    """The entries that are shown, each with its score, and the place of the last of them where others follow."""

    shown: list[tuple[Entry, float]]
    last: Position | None


class Order(Protocol):
    def page(self, query: SearchQuery) -> Page:
        """The page that is asked for, or what lies behind a place."""
        ...

    def everything(self, query: SearchQuery) -> array:
        """The ids of all pages, eight bytes each."""
        ...


class ByFit:
    """What words have found, by what each is worth to them. All scores are in memory, as the matching needs them."""

    def __init__(self, found: QuerySet[Entry], matches: Matches):
        self._understood = matches.understood
        self._ranked = sorted(
            (
                (matches.scores[pk] * PRECEDENCE.get(kind, 1.0), date, -page_id)
                for pk, page_id, kind, date in found.values_list("pk", "page_id", "kind", "date")
            ),
            reverse=True,
        )

    def page(self, query: SearchQuery) -> Page:
        start = (query.page - 1) * PAGE_SIZE
        if query.after is not None:
            start = next((place for place, row in enumerate(self._ranked) if row < query.after), len(self._ranked))
        rows = self._ranked[start : start + PAGE_SIZE]
        if order.applies(query, self._understood):
            ranked = order.page_of(self._first_by_meaning(), query.page)
        else:
            ranked = [(-page_id, score) for score, _, page_id in rows]
        # Some may have been withdrawn since they were found.
        entries = Entry.objects.present().in_bulk([page_id for page_id, _ in ranked], field_name="page_id")
        shown = [(entries[page_id], score) for page_id, score in ranked if page_id in entries]
        return Page(shown, self._last(query, start, rows))

    def everything(self, query: SearchQuery) -> array:
        pages = array("q", (-page_id for _, _, page_id in self._ranked))
        if order.applies(query.from_the_start(), self._understood):
            pages[: order.ORDERED] = array("q", (page_id for page_id, _ in self._first_by_meaning()))
        return pages

    def _first_by_meaning(self) -> order.Ranked:
        first = [(-page_id, score) for score, _, page_id in self._ranked[: order.ORDERED]]
        return order.by_meaning(first, self._understood)

    def _last(self, query: SearchQuery, start: int, rows: list[Position]) -> Position | None:
        if len(self._ranked) <= start + PAGE_SIZE:
            return None
        return (query.page + 1,) if order.applies_next(query, self._understood) else rows[-1]


class ByColumns:
    """By date or title, as the database sorts them. `scores`, by the keys of entries, are shown and order nothing."""

    def __init__(self, found: QuerySet[Entry], sort: str, scores: dict[int, float]):
        self._columns = COLUMNS.get(sort, NEWEST_FIRST)
        self._found, self._scores = found.order_by(*self._columns), scores

    def page(self, query: SearchQuery) -> Page:
        start, found = (query.page - 1) * PAGE_SIZE, self._found
        if query.after is not None:
            start, found = 0, found.filter(self._behind(query.after))
        # One more, to know whether others follow.
        entries = list(found[start : start + PAGE_SIZE + 1])
        shown = entries[:PAGE_SIZE]
        last = self._place(shown[-1]) if len(entries) > PAGE_SIZE else None
        return Page([(entry, self._scores.get(entry.pk, 0.0)) for entry in shown], last)

    def everything(self, query: SearchQuery) -> array:
        return array("q", self._found.values_list("page_id", flat=True).iterator(chunk_size=5000))

    def _place(self, entry: Entry) -> Position:
        return tuple(getattr(entry, name.removeprefix("-")) for name in self._columns)

    def _behind(self, place: Position) -> Q:
        behind, equal = Q(), Q()
        for column, value in zip(self._columns, place, strict=True):
            name = column.removeprefix("-")
            further = "lt" if name != column else "gt"
            behind |= equal & Q(**{f"{name}__{further}": value})
            equal &= Q(**{name: value})
        return behind
