"""Everything that a search finds, page behind page and in one piece: the same from every engine."""

import json
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from factories.records import InstrumentFactory, JurisdictionFactory, ProvisionFactory, provided

from django.http import QueryDict

from search import query as searching
from search import service
from search.elasticsearch import streaming
from search.elasticsearch.client import UnavailableError
from search.engines import embedded
from search.query import parse
from search.semantics import model, order

pytestmark = pytest.mark.django_db

PAGE_SIZE = 4
NUMBER = 2 * PAGE_SIZE + 3
SEARCHES = {
    "nothing asked": {},
    "words": {"q": "zebra"},
    "words of which few records have all": {"q": "quagga okapi"},
    "a filter": {"q": "zebra", "force": "binding", "provision": "labels"},
    "the newest first": {"sort": "newest"},
    "the oldest first": {"q": "zebra", "sort": "oldest"},
    "by title": {"kind": "instrument", "sort": "title"},
}


@pytest.fixture(autouse=True)
def laws(engine, monkeypatch):
    """More than two short pages of laws, some of the same fit, date or title; where all are read, three at a time."""
    for module in ("search.query", "search.engines.orders", "search.engines.elasticsearch", "search.semantics.order"):
        monkeypatch.setattr(f"{module}.PAGE_SIZE", PAGE_SIZE)
    monkeypatch.setattr(streaming, "BATCH", 3)
    monkeypatch.setattr(embedded, "BATCH", 3)
    place, labels = JurisdictionFactory(title="Zebraland"), ProvisionFactory(code="labels")
    for number in range(NUMBER):
        InstrumentFactory(
            parent=place,
            record_id=f"law-{number}",
            title=f"Zebra law {number // 3}" + " quagga" * (number % 3 == 0) + " okapi" * (number % 3 == 1),
            in_force=str(2000 + number % 4),
            adopted="",
            provisions=[provided(labels)],
        )


def asked(parameters: dict):
    query, problems = parse(QueryDict(urlencode(parameters)), "en")
    assert problems == []
    return query


def followed(client, address: str) -> list[dict]:
    """The answers from an address on, each behind the one before."""
    answers = []
    while address:
        answer = client.get(address)
        assert answer.status_code == 200, answer.content
        answers.append(answer.json())
        address = answers[-1]["next"]
        assert len(answers) < 10
    return answers


@pytest.mark.parametrize("parameters", SEARCHES.values(), ids=SEARCHES)
def test_every_record_is_reached_once_and_in_order_by_cursor_and_in_one_piece(client, engine, parameters):
    answers = followed(client, f"/api/v1/search?{urlencode(parameters)}")
    by_cursor = [result["id"] for answer in answers for result in answer["results"]]
    numbers = range(1, answers[0]["pages"] + 1)
    pages = [client.get("/api/v1/search", parameters | {"page": number}).json() for number in numbers]
    found = service.everything(asked(parameters))
    assert by_cursor == [result["id"] for page in pages for result in page["results"]]
    assert by_cursor == [entry.record_id for entry in found]
    assert len(by_cursor) == len(set(by_cursor)) == answers[0]["total"] == found.total > PAGE_SIZE
    assert {answer["engine"] for answer in answers} == {found.engine} == {engine}


def test_a_cursor_goes_on_from_any_page(client):
    first, second = client.get("/api/v1/search").json(), client.get("/api/v1/search?page=2").json()
    assert client.get(first["next"]).json()["results"] == second["results"]
    (last,) = followed(client, second["next"])
    assert (last["page"], last["facets"], last["next"]) == (None, {}, None)
    assert len(last["results"]) == first["total"] - 2 * PAGE_SIZE


@pytest.mark.parametrize("number", [PAGE_SIZE, 2 * PAGE_SIZE])
def test_nothing_follows_a_last_page_that_is_full(client, number):
    for law in range(number, NUMBER):
        InstrumentFactory._meta.model.objects.get(record_id=f"law-{law}").delete()
    answers = followed(client, "/api/v1/search?kind=instrument")
    assert [len(answer["results"]) for answer in answers] == [PAGE_SIZE] * (number // PAGE_SIZE)


def test_what_is_withdrawn_meanwhile_costs_no_other_its_place(client):
    first = client.get("/api/v1/search?sort=title&kind=instrument").json()
    gone = first["results"][-1]["id"]
    InstrumentFactory._meta.model.objects.get(record_id=gone).unpublish()
    behind = [result["id"] for answer in followed(client, first["next"]) for result in answer["results"]]
    assert len(behind) == NUMBER - PAGE_SIZE
    assert not {result["id"] for result in first["results"]} & set(behind)


def cursor_of(address: str) -> str:
    return parse_qs(urlsplit(address).query)["cursor"][0]


def test_what_is_ordered_by_meaning_first_is_reached_once_too(client, monkeypatch):
    monkeypatch.setattr(order, "ORDERED", 2 * PAGE_SIZE)
    monkeypatch.setattr(streaming, "BATCH", 2 * PAGE_SIZE)
    monkeypatch.setattr(model, "is_there", lambda: True)
    monkeypatch.setattr(order, "prepare", lambda query, understood: None)
    monkeypatch.setattr(order, "by_meaning", lambda ranked, understood: list(reversed(ranked)))
    answers = followed(client, "/api/v1/search?q=zebra")
    by_cursor = [result["id"] for answer in answers for result in answer["results"]]
    pages = [client.get("/api/v1/search", {"q": "zebra", "page": number}).json() for number in (1, 2, 3)]
    assert by_cursor == [result["id"] for page in pages for result in page["results"]]
    assert by_cursor == [entry.record_id for entry in service.everything(asked({"q": "zebra"}))]
    assert len(set(by_cursor)) == len(by_cursor) == NUMBER
    monkeypatch.setattr(model, "is_there", lambda: False)
    by_words = [entry.record_id for entry in service.everything(asked({"q": "zebra"}))]
    assert by_cursor == [*reversed(by_words[: 2 * PAGE_SIZE]), *by_words[2 * PAGE_SIZE :]]


TAMPERED = {
    "a letter changed": lambda cursor: ("B" if cursor[0] == "A" else "A") + cursor[1:],
    "cut short": lambda cursor: cursor[:-1],
    "empty": lambda cursor: "",
    "made up": lambda cursor: "WyJlbWJlZGRlZCJd",
    "NUL": lambda cursor: "\0",
    "not ASCII": lambda cursor: "ü:é:" + cursor,
    "ten thousand letters": lambda cursor: "a" * 10_000,
    "given twice": lambda cursor: [cursor, cursor],
}


def test_a_cursor_that_was_tampered_with_is_refused_in_words(client):
    cursor = cursor_of(client.get("/api/v1/search").json()["next"])
    for name, change in TAMPERED.items():
        answer = client.get("/api/v1/search", {"cursor": change(cursor)})
        assert answer.status_code == 400, name
        words = "This cursor was not made here, or was changed: begin again without one."
        assert answer.json() == {"problems": [words]}, name


def test_a_cursor_is_good_for_its_own_search_alone(client):
    cursor = cursor_of(client.get("/api/v1/search").json()["next"])
    for other in ({"q": "zebra"}, {"kind": "instrument"}, {"sort": "title"}, {"year_from": "2001"}):
        answer = client.get("/api/v1/search", other | {"cursor": cursor})
        assert answer.status_code == 400
        assert "belongs to another search" in answer.json()["problems"][0]


def test_a_cursor_and_a_page_cannot_both_be_given(client):
    cursor = cursor_of(client.get("/api/v1/search").json()["next"])
    answer = client.get("/api/v1/search", {"cursor": cursor, "page": 2})
    assert (answer.status_code, answer.json()["problems"]) == (400, ["Give a page or a cursor, not both."])


def test_pages_end_at_the_same_depth_and_say_what_to_do_instead(client, monkeypatch):
    monkeypatch.setattr(searching, "DEEPEST", PAGE_SIZE)
    for module in ("search.api", "search.views"):
        monkeypatch.setattr(f"{module}.DEEPEST", PAGE_SIZE)
    answer = client.get("/api/v1/search", {"page": 2})
    assert answer.status_code == 400
    assert answer.json()["problems"] == [
        "There are only 1 pages.",
        "What lies deeper is reached by following “next” of an answer.",
    ]
    page = client.get("/search/?q=zebra").text
    assert f"Pages end after the first {PAGE_SIZE} of these {NUMBER} records." in page
    assert page.count('href="/search/export.csv?q=zebra"') == 2
    reached = [result for found in followed(client, "/api/v1/search?q=zebra") for result in found["results"]]
    assert len(reached) == NUMBER


@pytest.fixture
def breaks_off(engine, monkeypatch):
    """The engine gives up when it is asked for more than the first batch."""
    if engine == "elasticsearch":
        read = streaming.Stream._read

        def broken(self, client, search):
            if "search_after" in search.to_dict():
                raise streaming.TransportError("away")
            return read(self, client, search)

        monkeypatch.setattr(streaming.Stream, "_read", broken)
        return UnavailableError

    class BrokenError(Exception):
        pass

    whole = embedded._batches

    def broken(keys):
        yield next(whole(keys))
        raise BrokenError

    monkeypatch.setattr(embedded, "_batches", broken)
    return BrokenError


def test_a_file_that_breaks_off_never_looks_whole(client, breaks_off):
    sent = {"csv": [], "json": []}
    for form in sent:
        pieces = client.get(f"/search/export.{form}").streaming_content
        # It ends the connection without its last piece.
        with pytest.raises(breaks_off):
            sent[form].extend(pieces)
    rows = b"".join(sent["csv"]).decode().splitlines()
    assert len(rows) > 2
    assert rows[-1] == "THIS FILE IS NOT COMPLETE: the server broke off. Download it again."
    with pytest.raises(ValueError, match="delimiter"):
        json.loads(b"".join(sent["json"]))
