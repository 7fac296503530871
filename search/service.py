"""The one way to search, and what is known of how it goes."""

from search.engines.embedded import EmbeddedEngine
from search.models import Entry
from search.query import SearchQuery
from search.results import SearchResults


def search(query: SearchQuery) -> SearchResults:
    """Answer a search with the engine in use."""
    return EmbeddedEngine().search(query)


def state() -> dict:
    """What a monitor asks: the engine in use, and how many entries it has not acknowledged yet.

    The embedded engine reads the entries themselves, so nothing ever waits for it.
    """
    return {"engine": EmbeddedEngine.name, "entries": Entry.objects.present().count(), "unacknowledged": 0}
