"""What an engine has to be able to do."""

from typing import Protocol

from search.models import Entry
from search.query import SearchQuery
from search.results import SearchResults
from search.similarity import Candidates


class Engine(Protocol):
    """Answers over the present entries of a language. The contract is in tests/contract."""

    name: str

    def search(self, query: SearchQuery) -> SearchResults: ...

    def similar(self, entry: Entry, language: str) -> Candidates:
        """The records of others that may be comparable with one; `search.similarity` chooses among them."""
        ...
