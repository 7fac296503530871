"""What an engine has to be able to do."""

from typing import Protocol

from search.query import SearchQuery
from search.results import SearchResults


class Engine(Protocol):
    """Answers a search over the present entries of a language. The contract is in tests/contract."""

    name: str

    def search(self, query: SearchQuery) -> SearchResults: ...
