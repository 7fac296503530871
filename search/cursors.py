"""Cursors: a place in what a search has found, for going on behind it however deep it lies.

A cursor holds which engine had found it and where in its order it stood; among the first pages, which are put in order
anew (`search.semantics`), it holds the page that follows. Nothing is kept for it here or on a server, so it never grows
old. It is signed, and good for the search alone that it came from. What is published or withdrawn between two answers
may be in neither, and among the first pages move the others by one; nothing else is skipped or repeated.
"""

from dataclasses import replace
from hashlib import sha256

from django.core.signing import BadSignature, Signer
from django.utils.translation import gettext as _

from search.query import SearchQuery
from search.results import SearchResults

# Longer than any that is made here: the longest title in four bytes a letter, encoded.
LONGEST = 4000


class CursorError(ValueError):
    """Why a cursor leads nowhere, in words."""


def cursor_behind(results: SearchResults, query: SearchQuery) -> str | None:
    """The cursor behind some results of a search; None where nothing follows them."""
    if results.last is None:
        return None
    return _signer().sign_object([results.engine, _digest(query), results.last])


def read_cursor(cursor: str, query: SearchQuery) -> tuple[str, SearchQuery]:
    """The engine that had begun, and the search from where it is to go on. Raises CursorError."""
    try:
        engine, digest, place = _signer().unsign_object(cursor[:LONGEST])
    except BadSignature as error:
        raise CursorError(_("This cursor was not made here, or was changed: begin again without one.")) from error
    if digest != _digest(query):
        raise CursorError(_("This cursor belongs to another search: give it with the same parameters, or begin again."))
    if len(place) == 1:
        return engine, replace(query, page=place[0])
    return engine, replace(query, after=tuple(place))


def _signer() -> Signer:
    return Signer(salt="search.cursors")


def _digest(query: SearchQuery) -> str:
    """By what a search is told apart from others, whatever the page."""
    asked = f"{query.locale}?{query.parameters(page=1)}"
    return sha256(asked.encode()).hexdigest()[:16]
