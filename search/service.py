"""The one way to search, and what is known of how it goes."""

import logging
from collections.abc import Collection
from dataclasses import replace
from functools import partial

from search.elasticsearch import client as servers
from search.elasticsearch import indices
from search.engines.base import Engine
from search.engines.elasticsearch import ElasticsearchEngine
from search.engines.embedded import EmbeddedEngine
from search.models import Entry
from search.query import SearchQuery
from search.results import Everything, Result, SearchResults
from search.similarity import MOST, Comparable, rank
from search.traits import COMPARED

logger = logging.getLogger(__name__)


def engine() -> Engine:
    """The engine that is meant to answer."""
    return ElasticsearchEngine() if servers.is_configured() else EmbeddedEngine()


def search(query: SearchQuery) -> SearchResults:
    """Answer a search with the engine in use; while its servers are away, with the one that needs none.

    A search that goes on behind a place goes on with `continue_search`.
    """
    try:
        return engine().search(query)
    except servers.UnavailableError as error:
        logger.warning("The embedded engine stands in: %s", error)
        return replace(EmbeddedEngine().search(query), is_stand_in=True)


def continue_search(query: SearchQuery, engine_name: str) -> SearchResults:
    """What lies behind a place, from the engine that had begun: another has another order.

    Raises UnavailableError where that one is away, or is in use no more.
    """
    used = engine()
    if engine_name == used.name:
        return used.search(query)
    if engine_name == EmbeddedEngine.name:
        return replace(EmbeddedEngine().search(query), is_stand_in=True)
    raise servers.UnavailableError("the search servers that had begun are in use no more")


def everything(query: SearchQuery) -> Everything:
    """All that a search finds, from the engine in use; where it cannot begin, from the one that needs no servers."""
    try:
        return engine().everything(query)
    except servers.UnavailableError as error:
        logger.warning("The embedded engine stands in: %s", error)
        return EmbeddedEngine().everything(query)


def which(query: SearchQuery, pages: Collection[int]) -> set[int]:
    """Which of some pages, a thousand at most, answer all that a search asks for."""
    if not pages:
        return set()
    query = replace(query, strict=True)
    try:
        return engine().which(query, pages)
    except servers.UnavailableError as error:
        logger.warning("The embedded engine stands in: %s", error)
        return EmbeddedEngine().which(query, pages)


def why(query: SearchQuery, pages: Collection[int]) -> list[Result]:
    """Those of a few pages that answer all that a search asks for, each with what in it matched."""
    if not pages:
        return []
    query = replace(query, strict=True)
    try:
        return engine().why(query, pages)
    except servers.UnavailableError as error:
        logger.warning("The embedded engine stands in: %s", error)
        return EmbeddedEngine().why(query, pages)


def may_have_left(query: SearchQuery, pages: Collection[int]) -> set[int]:
    """Of some pages that do not answer a search, those whose `search.conditions` alone can be what they lack.

    The words are asked of what a record says now: of what it said before, or before it was withdrawn, nothing is kept.
    """
    if not pages:
        return set()
    if query.text:
        return which(query.words_alone(), pages)
    language = query.locale
    seen = Entry.objects.for_readers_of(language), Entry.objects.gone_for_readers_of(language)
    return {page for entries in seen for page in entries.filter(page_id__in=pages).values_list("page_id", flat=True)}


def similar(entry: Entry, language: str, most: int = MOST) -> list[Comparable]:
    """The records of others that are most like one, for readers of a language, each with the reasons.

    Of an instrument: those of other jurisdictions. Of a commitment: those of other organisations. Of an initiative:
    those that others lead. Of anything else there are none.
    """
    if entry.kind not in COMPARED:
        return []
    try:
        found = engine().similar(entry, language)
    except servers.UnavailableError as error:
        logger.warning("The embedded engine stands in: %s", error)
        found = EmbeddedEngine().similar(entry, language)
    entries = Entry.objects.present().filter(page_id__in=found.pages).defer("names", "subjects", "body")
    return rank(entry, entries, found.frequencies, most)


def state() -> dict:
    """What a monitor asks: the engine in use, whether it answers, and how many entries it has not acknowledged yet.

    The embedded engine reads the entries themselves, so nothing ever waits for it.
    """
    entries = Entry.objects.present().count()
    if not servers.is_configured():
        return {"engine": EmbeddedEngine.name, "entries": entries, "unacknowledged": 0}
    return {
        "engine": ElasticsearchEngine.name if _servers_answer() else EmbeddedEngine.name,
        "meant": ElasticsearchEngine.name,
        "entries": entries,
        "unacknowledged": Entry.objects.unacknowledged().count(),
    }


def _servers_answer() -> bool:
    """Whether they answer a search: they may be up, and have no index or have lost a part of it."""
    ask = partial(servers.client().search, index=indices.alias(), size=0, allow_partial_search_results=False)
    try:
        servers.within_limit(lambda: ask()["hits"])
    except servers.UnavailableError:
        return False
    return True
