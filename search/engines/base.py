"""What an engine has to be able to do."""

from collections.abc import Collection
from typing import Protocol

from search.models import Entry
from search.query import SearchQuery
from search.results import Everything, Result, SearchResults
from search.similarity import Candidates


class Engine(Protocol):
    """Answers over the present entries of a language. The contract is in tests/contract."""

    name: str

    def search(self, query: SearchQuery) -> SearchResults:
        """A page of what is found; behind a place in the order, without counting the facets again."""
        ...

    def everything(self, query: SearchQuery) -> Everything:
        """All that is found, in the same order, without holding more than a batch of it. The first is read at once."""
        ...

    def which(self, query: SearchQuery, pages: Collection[int]) -> set[int]:
        """Which of some pages, a thousand at most, are among all that is found."""
        ...

    def why(self, query: SearchQuery, pages: Collection[int]) -> list[Result]:
        """Those of a few pages that are found, in no order, each with what in it matched."""
        ...

    def similar(self, entry: Entry, language: str) -> Candidates:
        """The records of others that may be comparable with one; `search.similarity` chooses among them."""
        ...
