"""What is typed by mistake or in bad faith gets a sensible page, and costs the servers no more than a search does."""

import json
from itertools import islice
from urllib.parse import urlencode

import pytest
from factories.records import InstrumentFactory

from django.http import QueryDict

from search.elasticsearch.calls import Node
from search.models import SynonymList
from search.query import SearchQuery, parse
from search.service import search

pytestmark = pytest.mark.django_db

STAND_IN = "The search server does not answer at the moment."
# Text in which a law on deepfakes is meant, and found.
READABLE = {
    "fields of Lucene": "title:deepfakes AND (kind:law OR *:*",
    "operators": '+deepfakes -"law && || ! ( ) { } [ ] ^ ~ * ? : \\ /',
    "a range": "deepfakes [2020 TO *} {* TO 2021]",
    "an open quotation": 'the "deepfakes law',
    "quotations within quotations": '"deepfakes "" law" "',
    "a wildcard": "*deepfakes*",
    "a regular expression": "/(a+)+deepfakes/",
    "boosts": "deepfakes^99999999999 law~9999",
    "script": "<script>alert(1)</script> deepfakes",
    "an attribute": "\" onmouseover=alert(1) x='deepfakes",
    "a template": "{{ deepfakes }} {% law %} ${7*7}",
    "SQL": "deepfakes'; DROP TABLE search_entry; --",
    "marks of direction": "\u202e\u2066deepfakes\u2069\u200f \u200blaw\ufeff",
    "NUL": "deepfakes\0law",
    "what is no character": "deepfakes \ud800 \uffff law".encode("utf-16", "surrogatepass").decode("utf-16", "replace"),
}
# Text that means nothing here, or too much.
OTHER = {
    "stop words alone": "the of and to in",
    "punctuation alone": "?!… ()[]{} -- \"\" ''",
    "marks of direction alone": "\u202e\u2066\u2069\u200f\u200b\ufeff",
    "NUL alone": "\0\0",
    "a wildcard alone": "*",
    "ten thousand letters": "a" * 10_000,
    "ten thousand words": "deepfake " * 10_000,
    "ten thousand quotation marks": '"' * 10_000,
    "ten thousand brackets": "(" * 10_000,
    "combining marks": "e" + "\u0301" * 250,
    "JSON": '{"query": {"match_all": {}}, "deepfakes": 1}',
    "pictures": "\U0001f5f3\ufe0f\U0001f1f1\U0001f1f9",
}


@pytest.fixture(autouse=True)
def law(engine):
    return InstrumentFactory(title="Deepfakes law", record_id="law", summary="On <b>deepfakes</b> & votes.")


@pytest.fixture
def bodies(monkeypatch) -> list[dict]:
    """The bodies of all searches that the servers are sent."""
    sent = []
    perform = Node.perform_request

    def noted(self, method, target, body=None, **keywords):
        if "_search" in target:
            sent.append(json.loads(body))
        return perform(self, method, target, body=body, **keywords)

    monkeypatch.setattr(Node, "perform_request", noted)
    return sent


def inside(value):
    """All keys of a body, however deep, each with its value."""
    if isinstance(value, dict):
        yield from value.items()
        value = list(value.values())
    if isinstance(value, list):
        for part in value:
            yield from inside(part)


def clauses(body: dict) -> int:
    """How many single questions the servers are asked of each record."""
    number = 0
    for name, asked in inside(body["query"]):
        if name in ("multi_match", "combined_fields"):
            number += len(asked["fields"]) * len(asked["query"].split())
        elif name in ("term", "terms", "match", "match_phrase", "range"):
            number += 1
    return number


@pytest.mark.parametrize("text", [*READABLE.values(), *OTHER.values()], ids=[*READABLE, *OTHER])
def test_there_is_a_page_and_no_engine_gives_up(client, text, bodies):
    response = client.get("/search/", {"q": text})
    assert response.status_code == 200
    assert STAND_IN not in response.text
    for harmful in ("<script>alert", "<b>deepfakes", '" onmouseover', "Traceback"):
        assert harmful not in response.text
    answer = client.get("/api/v1/search", {"q": text})
    # The API refuses what it would have to shorten, and says why.
    assert answer.status_code == 200 or answer.json()["problems"]
    assert not answer.json().get("is_stand_in")
    costly = {"wildcard", "regexp", "query_string", "simple_query_string", "prefix", "script", "match_phrase_prefix"}
    assert not costly & {name for body in bodies for name, _ in inside(body)}


@pytest.mark.parametrize("text", READABLE.values(), ids=READABLE)
def test_what_was_meant_is_found(law, text):
    query, _ = parse(QueryDict(urlencode({"q": text})), "en")
    assert "law" in [result.id for result in search(query).results]


@pytest.mark.parametrize("name", ["punctuation alone", "marks of direction alone", "NUL alone", "pictures"])
def test_what_has_no_word_is_no_error(client, name):
    assert client.get("/search/", {"q": OTHER[name]}).status_code == 200


def test_as_many_words_as_are_read_with_as_many_meanings_as_there_are_stay_one_bounded_search(engine, bodies):
    terms = [f"quillwort{letter}" for letter in "abcdefghijklmnopqrstuvwx"]
    others = [f"other wording number {number}" for number in range(8)]
    rules = "\n".join(
        ", ".join([term, *islice((f"{term} {other}" for other in others), 7)]) for term in [*terms, *terms]
    )
    SynonymList.objects.create(name="many", text=rules)
    results = search(SearchQuery(" ".join(terms)[:300]))
    assert (results.engine, results.is_stand_in) == (engine, False)
    # What a small server takes: its heap in MB, times 64, by its threads for searches.
    assert all(clauses(body) < 8192 for body in bodies)
