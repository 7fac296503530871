"""An engine's answers to the judged queries, measured. Pure."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from statistics import mean

from relevance.judged import JudgedQuery
from relevance.measures import ndcg, recall, reciprocal_rank

# From words, chosen facets and a number: the ids of the records found, best first, at most so many.
Ask = Callable[[str, dict[str, list[str]], int], list[str]]
# A page of results: recall looks no further.
PAGE = 20


@dataclass(frozen=True)
class Scored:
    query: JudgedQuery
    found: list[str]

    @property
    def ndcg(self) -> float:
        return ndcg(self.found, self.query.grades, 10)

    @property
    def recall(self) -> float:
        return recall(self.found, self.query.grades, PAGE)

    @property
    def reciprocal_rank(self) -> float:
        return reciprocal_rank(self.found, self.query.grades)


def score(queries: Iterable[JudgedQuery], ask: Ask) -> list[Scored]:
    return [Scored(query, ask(query.text, query.filters, PAGE)) for query in queries]


def average(scored: Iterable[Scored], measure: str) -> float:
    """The mean of `ndcg`, `recall` or `reciprocal_rank` over queries."""
    return mean(getattr(one, measure) for one in scored)
