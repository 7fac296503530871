"""From a record to the request for those that may be comparable with it. Pure: nothing here asks a server."""

from elasticsearch.dsl import Q
from elasticsearch.dsl.query import Query

from search import likeness, traits
from search.elasticsearch.analysis import language_of
from search.elasticsearch.query import for_readers_of
from search.models import Entry

# The texts in which the telling words of a record are looked for, and how many of these words.
TEXTS = ("title", "approach", "provisions", "summary")
WORDS = 25
# The server measures without an upper limit: with these its order comes near to that of `search.likeness`, where
# what is filed under a rare value is worth about twice its rarity, and a text that speaks of the same about forty.
RARITY, TEXT = 2.0, likeness.TEXT / 4
SCALE = 10


def comparable(entry: Entry, language: str) -> Query:
    """Records of others that have some of the record's values, or speak of the same."""
    owner = traits.COMPARED[entry.kind]
    body = Q(
        "bool",
        filter=[for_readers_of(language), Q("term", kind=entry.kind)],
        must_not=[Q("terms", **{owner: list(traits.owners(entry))}), Q("term", page_id=entry.page_id)],
        should=[*(_has(facet, value) for facet, value in traits.asked_values(entry)), _speaks_of_the_same(entry)],
        minimum_should_match=1,
    )
    weights = [
        {"filter": Q("terms", status=statuses) | Q("terms", assessed=statuses), "weight": left}
        for left, statuses in traits.statuses_by_what_is_left().items()
    ]
    return Q("function_score", query=body, functions=weights, score_mode="first", boost_mode="multiply")


def frequencies(entry: Entry) -> dict[str, Query]:
    """How many entries have each of the record's values of which the rare ones tell more: to be counted."""
    return {f"{facet}:{value}": Q("term", **{facet: value}) for facet, value in traits.weighed_values(entry)}


def _has(facet: str, value: str) -> Query:
    worth = traits.WORTH[facet] * SCALE
    if facet in traits.WEIGHED:
        return Q("term", **{facet: {"value": value, "boost": worth / RARITY}})
    return Q("constant_score", filter=Q("term", **{facet: value}), boost=worth)


def _speaks_of_the_same(entry: Entry) -> Query:
    language = language_of(entry.locale)
    return Q(
        "more_like_this",
        fields=[f"{name}.{language}" for name in TEXTS],
        like=traits.text_of(entry),
        max_query_terms=WORDS,
        min_term_freq=1,
        min_doc_freq=2,
        boost=TEXT,
    )
