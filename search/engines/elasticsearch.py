"""The engine for many entries and for readers' own words: Elasticsearch.

A first request counts which part of the entries answers each unit of the query, and all of them. A word that none
answers is taken for mistyped where there is one like it. A second asks for the entries that answer all, or, where these
are few, at least half of what tells something; each unit weighs the more, the fewer answer it.

The servers say which pages were found; what is shown is read from the table, so a page that was withdrawn a moment ago
is never shown.
"""

import time
from collections.abc import Iterator
from dataclasses import dataclass

from elasticsearch.dsl import FacetedSearch, MultiSearch, Q, Search, TermsFacet
from elasticsearch.dsl.query import Query
from elasticsearch.dsl.response import Response

from search import similarity, vocabulary
from search.elasticsearch import client as servers
from search.elasticsearch import indices, similar, streaming
from search.elasticsearch import query as building
from search.elasticsearch.documents import EVERYTHING
from search.engines import spelling
from search.engines.passages import HIGHLIGHTED, filed_under, passages
from search.facets import FACETS, offers, values_of
from search.models import Entry
from search.query import DEEPEST, PAGE_SIZE, SearchQuery, Sort, pages_of
from search.ranking import COMMON, FEW, needed, rarity
from search.results import CLOSE, OPEN, Everything, Position, Result, SearchResults
from search.semantics import order
from search.similarity import Candidates, Frequencies
from search.thesaurus import Thesaurus
from search.understanding import Understood, corrected, understand

# More jurisdictions than there are.
MOST_VALUES = 400
ORDERS = {
    Sort.RELEVANCE: ["_score", "-date", "page_id"],
    Sort.NEWEST: ["-date", "sort_title", "page_id"],
    Sort.OLDEST: ["date", "sort_title", "page_id"],
    Sort.TITLE: ["sort_title", "page_id"],
}

# Where a part of the index cannot be reached the other engine has everything.
WHOLE = {"allow_partial_search_results": False}


class EntrySearch(FacetedSearch):
    """Hits narrowed by all that is chosen, each facet counted without its own filter."""

    facets = {facet.name: TermsFacet(field=facet.name, size=MOST_VALUES) for facet in FACETS}

    def __init__(self, body, query: SearchQuery, understood: Understood):
        self._body, self._asked, self._understood = body, query, understood
        self.index, self.using = indices.alias(), servers.client()
        super().__init__(filters=query.chosen)

    def build_search(self) -> Search:
        search = super().build_search().params(**WHOLE).query(self._body).source(False).extra(track_total_hits=True)
        search = search.sort(*_order(self._asked, self._understood))
        if self._understood:
            search = search.highlight(*(f"{name}.*" for name in HIGHLIGHTED), number_of_fragments=1, fragment_size=180)
            search = search.highlight_options(pre_tags=[OPEN], post_tags=[CLOSE], require_field_match=True)
        if self._asked.after:
            return search.extra(search_after=list(self._asked.after), size=PAGE_SIZE + 1)
        if order.applies(self._asked, self._understood):
            return search[: order.ORDERED]
        start = min((self._asked.page - 1) * PAGE_SIZE, DEEPEST - PAGE_SIZE)
        return search[start : start + PAGE_SIZE]

    def aggregate(self, search: Search) -> None:
        """Whoever goes on behind a place has the counts already."""
        if not self._asked.after:
            super().aggregate(search)


def _order(query: SearchQuery, understood: Understood) -> list[str]:
    is_plain = query.sort == Sort.RELEVANCE and not understood
    return ORDERS[Sort.NEWEST if is_plain else query.sort]


@dataclass(frozen=True)
class Answer:
    response: Response
    understood: Understood
    widened: bool = False
    suggestion: str | None = None

    def hits(self, query: SearchQuery) -> list:
        """Behind a place one more is asked for than is shown, to know whether others follow."""
        return self.response.hits[:PAGE_SIZE] if query.after else self.response.hits

    def last(self, query: SearchQuery) -> Position | None:
        """The place of the last hit, where others follow it."""
        if query.after:
            follows = len(self.response.hits) > PAGE_SIZE
        else:
            follows = self.response.hits.total.value > query.page * PAGE_SIZE
        if not follows:
            return None
        if order.applies_next(query, self.understood):
            return (query.page + 1,)
        return tuple(self.hits(query)[-1].meta.sort)


class ElasticsearchEngine:
    name = "elasticsearch"

    def search(self, query: SearchQuery) -> SearchResults:
        """Raises `search.elasticsearch.client.UnavailableError` where the servers do not answer in time."""
        started = time.perf_counter()
        # Read here, since the servers are asked in a thread that has no connection to the database.
        thesaurus = vocabulary.thesaurus()
        understood = understand(query.text, thesaurus)
        answer = servers.within_limit(lambda: self._ask(query, understood, thesaurus))
        total = answer.response.hits.total.value
        return SearchResults(
            total=total,
            engine=self.name,
            results=_results(answer, query),
            facets={}
            if query.after
            else {
                facet.name: values_of(facet, _counts(answer.response, facet.name), query.chosen.get(facet.name, ()))
                for facet in FACETS
            },
            widened=answer.widened,
            suggestion=answer.suggestion,
            offers=offers(answer.understood.offered),
            pages=pages_of(total),
            took_ms=round((time.perf_counter() - started) * 1000),
            last=answer.last(query),
        )

    def everything(self, query: SearchQuery) -> Everything:
        """Read at a point in time. Raises UnavailableError where the servers do not give the first batch in time."""
        thesaurus = vocabulary.thesaurus()
        understood = understand(query.text, thesaurus)

        def begin() -> tuple[Plan, streaming.Stream]:
            plan = _plan(query, understood, thesaurus)
            filters = [Q("terms", **{name: list(values)}) for name, values in query.chosen.items()]
            body = Q("bool", must=[plan.body], filter=filters)
            return plan, streaming.Stream(body, _order(query, plan.understood))

        plan, stream = servers.within_limit(begin)
        return Everything(stream.total, self.name, _batches(stream, query, plan.understood))

    def similar(self, entry: Entry, language: str) -> Candidates:
        """One request, for what is like the entry and for how frequent its values are. Raises UnavailableError."""
        index = indices.alias()
        likely = Search(index=index).query(similar.comparable(entry, language)).source(False)
        likely = likely.extra(size=similarity.CANDIDATES, track_total_hits=False)
        counted = Search(index=index).query(Q("term", kind=entry.kind)).extra(size=0, track_total_hits=True)
        if values := similar.frequencies(entry):
            counted.aggs.bucket("values", "filters", filters=values)
        both = MultiSearch().add(likely).add(counted)
        found, counts = servers.within_limit(lambda: both.using(servers.client()).execute())
        buckets = counts.aggregations["values"].buckets.to_dict() if values else {}
        numbers = {tuple(name.split(":", 1)): bucket["doc_count"] for name, bucket in buckets.items()}
        return Candidates([int(hit.meta.id) for hit in found], Frequencies(counts.hits.total.value, numbers))

    def _ask(self, query: SearchQuery, understood: Understood, thesaurus: Thesaurus) -> Answer:
        plan = _plan(query, understood, thesaurus)
        response = _execute(plan.body, query, plan.understood)
        widened = plan.all is not None and response.hits.total.value > plan.all
        return Answer(response, plan.understood, widened, plan.suggestion)


@dataclass(frozen=True)
class Plan:
    """What the servers are asked for in the end, and how many answer `all` of what was typed, where that is counted."""

    body: Query
    understood: Understood
    all: int | None = None
    suggestion: str | None = None


def _plan(query: SearchQuery, understood: Understood, thesaurus: Thesaurus) -> Plan:
    if not understood:
        return Plan(Q("match_none") if query.text else building.everything(query), understood)
    known, suggestion = _known(query, understood), None
    if known.all < FEW and (
        suggestion := corrected(understood, spelling.corrections(known.mistyped, thesaurus.words | known.likely))
    ):
        understood = understand(suggestion, thesaurus)
        known = _known(query, understood)
    widened = known.all < FEW and len(understood.units) > 1
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


def _execute(body, query: SearchQuery, understood: Understood) -> Response:
    return EntrySearch(body, query, understood).execute()


def _counts(response: Response, name: str) -> dict[str, int]:
    buckets = response.aggregations[f"_filter_{name}"][name].buckets
    return {bucket.key: bucket.doc_count for bucket in buckets}


def _results(answer: Answer, query: SearchQuery) -> list[Result]:
    hits = {int(hit.meta.id): hit.meta for hit in answer.hits(query)}
    ranked = [(page, meta.score or 0.0) for page, meta in hits.items()]
    if order.applies(query, answer.understood):
        ranked = order.page_of(order.by_meaning(ranked, answer.understood), query.page)
    shown = [page for page, _ in ranked]
    entries = {entry.page_id: entry for entry in Entry.objects.present().filter(page_id__in=shown)}
    filed = filed_under(list(entries.values()), answer.understood)
    return [
        Result.of(
            entries[page],
            passages(_fragments(hits[page]), entries[page].payload, answer.understood),
            score,
            filed[entries[page].pk],
        )
        for page, score in ranked
        if page in entries
    ]


def _batches(stream: streaming.Stream, query: SearchQuery, understood: Understood) -> Iterator[list[Entry]]:
    """The first of them in the order in which pages show them."""
    for number, batch in enumerate(stream):
        if number == 0 and order.applies(query.from_the_start(), understood):
            batch = [*order.by_meaning(batch[: order.ORDERED], understood), *batch[order.ORDERED :]]
        yield _present([page for page, _ in batch])


def _present(pages: list[int]) -> list[Entry]:
    """The entries of some pages, in their order; those that were withdrawn meanwhile are left out."""
    found = Entry.objects.present().defer("names", "subjects", "body").filter(page_id__in=pages)
    entries = {entry.page_id: entry for entry in found}
    return [entries[page] for page in pages if page in entries]


def _fragments(meta) -> list[str]:
    """The fragments with marks, those of the texts that say most first."""
    marked = meta.highlight.to_dict() if "highlight" in meta else {}
    return [
        fragment
        for text in HIGHLIGHTED
        for name, fragments in marked.items()
        if name.partition(".")[0] == text
        for fragment in fragments
    ]
