"""What the servers are asked for, by what they say of the query's parts.

A first request counts which part of the entries answers each unit of the query, and all of them. A word that none
answers is taken for mistyped where there is one like it. The plan is to ask for the entries that answer all, or, where
these are few, at least half of what tells something; each unit weighs the more, the fewer answer it.
"""

from dataclasses import dataclass

from elasticsearch.dsl import Q, Search
from elasticsearch.dsl.query import Query

from search.elasticsearch import client as servers
from search.elasticsearch import indices
from search.elasticsearch import query as building
from search.elasticsearch.documents import EVERYTHING
from search.engines import spelling
from search.query import SearchQuery
from search.ranking import COMMON, FEW, needed, rarity
from search.thesaurus import Thesaurus
from search.understanding import Understood, corrected, understand

# Where a part of the index cannot be reached the other engine has everything.
WHOLE = {"allow_partial_search_results": False}


@dataclass(frozen=True)
class Plan:
    """What the servers are asked for in the end, and how many answer `all` of what was typed, where that is counted."""

    body: Query
    understood: Understood
    all: int | None = None
    suggestion: str | None = None


def narrowed(plan: Plan, query: SearchQuery) -> Query:
    """What is asked for, under all that is chosen."""
    filters = [Q("terms", **{name: list(values)}) for name, values in query.chosen.items()]
    return Q("bool", must=[plan.body], filter=filters)


def planned(query: SearchQuery, understood: Understood, thesaurus: Thesaurus) -> Plan:
    if not understood:
        return Plan(Q("match_none") if query.text else building.everything(query), understood)
    known, suggestion = _known(query, understood), ""
    if known.all < FEW and known.mistyped:
        suggestion = corrected(understood, spelling.corrections(known.mistyped, thesaurus.words | known.likely))
    if suggestion:
        understood = understand(suggestion, thesaurus)
        known = _known(query, understood)
    widened = known.all < FEW and len(understood.units) > 1 and not query.strict
    places = known.telling if widened else understood.asked
    at_least = needed(len(places)) if widened else len(places)
    body = building.with_units(query, understood, places, at_least, known.rarity)
    return Plan(body, understood, known.all, suggestion or None)


@dataclass(frozen=True)
class Known:
    """How many of `everything` answer each unit that was asked, by its place, and all; and words like those typed."""

    understood: Understood
    counts: dict[int, int]
    all: int
    everything: int
    likely: set[str]

    @property
    def mistyped(self) -> list[str]:
        """The single words that no entry answers."""
        unknown = [self.understood.units[place].words for place, count in self.counts.items() if not count]
        return [words[0].typed for words in unknown if len(words) == 1]

    @property
    def telling(self) -> list[int]:
        """The places of units that some entries answer and most do not; where there are only common ones, those."""
        found = [place for place, count in self.counts.items() if count]
        return [place for place in found if self.counts[place] <= COMMON * self.everything] or found

    @property
    def rarity(self) -> dict[int, float]:
        return {place: rarity(count, self.everything) for place, count in self.counts.items()}


def _known(query: SearchQuery, understood: Understood) -> Known:
    text = " ".join(word.typed for word in understood.words)
    term = {"field": EVERYTHING, "suggest_mode": "missing", "size": 3, "min_word_length": 4, "prefix_length": 1}
    search = Search(using=servers.client(), index=indices.alias()).params(**WHOLE).query(building.everything(query))
    search = search.extra(size=0, track_total_hits=True)
    if text:
        search = search.suggest("spelling", text, term=term)
    search.aggs.bucket("counted", "filters", filters=building.counted(query, understood))
    response = search.execute()
    counts = {name: bucket["doc_count"] for name, bucket in response.aggregations.counted.buckets.to_dict().items()}
    spelled = response.suggest.to_dict()["spelling"] if text else []
    return Known(
        understood,
        {int(name): count for name, count in counts.items() if name != building.ALL},
        counts[building.ALL],
        response.hits.total.value,
        {option["text"] for item in spelled for option in item["options"]},
    )
