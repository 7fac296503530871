"""The engine for many entries and for readers' own words: Elasticsearch.

What they are asked for is planned first (`search.elasticsearch.planning`). The servers say which pages were found; what
is shown is read from the table, so a page that was withdrawn a moment ago is never shown.
"""

import time
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from elasticsearch.dsl import FacetedSearch, MultiSearch, Q, Search, TermsFacet
from elasticsearch.dsl.query import Query
from elasticsearch.dsl.response import Response

from search import similarity, vocabulary
from search.elasticsearch import client as servers
from search.elasticsearch import indices, similar, streaming
from search.elasticsearch import query as building
from search.elasticsearch.planning import WHOLE, Plan, narrowed, planned
from search.engines.passages import HIGHLIGHTED, filed_under, passages
from search.facets import FACETS, offers, values_of
from search.likeness import Frequencies
from search.models import Entry
from search.query import DEEPEST, PAGE_SIZE, SearchQuery, Sort, pages_of
from search.results import CLOSE, OPEN, Everything, Position, Result, SearchResults
from search.semantics import order
from search.similarity import Candidates
from search.thesaurus import Thesaurus
from search.understanding import Understood, understand

# More jurisdictions than there are.
MOST_VALUES = 400
ORDERS = {
    Sort.RELEVANCE: ["_score", "-date", "page_id"],
    Sort.NEWEST: ["-date", "sort_title", "page_id"],
    Sort.OLDEST: ["date", "sort_title", "page_id"],
    Sort.TITLE: ["sort_title", "page_id"],
}


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
            search = _marked(search, building.marked(self._body, self._asked, self._understood))
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


def _marked(search: Search, wanted: Query) -> Search:
    """With the passages that match what is wanted."""
    search = search.highlight(*(f"{name}.*" for name in HIGHLIGHTED), number_of_fragments=1, fragment_size=180)
    return search.highlight_options(
        pre_tags=[OPEN], post_tags=[CLOSE], require_field_match=True, highlight_query=wanted.to_dict()
    )


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
        answer = servers.within_limit(
            lambda: self._ask(query, understood, thesaurus), meanwhile=lambda: order.prepare(query, understood)
        )
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
            plan = planned(query, understood, thesaurus)
            return plan, streaming.Stream(narrowed(plan, query), _order(query, plan.understood))

        plan, stream = servers.within_limit(begin)
        return Everything(stream.total, self.name, _batches(stream, query, plan.understood))

    def which(self, query: SearchQuery, pages: Collection[int]) -> set[int]:
        """Raises UnavailableError where the servers do not answer in time."""
        found = [int(hit.meta.id) for hit in self._among(query, pages).response]
        return set(Entry.objects.present().filter(page_id__in=found).values_list("page_id", flat=True))

    def why(self, query: SearchQuery, pages: Collection[int]) -> list[Result]:
        """Raises UnavailableError where the servers do not answer in time."""
        return _shown(self._among(query, pages, is_marked=True), [(page, 0.0) for page in pages])

    def _among(self, query: SearchQuery, pages: Collection[int], is_marked: bool = False) -> Answer:
        thesaurus = vocabulary.thesaurus()
        understood = understand(query.text, thesaurus)

        def ask() -> Answer:
            plan = planned(query, understood, thesaurus)
            body = narrowed(plan, query) & Q("terms", page_id=list(pages))
            search = Search(using=servers.client(), index=indices.alias()).params(**WHOLE).query(body)
            search = search.source(False).extra(size=len(pages))
            if is_marked and plan.understood:
                search = _marked(search, building.marked(plan.body, query, plan.understood))
            return Answer(search.execute(), plan.understood)

        return servers.within_limit(ask)

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
        plan = planned(query, understood, thesaurus)
        response = _execute(plan.body, query, plan.understood)
        widened = plan.all is not None and response.hits.total.value > plan.all
        return Answer(response, plan.understood, widened, plan.suggestion)


def _execute(body, query: SearchQuery, understood: Understood) -> Response:
    return EntrySearch(body, query, understood).execute()


def _counts(response: Response, name: str) -> dict[str, int]:
    # As it came: there are hundreds, and an object for each would take longer than to count them.
    buckets = response.to_dict()["aggregations"][f"_filter_{name}"][name]["buckets"]
    return {bucket["key"]: bucket["doc_count"] for bucket in buckets}


def _results(answer: Answer, query: SearchQuery) -> list[Result]:
    ranked = [(int(hit.meta.id), hit.meta.score or 0.0) for hit in answer.hits(query)]
    if order.applies(query, answer.understood):
        ranked = order.page_of(order.by_meaning(ranked, answer.understood), query.page)
    return _shown(answer, ranked)


def _shown(answer: Answer, ranked: order.Ranked) -> list[Result]:
    """Those of some pages that were found and are still there, with what in each matched."""
    hits = {int(hit.meta.id): hit.meta for hit in answer.response}
    shown = [page for page, _ in ranked if page in hits]
    entries = {entry.page_id: entry for entry in _present(shown)}
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
