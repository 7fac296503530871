"""Servers that are silent, slow, gone or odd: readers find what there is, editors publish, monitors are told."""

import socket
import time
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread

import pytest
from elasticsearch import NotFoundError
from factories.records import InstrumentFactory
from serving import free_port

from django.db import connection

from search.elasticsearch import client as servers
from search.elasticsearch import indices, sync
from search.elasticsearch.calls import Node
from search.models import Entry
from search.query import SearchQuery
from search.service import search

pytestmark = pytest.mark.django_db

# Readers need not wait as long in a test; what is measured may take longer on a busy machine, but never as long as
# these servers would.
LIMIT, MUCH_LATER = 0.4, 10


class OddServer(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def __init__(self, oddity: str):
        super().__init__(("127.0.0.1", 0), Answer)
        self.oddity, self.closing, self.asked = oddity, Event(), 0


class Answer(BaseHTTPRequestHandler):
    server: OddServer

    def handle(self):
        self.server.asked += 1
        with suppress(OSError):
            getattr(self, self.server.oddity)()

    def silent(self):
        self.server.closing.wait(60)

    def dripping(self):
        """A byte a second, each in time for whoever waits two for the next one."""
        self._drip(b"HTTP/1.1 200 OK\r\nX-Elastic-Product: Elasticsearch\r\nContent-Type: application/json\r\n")

    def dripping_after_the_head(self):
        self._send("200 OK", "application/json", b"", 1000)
        self._drip(b" " * 1000)

    def _drip(self, text: bytes):
        for byte in text:
            # More often than the limit in these tests.
            if self.server.closing.wait(LIMIT / 4):
                return
            self.wfile.write(bytes([byte]))

    def failing(self):
        self._send("500 Internal Server Error", "application/json", b'{"error": {"type": "boom"}, "status": 500}')

    def busy(self):
        self._send("429 Too Many Requests", "application/json", b'{"error": {"type": "rejected"}, "status": 429}')

    def another_program(self):
        self._send("200 OK", "text/html", b"<h1>It works!</h1>", product="")

    def nonsense(self):
        self._send("200 OK", "application/json", b"{[")

    def saying_nothing_of_what_was_asked(self):
        self._send("200 OK", "application/json", b"{}")

    def _send(self, status, kind, body, length=None, product="X-Elastic-Product: Elasticsearch\r\n"):
        self.connection.settimeout(5)
        self.rfile.readline()
        head = f"HTTP/1.1 {status}\r\n{product}Content-Type: {kind}\r\nContent-Length: {length or len(body)}\r\n\r\n"
        self.wfile.write(head.encode() + body)


ODDITIES = [name for name in vars(Answer) if not name.startswith("_") and name not in ("handle", "server")]


@pytest.fixture(params=[*ODDITIES, "refusing"])
def server(request, settings, monkeypatch):
    """A site that is told of a server on which nothing can be built."""
    # A client keeps the limit that it was made with.
    monkeypatch.setattr(servers, "LIMIT", LIMIT)
    servers.forget_failures()
    if request.param == "refusing":
        settings.ELASTICSEARCH = settings.ELASTICSEARCH | {"hosts": [f"http://127.0.0.1:{free_port()}"]}
        yield None
    else:
        with OddServer(request.param) as odd:
            Thread(target=odd.serve_forever, daemon=True).start()
            settings.ELASTICSEARCH = settings.ELASTICSEARCH | {"hosts": [f"http://127.0.0.1:{odd.server_port}"]}
            yield odd
            odd.closing.set()
            odd.shutdown()
    servers.forget_failures()


def seconds(work) -> float:
    started = time.monotonic()
    work()
    return time.monotonic() - started


def test_nobody_waits_longer_than_two_seconds():
    assert servers.LIMIT <= 2


def test_readers_get_results_and_a_notice(server, client):
    InstrumentFactory(title="Quillwort Act", record_id="act")
    results = None

    def ask():
        nonlocal results
        results = search(SearchQuery("quillwort"))

    assert seconds(ask) < LIMIT + MUCH_LATER
    assert (results.engine, results.is_stand_in) == ("embedded", True)
    assert [result.id for result in results.results] == ["act"]
    response = client.get("/search/?q=quillwort")
    assert response.status_code == 200
    assert "The search server does not answer at the moment." in response.text
    assert "Quillwort Act" in response.text


def test_the_api_says_that_another_engine_stands_in(server, client):
    InstrumentFactory(title="Quillwort Act", record_id="act")
    response = client.get("/api/v1/search?q=quillwort")
    assert response.status_code == 200
    answer = response.json()
    assert (answer["engine"], answer["is_stand_in"], answer["total"]) == ("embedded", True, 1)


def test_a_monitor_is_told_what_answers_and_what_should(server, client):
    InstrumentFactory()
    response = client.get("/health/")
    # The site answers: a balancer must not take it away from its readers.
    assert response.status_code == 200
    # A law and its jurisdiction.
    assert response.json()["search"] == {
        "engine": "embedded",
        "meant": "elasticsearch",
        "entries": 2,
        "unacknowledged": 2,
    }


def test_an_editor_publishes_and_nothing_is_lost(server, django_capture_on_commit_callbacks):
    law = InstrumentFactory(title="Quillwort Act", record_id="act")
    connection.run_on_commit.clear()
    law.title = "Quillwort Law"

    def publish():
        with django_capture_on_commit_callbacks(execute=True) as callbacks:
            law.save_revision().publish()
        assert sync.send_soon in callbacks

    assert seconds(publish) < LIMIT + MUCH_LATER
    assert Entry.objects.unacknowledged().filter(record_id="act").exists()
    assert [result.title for result in search(SearchQuery("quillwort")).results] == ["Quillwort Law"]


@pytest.mark.parametrize("server", ["silent", "dripping", "dripping_after_the_head"], indirect=True)
def test_what_was_waited_for_in_vain_is_not_waited_for_any_longer(server):
    """Else every thread would soon wait for a server that has long been put right, and so would readers."""

    def ask():
        for _ in range(40):
            servers.forget_failures()
            with pytest.raises(servers.UnavailableError):
                servers.within_limit(servers.client().info)

    servers_limit, servers.LIMIT = servers.LIMIT, 0.05
    try:
        ask()
    finally:
        servers.LIMIT = servers_limit
    servers.forget_failures()
    assert servers.within_limit(lambda: "an answer") == "an answer"


@pytest.mark.parametrize("server", ["silent"], indirect=True)
def test_after_one_has_waited_the_others_do_not(server):
    search(SearchQuery("quillwort"))
    asked = server.asked
    for _ in range(5):
        assert search(SearchQuery("quillwort")).is_stand_in
    assert server.asked == asked


@pytest.mark.elasticsearch
def test_servers_without_an_index_are_as_good_as_away(servers_named, client):
    InstrumentFactory(title="Quillwort Act")
    results = search(SearchQuery("quillwort"))
    assert (results.is_stand_in, results.total) == (True, 1)
    assert client.get("/health/").json()["search"]["engine"] == "embedded"
    # An empty one is no better.
    indices.init(servers_named)
    results = search(SearchQuery("quillwort"))
    assert (results.is_stand_in, results.total) == (True, 1)
    # They are there as soon as it is full: nobody waits for the end of a pause.
    sync.send_pending(servers_named)
    results = search(SearchQuery("quillwort"))
    assert (results.engine, results.total) == ("elasticsearch", 1)
    assert client.get("/health/").json()["search"]["engine"] == "elasticsearch"


@pytest.mark.elasticsearch
def test_one_request_that_is_refused_keeps_no_other_reader_from_the_servers(servers_named):
    with pytest.raises(servers.UnavailableError, match=NotFoundError.__name__):
        servers.within_limit(lambda: servers.client().get(index="nothing", id="1"))
    assert servers.within_limit(servers.client().info)


@pytest.mark.elasticsearch
def test_a_part_of_the_index_is_not_taken_for_all_of_it(servers_named, monkeypatch):
    """With a shard away Elasticsearch answers with what it has, as if that were all, unless it is told not to."""
    asked = []
    perform = Node.perform_request

    def noted(self, method, target, *arguments, **keywords):
        asked.append(target)
        return perform(self, method, target, *arguments, **keywords)

    indices.init(servers_named)
    sync.send_pending(servers_named)
    monkeypatch.setattr(Node, "perform_request", noted)
    # Few answer it, so that more than one request is made.
    assert search(SearchQuery("quillwort ragwort")).engine == "elasticsearch"
    assert len(asked) > 1
    assert all("allow_partial_search_results=false" in target for target in asked)


def test_a_host_that_takes_no_connection(settings, monkeypatch):
    """As behind a firewall: its queue is full, so nobody is told anything."""
    monkeypatch.setattr(servers, "LIMIT", LIMIT)
    servers.forget_failures()
    with socket.socket() as full:
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        waiting = [socket.socket() for _ in range(4)]
        for one in waiting:
            one.setblocking(False)
            with suppress(BlockingIOError):
                one.connect(full.getsockname())
        settings.ELASTICSEARCH = settings.ELASTICSEARCH | {"hosts": [f"http://127.0.0.1:{full.getsockname()[1]}"]}
        assert seconds(lambda: search(SearchQuery("quillwort"))) < LIMIT + MUCH_LATER
        for one in waiting:
            one.close()
    servers.forget_failures()


def test_what_is_to_be_done_meanwhile_is_done_while_the_servers_are_at_work():
    begun, done = Event(), Event()

    def work() -> bool:
        begun.set()
        return done.wait(MUCH_LATER)

    def meanwhile() -> None:
        assert begun.wait(MUCH_LATER)
        done.set()

    assert servers.within_limit(work, meanwhile)
