"""A place in what a search has found: which engine had found it, and where in its order it stood.

Among the first pages, which are put in order anew (`search.semantics`), it is the page that follows. What is published
or withdrawn between two answers may be in neither, and among the first pages move the others by one; nothing else is
skipped or repeated.
"""

from dataclasses import replace

from policytracker.core.cursors import make_cursor, read_cursor
from search.query import SearchQuery
from search.results import SearchResults


def cursor_behind(results: SearchResults, query: SearchQuery) -> str | None:
    """The cursor behind some results of a search; None where nothing follows them."""
    if results.last is None:
        return None
    return make_cursor(_asked(query), [results.engine, results.last])


def search_behind(cursor: str, query: SearchQuery) -> tuple[str, SearchQuery]:
    """The engine that had begun, and the search from where it is to go on. Raises RefusedError."""
    engine, place = read_cursor(cursor, _asked(query))
    if len(place) == 1:
        return engine, replace(query, page=place[0])
    return engine, replace(query, after=tuple(place))


def _asked(query: SearchQuery) -> str:
    """By what a search is told apart from others, whatever the page."""
    return f"search {query.locale}?{query.parameters(page=1)}"
