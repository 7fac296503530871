"""The order by words and by meaning: how well the words of a record fit, times how near its texts are to the query.

Only the first records are ordered anew: what words find last is not what was meant, however near it sounds.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from search.query import PAGE_SIZE, SearchQuery, Sort
from search.ranking import BY_MEANING, BY_PARTS, WHOLE
from search.semantics import kept, model
from search.semantics.english import in_english
from search.understanding import Understood

# The first two pages.
ORDERED = 2 * PAGE_SIZE

# Page ids with their scores, best first.
Ranked = Sequence[tuple[int, float]]


def applies(query: SearchQuery, understood: Understood) -> bool:
    """Whether the page asked for is one of the first by relevance, and the query is known in English, which the model
    reads."""
    return (
        bool(understood.units)
        and understood.is_known_in_english
        and query.sort == Sort.RELEVANCE
        and query.after is None
        and query.page * PAGE_SIZE <= ORDERED
        and model.is_there()
    )


def applies_next(query: SearchQuery, understood: Understood) -> bool:
    """Whether it also applies to the page behind."""
    return query.after is None and applies(replace(query, page=query.page + 1), understood)


def prepare(query: SearchQuery, understood: Understood) -> None:
    """Read the query, so that the order by meaning needs not wait for it."""
    if applies(query, understood):
        model.of_query(in_english(understood))


def by_meaning(ranked: Ranked, understood: Understood) -> list[tuple[int, float]]:
    """The first of what words found, in the order of both."""
    vectors = kept.of_pages(page for page, _ in ranked)
    near = nearness(model.of_query(in_english(understood)), vectors)
    return reordered(ranked, near, BY_PARTS if understood.language else BY_MEANING)


def nearness(asked: np.ndarray, vectors: Mapping[int, np.ndarray]) -> dict[int, float]:
    """The cosine between a query and the nearest text of each record, and for a part that of the whole in short."""
    cosines = {page: rows.astype(np.float32) @ asked for page, rows in vectors.items()}
    return {page: float((1 - WHOLE) * of.max() + WHOLE * of[kept.IN_SHORT]) for page, of in cosines.items()}


def reordered(ranked: Ranked, near: Mapping[int, float], telling: float = BY_MEANING) -> list[tuple[int, float]]:
    """Records with their scores, weighed by their nearness; one whose nearness is not known counts as the mean."""
    if not near:
        return list(ranked)
    usual = sum(near.values()) / len(near)
    weighed = [(page, score * math.exp(telling * (near.get(page, usual) - usual))) for page, score in ranked]
    return sorted(weighed, key=lambda hit: hit[1], reverse=True)


def page_of(ranked: Ranked, page: int) -> Ranked:
    return ranked[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
