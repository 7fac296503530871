"""Whether sources can be reached is asked politely, of public hosts alone, and what came of it is kept."""

import datetime
import functools
import http.server
import json
import threading
from io import StringIO

import pytest
from factories.records import CommitmentFactory, InstrumentFactory, said, source

from django.core.management import CommandError, call_command

from policies.models import InstrumentEvent
from policytracker.core.choices import Reach
from policytracker.core.models import LinkCheck
from policytracker.operations.links import archive, asking, checking
from policytracker.operations.links.asking import Visitor
from policytracker.operations.links.guard import NotPublicError, is_public, open_socket
from policytracker.operations.management.commands import check_links

NOW = datetime.datetime(2026, 11, 24, 12, tzinfo=datetime.UTC)
NOT_PUBLIC = """
127.0.0.1 10.1.2.3 172.16.0.1 192.168.1.1 169.254.169.254 100.64.0.1 0.0.0.0 224.0.0.1 255.255.255.255 192.0.2.1
::1 :: fe80::1%eth0 fc00::1 ff02::1 2001:db8::1
::ffff:127.0.0.1 ::ffff:10.0.0.1 64:ff9b::7f00:1 64:ff9b::a9fe:a9fe 2002:7f00:1:: 2002:a00:1::
"""
COPY = "http://web.archive.org/web/20240101000000/http://example.org/"


class Server(http.server.ThreadingHTTPServer):
    """A host with a page for each thing that can happen; what it was asked is in `asked`."""

    daemon_threads = True
    robots = (200, "User-agent: *\nDisallow: /private/")
    copies: object = {"archived_snapshots": {"closest": {"url": COPY}}}

    def __init__(self):
        self.asked, self.agents = [], set()
        self.released = threading.Event()
        super().__init__(("127.0.0.1", 0), Page)

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.server_port}{path}"


class Page(http.server.BaseHTTPRequestHandler):
    def do_HEAD(self):
        self.answer()

    do_GET = do_HEAD  # noqa: N815

    def answer(self):
        path, _, query = self.path.partition("?")
        self.server.agents.add(self.headers["User-Agent"])
        if path == "/robots.txt":
            status, body = self.server.robots
            return self.send(status, body)
        self.server.asked.append((self.command, self.path))
        if path == "/wayback":
            return self.send(200, json.dumps(self.server.copies))
        if path == "/slow":
            self.server.released.wait(10)
            return None
        if path.startswith("/to/"):
            return self.send(302, "", Location=path.removeprefix("/to/") or "/to/")
        if path == "/redirect":
            return self.send(302, "", Location=query)
        if path == "/broken-off":
            return None
        if path == "/no-head":
            return self.send(405 if self.command == "HEAD" else 200, "")
        return self.send(int(path.rpartition("/")[2] or 200), "")

    def send(self, status, body, **headers):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(body.encode())

    def log_message(self, *args):
        pass


@pytest.fixture
def server():
    with Server() as running:
        thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        yield running
        running.released.set()
        running.shutdown()
        thread.join()


def visitor(**values) -> Visitor:
    """One that may ask this machine, by the address 127.0.0.1 and no other, and that waits for nothing."""
    defaults = {"agent": "PolicyTracker/1.0 (+https://tracker.example.org/)", "delay": 0, "timeout": 5}
    return Visitor(**defaults | {"allows": lambda address: address == "127.0.0.1"} | values)


@pytest.mark.parametrize("address", NOT_PUBLIC.split())
def test_addresses_of_this_machine_and_its_neighbours_are_not_public(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c", "64:ff9b::5db8:d70e"])
def test_addresses_of_the_internet_are_public(address):
    assert is_public(address)


def test_a_name_that_stands_for_one_forbidden_address_is_refused(monkeypatch):
    both = [(2, 1, 6, "", ("93.184.215.14", 80)), (2, 1, 6, "", ("10.0.0.1", 80))]
    monkeypatch.setattr("socket.getaddrinfo", lambda *args, **kwargs: both)
    with pytest.raises(NotPublicError):
        open_socket("example.org", 80, 1, is_public)


def test_this_machine_is_not_asked(server):
    assert visitor(allows=is_public).visit(server.url("/200")).outcome == Reach.REFUSED
    assert server.asked == []


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "ftp://example.org/", "http://", "http://[", "x", "http://a\0b/"]
)  # fmt: skip
def test_what_is_no_web_address_is_not_asked_for(url):
    assert visitor().visit(url).outcome in (Reach.REFUSED, Reach.FAILED)


@pytest.mark.parametrize(
    ("path", "outcome", "status"),
    [
        ("/200", Reach.REACHED, 200),
        ("/no-head", Reach.REACHED, 200),
        ("/404", Reach.GONE, 404),
        ("/410", Reach.GONE, 410),
        ("/403", Reach.BARRED, 403),
        ("/429", Reach.BARRED, 429),
        ("/500", Reach.FAILED, 500),
        ("/to//200", Reach.REACHED, 200),
        ("/to//to//to//200", Reach.REACHED, 200),
        ("/to//404", Reach.GONE, 404),
        ("/to/", Reach.FAILED, 302),
        ("/private/200", Reach.BARRED, None),
        ("/to//private/200", Reach.BARRED, None),
        ("/redirect?http://127.0.0.2/", Reach.REFUSED, None),
        ("/redirect?file:///etc/passwd", Reach.REFUSED, None),
        ("/broken-off", Reach.FAILED, None),
    ],
)
def test_what_can_come_of_asking(server, path, outcome, status):
    result = visitor().visit(server.url(path))
    assert (result.outcome, result.status) == (outcome, status)


def test_no_password_is_sent(server):
    assert visitor().visit(server.url("/200").replace("//", "//user:word@")).outcome == Reach.REFUSED
    assert server.asked == []


def test_the_head_is_asked_for_first_and_the_page_only_where_that_is_refused(server):
    visitor().visit(server.url("/200"))
    visitor().visit(server.url("/no-head"))
    assert server.asked == [("HEAD", "/200"), ("HEAD", "/no-head"), ("GET", "/no-head")]
    assert server.agents == {"PolicyTracker/1.0 (+https://tracker.example.org/)"}


@pytest.mark.parametrize(
    ("robots", "outcome"),
    [
        ((404, ""), Reach.REACHED),
        ((403, "Disallow: /"), Reach.REACHED),
        ((503, ""), Reach.BARRED),
        ((200, "User-agent: PolicyTracker\nDisallow: /"), Reach.BARRED),
        ((200, "User-agent: Other\nDisallow: /"), Reach.REACHED),
        ((200, "\0\xff<html>"), Reach.REACHED),
    ],
)
def test_robots_are_kept_where_the_host_wants_them(server, robots, outcome):
    server.robots = robots
    assert visitor().visit(server.url("/200")).outcome == outcome
    assert bool(server.asked) == (outcome == Reach.REACHED)


def test_a_host_that_does_not_answer_is_not_waited_for(server):
    assert visitor(timeout=0.1).visit(server.url("/slow")).outcome == Reach.FAILED
    assert visitor(patience=0.1).visit(server.url("/slow")).outcome == Reach.FAILED
    server.server_close()
    assert visitor().visit(server.url("/200")).outcome == Reach.FAILED


def test_a_host_is_left_in_peace_between_two_requests(server):
    waited, time = [], [100.0]

    def sleep(seconds):
        waited.append(seconds)
        time[0] += seconds

    asks = visitor(delay=2, clock=lambda: time[0], sleep=sleep)
    asks.visit(server.url("/200"))
    time[0] += 0.5
    asks.visit(server.url("/200"))
    # robots.txt, a page; half a second; another page.
    assert waited == [2, 1.5]


def test_hosts_take_turns():
    urls = ["https://a.org/1", "https://a.org/2", "https://a.org/3", "https://B.org/1", "https://b.org/2"]
    assert checking.taking_turns(urls) == [
        "https://a.org/1",
        "https://B.org/1",
        "https://a.org/2",
        "https://b.org/2",
        "https://a.org/3",
    ]


def test_the_first_failure_is_kept_until_it_is_reached_again():
    kept = LinkCheck(url="https://example.org/")
    for day, (outcome, since) in enumerate(
        [(Reach.REACHED, None), (Reach.FAILED, 1), (Reach.GONE, 1), (Reach.BARRED, None), (Reach.REFUSED, 4)]
    ):
        moment = NOW + datetime.timedelta(days=day)
        kept.record(outcome, None, "x" * 1000, moment)
        assert kept.last_checked == moment
        assert kept.first_failed == (None if since is None else NOW + datetime.timedelta(days=since))
    kept.full_clean(validate_unique=False)


@pytest.mark.parametrize(
    ("answer", "copy"),
    [
        ({"archived_snapshots": {"closest": {"url": COPY}}}, COPY.replace("http:", "https:", 1)),
        ({"archived_snapshots": {}}, ""),
        ([], ""),
        ({"archived_snapshots": {"closest": {"url": "javascript:alert(1)"}}}, ""),
        ({"archived_snapshots": {"closest": {"url": "https://elsewhere.example/"}}}, ""),
        ({"archived_snapshots": {"closest": {"url": COPY + "x" * 600}}}, ""),
        ({"archived_snapshots": {"closest": {"url": 7}}}, ""),
    ],
)
def test_a_copy_is_taken_from_the_archive_and_from_nobody_else(server, settings, answer, copy):
    settings.ARCHIVE_LOOKUP, server.copies = server.url("/wayback"), answer
    assert archive.archived_copy("https://example.org/?a=b&c", visitor()) == copy
    assert server.asked == [("GET", "/wayback?url=https%3A%2F%2Fexample.org%2F%3Fa%3Db%26c")]


def test_an_archive_that_does_not_answer_has_no_copy(settings):
    settings.ARCHIVE_LOOKUP = "http://127.0.0.2/wayback"
    assert archive.archived_copy("https://example.org/", visitor()) == ""


@pytest.fixture
def command(db, server, settings, monkeypatch):
    """The command, with a visitor that may ask this machine."""
    settings.ARCHIVE_LOOKUP = server.url("/wayback")
    allowed = {"allows": lambda address: address == "127.0.0.1", "delay": 0, "timeout": 5}
    monkeypatch.setattr(check_links, "Visitor", functools.partial(Visitor, **allowed))

    def run(*arguments) -> str:
        out = StringIO()
        call_command("check_links", *arguments, stdout=out)
        return out.getvalue()

    return run


def outcomes() -> dict[str, str]:
    return {check.url.rpartition("/")[2]: check.outcome for check in LinkCheck.objects.all()}


def test_the_sources_of_all_published_records_are_asked_for(command, server):
    InstrumentFactory(
        sources=[source(url=server.url("/200")), source(url=server.url("/404"))],
        events=[InstrumentEvent(date="2024", kind="adopted", text="It was.", source_url=server.url("/410"))],
    )
    CommitmentFactory(sources=[], status_events=[said("reported", "announced", source_url=server.url("/403"))])
    InstrumentFactory(sources=[source(url=server.url("/500"))]).unpublish()
    assert "Asked for 4 of 4 addresses, no longer there 2" in command()
    assert outcomes() == {"200": "reached", "404": "gone", "410": "gone", "403": "barred"}
    failed = LinkCheck.objects.get(url=server.url("/404"))
    assert (failed.status, failed.archive_url) == (404, COPY.replace("http:", "https:", 1))
    assert failed.first_failed == failed.last_checked
    assert LinkCheck.objects.get(url=server.url("/200")).archive_url == ""


def test_what_was_asked_for_lately_is_not_asked_for_again(command, server):
    InstrumentFactory(sources=[source(url=server.url("/200")), source(url=server.url("/404"))])
    command()
    server.asked.clear()
    assert "Asked for 0 of 2 addresses" in command()
    LinkCheck.objects.update(last_checked=NOW - datetime.timedelta(days=400))
    LinkCheck.objects.filter(status=200).update(last_checked=datetime.datetime.now(tz=datetime.UTC))
    command()
    assert [path for _method, path in server.asked] == ["/404", "/404"]
    assert "Asked for 2 of 2 addresses" in command("--every", "0")


def test_a_run_has_an_end_and_the_next_goes_on_where_it_stopped(command, server):
    InstrumentFactory(sources=[source(url=server.url(f"/x/{number}")) for number in (200, 201, 202)])
    assert "Asked for 2 of 3 addresses, reached 2, waiting 1." in command("--limit", "2")
    assert "Asked for 1 of 3 addresses, reached 1, waiting 0." in command("--limit", "2")
    assert len(outcomes()) == 3


@pytest.mark.parametrize("arguments", [["--limit", "0"], ["--minutes", "0"], ["--every", "-1"]])
def test_a_run_without_bounds_is_refused(command, arguments):
    with pytest.raises(CommandError):
        command(*arguments)


def test_what_no_record_points_to_any_more_is_forgotten_and_a_new_version_of_a_record_loses_nothing(command, server):
    law = InstrumentFactory(sources=[source(url=server.url("/404"))])
    LinkCheck(url="https://example.org/old", outcome="gone", last_checked=NOW).save()
    command()
    assert outcomes() == {"404": "gone"}
    law.title = "Another title"
    law.sources.set([source(url=server.url("/404"), title="Another name")])
    law.save_revision().publish()
    assert outcomes() == {"404": "gone"}


def test_every_kind_of_dated_row_is_asked_for():
    assert {"InstrumentEvent", "StatusEvent", "InitiativeEvent"} <= {model.__name__ for model in checking.dated_rows()}


def test_no_more_is_read_of_a_body_than_is_needed(server):
    server.robots = (200, "#" * (2 * asking.MOST_BYTES))
    assert visitor().visit(server.url("/200")).outcome == Reach.REACHED
