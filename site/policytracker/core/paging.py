"""Lists in the API, page by page: each answer says where to go on, and nothing is skipped or repeated on the way."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet
from django.http import HttpRequest

from policytracker.core.cursors import make_cursor, read_cursor

PAGE_SIZE = 100


@dataclass(frozen=True)
class Paged:
    """A page of a list: `rows` in order, how many there are in all, and the address of the next page or None."""

    rows: QuerySet
    total: int
    next: str | None


def paged(request: HttpRequest, rows: QuerySet, order: Sequence[str]) -> Paged:
    """The page of `rows` that a request asks for by its `cursor`. Raises RefusedError.

    `order` are columns that are never null; the last is unique.
    """
    asked = request.GET.copy()
    cursor = "".join(asked.pop("cursor", []))
    name = f"{request.path}?{asked.urlencode()}"
    total = rows.count()
    behind = rows.filter(_behind(order, read_cursor(cursor, name))) if cursor else rows
    places = list(behind.order_by(*order).values_list(*order)[: PAGE_SIZE + 1])
    following = None
    if len(places) > PAGE_SIZE:
        places.pop()
        asked["cursor"] = make_cursor(name, places[-1])
        following = f"{request.path}?{asked.urlencode()}"
    there = rows.filter(pk__in=[place[-1] for place in places]).order_by(*order)
    return Paged(there, total, following)


def _behind(order: Sequence[str], place: Sequence) -> Q:
    """Rows that stand behind a place: further on by a column, where those before are the same."""
    parts = (
        Q(**{f"{column}__gt": place[index]}, **dict(zip(order[:index], place, strict=False)))
        for index, column in enumerate(order)
    )
    return reduce(or_, parts)
