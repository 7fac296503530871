"""What the search builds on works in the node that tests run against, which is put together from parts."""

import pytest
from cluster import cluster
from elasticsearch import BadRequestError, ConflictError, Elasticsearch
from elasticsearch.dsl import FacetedSearch, TermsFacet
from elasticsearch.helpers import bulk

pytestmark = pytest.mark.elasticsearch

# Words are stemmed and folded in the index; synonyms come in at the time of the query, so that they can be changed.
ANALYSIS = {
    "filter": {
        "synonyms": {"type": "synonym_graph", "synonyms": ["deepfake, synthetic media"], "updateable": True},
        "stems": {"type": "stemmer", "language": "english"},
    },
    "analyzer": {
        "indexed": {"tokenizer": "standard", "filter": ["lowercase", "asciifolding", "stems"]},
        "asked": {"tokenizer": "standard", "filter": ["lowercase", "asciifolding", "synonyms", "stems"]},
        "pairs": {"tokenizer": "standard", "filter": ["lowercase", "shingle"]},
    },
}
TEXT = {"type": "text", "analyzer": "indexed", "search_analyzer": "asked"}
MAPPINGS = {
    "dynamic": "strict",
    "properties": {
        "title": TEXT | {"fields": {"pairs": {"type": "text", "analyzer": "pairs"}}},
        "text": TEXT,
        "kind": {"type": "keyword"},
        "provisions": {"type": "keyword"},
        "day": {"type": "date"},
        "years": {"type": "integer_range"},
        "names": {"type": "completion"},
    },
}
DOCUMENTS = {
    "act": {
        "title": "Elections Act on synthetic media",
        "text": "A law on generated videos & images of candidates <script>",
        "kind": "instrument",
        "provisions": ["label", "ban"],
        "day": "2023-06-01",
        "years": {"gte": 2023},
        "names": "Elections Act",
    },
    "code": {
        "title": "Code of practice",
        "text": "Platforms label deepfakes before an election",
        "kind": "commitment",
        "provisions": ["label"],
        "day": "2024-06-01",
        "years": {"gte": 2022, "lte": 2023},
        "names": "Code of practice",
    },
    "watch": {
        "title": "Élections observées",
        "text": "Observers look at the electoral commission",
        "kind": "initiative",
        "provisions": [],
        "day": "2024-01-01",
        "years": {"gte": 2024},
        "names": "Observation",
    },
}


@pytest.fixture(scope="module")
def client(elasticsearch_url):
    with Elasticsearch(elasticsearch_url) as client:
        yield client


@pytest.fixture(scope="module")
def index(client, index_prefix):
    name = f"{index_prefix}documents"
    client.indices.create(index=name, settings={"number_of_replicas": 0, "analysis": ANALYSIS}, mappings=MAPPINGS)
    actions = ({"_index": name, "_id": id, "_source": source} for id, source in DOCUMENTS.items())
    bulk(client, actions, refresh=True)
    return name


@pytest.fixture
def ask(client, index):
    """A function that gives the ids of what a query finds."""
    return lambda query: {hit["_id"] for hit in client.search(index=index, query=query)["hits"]["hits"]}


def test_it_is_the_version_that_compose_starts(client, request):
    version = client.info()["version"]["number"]
    assert f"elasticsearch/elasticsearch:{version}" in (request.config.rootpath / "compose.yaml").read_text()


MORE_LIKE_THIS = {"fields": ["provisions"], "like": "label", "min_doc_freq": 1, "min_term_freq": 1}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"match": {"text": "elections"}}, {"code"}),
        ({"match": {"title": "elections observees"}}, {"act", "watch"}),
        ({"match": {"title": {"query": "elektions", "fuzziness": "AUTO"}}}, {"act", "watch"}),
        ({"match_phrase": {"title": "synthetic media"}}, {"act"}),
        ({"match_phrase": {"text": {"query": "platforms election", "slop": 4}}}, {"code"}),
        ({"match_phrase_prefix": {"title": "code of prac"}}, {"code"}),
        ({"match_bool_prefix": {"title": "synthetic ele"}}, {"act", "watch"}),
        ({"fuzzy": {"kind": "instrumant"}}, {"act"}),
        ({"range": {"years": {"gte": 2023, "lte": 2023}}}, {"act", "code"}),
        ({"more_like_this": MORE_LIKE_THIS}, {"act", "code"}),
    ],
)
def test_queries(ask, query, found):
    assert ask(query) == found


# Each word in one of the fields, all words found: no single field has them all.
WORDS = {"query": "code deepfake platform", "fields": ["title^3", "text"], "operator": "and"}


@pytest.mark.parametrize("query", [{"multi_match": WORDS | {"type": "cross_fields"}}, {"combined_fields": WORDS}])
def test_words_may_stand_in_different_fields(ask, query):
    assert ask(query) == {"code"}


@pytest.mark.parametrize("asked", ["deepfake", "synthetic media"])
def test_synonyms_of_several_words_are_found_and_marked(client, index, asked):
    query = {"multi_match": {"query": asked, "fields": ["title", "text"], "type": "cross_fields", "operator": "and"}}
    hits = client.search(index=index, query=query, highlight={"fields": {"title": {}, "text": {}}})["hits"]["hits"]
    assert {hit["_id"]: hit["highlight"] for hit in hits} == {
        "act": {"title": ["Elections Act on <em>synthetic media</em>"]},
        "code": {"text": ["Platforms label <em>deepfakes</em> before an election"]},
    }


def test_highlights_are_escaped(client, index):
    highlight = {"encoder": "html", "fields": {"text": {}}}
    hits = client.search(index=index, query={"match": {"text": "candidates"}}, highlight=highlight)["hits"]["hits"]
    assert hits[0]["highlight"]["text"] == [
        "A law on generated videos &amp; images of <em>candidates</em> &lt;script&gt;"
    ]


def test_facets_are_counted_each_without_its_own_filter(client, index):
    class Facets(FacetedSearch):
        using = client
        fields = ("title", "text")
        facets = {"kind": TermsFacet(field="kind"), "provisions": TermsFacet(field="provisions", min_doc_count=0)}

    Facets.index = index
    found = Facets(filters={"kind": ["commitment"]}).execute()
    assert [hit.meta.id for hit in found] == ["code"]
    assert sorted(found.facets.kind) == [("commitment", 1, True), ("initiative", 1, False), ("instrument", 1, False)]
    assert sorted(found.facets.provisions) == [("ban", 0, False), ("label", 1, False)]


def test_order_by_score_date_and_script(client, index):
    functions = [
        {"filter": {"term": {"kind": "instrument"}}, "weight": 1.4},
        {"gauss": {"day": {"origin": "2024-06-01", "scale": "60d"}}},
        {"script_score": {"script": {"source": "doc['provisions'].size() + params.one", "params": {"one": 1}}}},
    ]
    hits = client.search(index=index, query={"function_score": {"functions": functions}})["hits"]["hits"]
    assert [hit["_id"] for hit in hits] == ["code", "watch", "act"]


@pytest.mark.parametrize(
    ("suggester", "correction"),
    [
        ({"text": "practise", "term": {"field": "title.pairs", "suggest_mode": "always"}}, "practice"),
        (
            {
                "text": "cod of practise",
                "phrase": {
                    "field": "title.pairs",
                    "max_errors": 2,
                    "direct_generator": [{"field": "title.pairs", "suggest_mode": "always", "min_word_length": 3}],
                },
            },
            "code of practice",
        ),
        ({"prefix": "obzer", "completion": {"field": "names", "fuzzy": {"fuzziness": 1}}}, "Observation"),
    ],
    ids=["term", "phrase", "completion"],
)
def test_suggestions(client, index, suggester, correction):
    found = client.search(index=index, size=0, suggest={"it": suggester})
    assert found["suggest"]["it"][0]["options"][0]["text"] == correction


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("english", "The elections were observed", ["elect", "were", "observ"]),
        ("arabic", "الانتخابات", ["انتخاب"]),
        ("cjk", "选举委员会", ["选举", "举委", "委员", "员会"]),
        ("french", "l'élection des députés", ["election", "deput"]),
        ("russian", "на выборах", ["выбор"]),
        ("spanish", "las elecciones", ["eleccion"]),
    ],
)
def test_languages_of_the_site(client, language, text, words):
    tokens = client.indices.analyze(analyzer=language, text=text)["tokens"]
    assert [token["token"] for token in tokens] == words


def test_an_old_version_never_overwrites_a_newer_one(client, index_prefix):
    name = f"{index_prefix}versions"
    version = {"index": name, "id": "act", "version_type": "external"}
    client.index(**version, version=5, document={"title": "new"})
    with pytest.raises(ConflictError):
        client.index(**version, version=4, document={"title": "old"})
    client.delete(**version, version=6)
    with pytest.raises(ConflictError):
        client.index(**version, version=5, document={"title": "late"})


def test_unknown_fields_are_refused(client, index):
    with pytest.raises(BadRequestError, match="strict"):
        client.index(index=index, document={"unknown": 1})


def test_a_script_changes_documents(client, index_prefix):
    name = f"{index_prefix}scripts"
    client.index(index=name, id="act", document={"count": 1})
    client.update(
        index=name, id="act", script={"source": "ctx._source.count += params.n", "params": {"n": 2}}, refresh=True
    )
    client.update_by_query(index=name, query={"match_all": {}}, script={"source": "ctx._source.count *= 2"})
    assert client.get(index=name, id="act")["_source"] == {"count": 6}


def test_all_documents_are_read_as_they_were_at_one_moment(client, index_prefix):
    name = f"{index_prefix}moment"
    for number in range(3):
        client.index(index=name, id=str(number), document={}, refresh=True)
    moment, after, read = client.open_point_in_time(index=name, keep_alive="1m")["id"], None, []
    client.delete(index=name, id="2", refresh=True)
    while True:
        page = client.search(pit={"id": moment}, size=2, sort=["_shard_doc"], search_after=after)["hits"]["hits"]
        if not page:
            break
        read += [hit["_id"] for hit in page]
        after = page[-1]["sort"]
    client.close_point_in_time(id=moment)
    assert read == ["0", "1", "2"]


def test_a_new_index_takes_over_in_one_step(client, index_prefix, index):
    old, new, alias = f"{index_prefix}old", f"{index_prefix}new", f"{index_prefix}read"
    client.indices.create(index=old, aliases={alias: {}})
    client.indices.create(index=new, mappings=MAPPINGS, settings={"analysis": ANALYSIS})
    copied = client.reindex(source={"index": index}, dest={"index": new, "version_type": "external"}, refresh=True)
    assert copied["created"] == len(DOCUMENTS)
    move = [{"add": {"index": new, "alias": alias}}, {"remove_index": {"index": old}}]
    client.indices.update_aliases(actions=move)
    assert client.count(index=alias)["count"] == len(DOCUMENTS)
    assert list(client.indices.get_alias(name=alias)) == [new]


def test_a_cluster_outlives_the_loss_of_a_node(own_nodes):
    """The helper itself: three nodes find each other, one is killed without warning, comes back and catches up."""
    with cluster(3) as nodes, Elasticsearch([node.url for node in nodes[1:]]) as client:
        client.indices.create(index="documents", settings={"number_of_shards": 1, "number_of_replicas": 2})
        client.index(index="documents", id="before", document={}, wait_for_active_shards="all")
        nodes[0].kill()
        client.index(index="documents", id="meanwhile", document={})
        nodes[0].start()
        health = client.cluster.health(wait_for_nodes="3", wait_for_status="green", timeout="60s")
        assert (health["number_of_nodes"], health["status"]) == (3, "green")
        with Elasticsearch(nodes[0].url) as returned:
            found = returned.search(index="documents", preference="_only_local")["hits"]["hits"]
        assert {hit["_id"] for hit in found} == {"before", "meanwhile"}
