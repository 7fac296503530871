"""Asking for addresses politely: who asks is said, robots.txt is kept to, and a host is left in peace between two
requests."""

import contextlib
import http.client
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit, urlunsplit
from urllib.robotparser import RobotFileParser

from django.utils.encoding import iri_to_uri

from policytracker.core.choices import Reach
from policytracker.operations.links.guard import GuardedHTTP, GuardedHTTPS, Judge, NotPublicError, is_public

CONNECTIONS = {"http": GuardedHTTP, "https": GuardedHTTPS}
REDIRECTS = (301, 302, 303, 307, 308)
MOST_REDIRECTS = 5
GONE = (404, 410)
# There is something, and it is kept from robots, or from us at present.
BARRED = (401, 402, 403, 407, 425, 429, 451)
# Of the body of an answer no more is read than this: that of robots.txt, as RFC 9309 has it, and of the archive.
MOST_BYTES = 500 * 1024
# What is thrown at us between a name that does not resolve and an answer that is no HTTP.
PROBLEMS = (OSError, http.client.HTTPException, UnicodeError, ValueError)


@dataclass(frozen=True)
class Answer:
    """`place` is where a redirect leads, empty where the answer is none."""

    status: int
    place: str = ""
    body: bytes = b""


@dataclass(frozen=True)
class Result:
    """What came of asking for an address: see `core.choices.Reach`."""

    outcome: Reach
    status: int | None = None
    problem: str = ""


@dataclass
class Visitor:
    """Asks for one address at a time.

    `timeout` is for each step of a request, `patience` for all of it; `delay` lies between two requests to a host, in
    seconds. `allows`, `clock` and `sleep` are replaced in tests, which have no network but their own machine.
    """

    agent: str
    delay: float = 2.0
    timeout: float = 10.0
    patience: float = 30.0
    allows: Judge = is_public
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    _robots: dict[str, RobotFileParser | Result] = field(default_factory=dict)
    _asked: dict[str, float] = field(default_factory=dict)

    def visit(self, url: str) -> Result:
        """Whether an address can be reached, over its redirects. Never raises."""
        for _hop in range(MOST_REDIRECTS + 1):
            try:
                if barred := self._robots_say(url):
                    return barred
                answer = self._ask("HEAD", url)
                # Many servers know no HEAD, or refuse it.
                if answer.status >= 400:
                    answer = self._ask("GET", url)
            except PROBLEMS as error:
                return _failed(error)
            if not answer.place:
                return Result(_reach(answer.status), answer.status)
            url = urljoin(url, answer.place)
        return Result(Reach.FAILED, answer.status, "It redirects without end.")

    def read(self, url: str) -> bytes:
        """The body of an answer to GET, empty for any that is not 200. Raises what sockets and HTTP raise."""
        answer = self._ask("GET", url, read=True)
        return answer.body if answer.status == 200 else b""

    def _robots_say(self, url: str) -> Result | None:
        """Why robots may not ask for an address; None where they may."""
        parts = urlsplit(url)
        host = f"{parts.scheme}://{parts.netloc}"
        if host not in self._robots:
            self._robots[host] = self._read_robots(host)
        rules = self._robots[host]
        if isinstance(rules, Result):
            return rules
        return None if rules.can_fetch(self.agent, iri_to_uri(url)) else Result(Reach.BARRED, None, "robots.txt")

    def _read_robots(self, host: str) -> RobotFileParser | Result:
        """The rules of a host. Without a file all is allowed; one that cannot be had forbids all (RFC 9309)."""
        url = f"{host}/robots.txt"
        try:
            for _hop in range(MOST_REDIRECTS):
                answer = self._ask("GET", url, read=True)
                if not answer.place:
                    break
                url = urljoin(url, answer.place)
        except PROBLEMS as error:
            return _failed(error)
        if answer.status >= 500:
            return Result(Reach.BARRED, answer.status, "robots.txt")
        rules = RobotFileParser()
        rules.parse(answer.body.decode("utf-8", "replace").splitlines() if answer.status == 200 else [])
        return rules

    def _ask(self, method: str, url: str, *, read: bool = False) -> Answer:
        parts = urlsplit(iri_to_uri(url))
        if parts.scheme not in CONNECTIONS or not parts.hostname or "@" in parts.netloc:
            raise NotPublicError("Not a web address")
        host = parts.hostname.encode("idna").decode()
        self._leave_in_peace(host)
        connection = CONNECTIONS[parts.scheme](host, parts.port, self.timeout, self.allows)
        # A server that sends a byte now and then would hold us for ever: each step has its time, and all of it has.
        watch = threading.Timer(self.patience, _break_off, [connection])
        watch.daemon = True
        watch.start()
        try:
            path = urlunsplit(("", "", parts.path or "/", parts.query, ""))
            connection.request(method, path, headers={"User-Agent": self.agent, "Accept": "*/*", "Connection": "close"})
            answer = connection.getresponse()
            place = answer.getheader("Location", "") if answer.status in REDIRECTS else ""
            return Answer(answer.status, place, answer.read(MOST_BYTES) if read else b"")
        finally:
            watch.cancel()
            connection.close()

    def _leave_in_peace(self, host: str):
        if host in self._asked:
            wait = self._asked[host] + self.delay - self.clock()
            if wait > 0:
                self.sleep(wait)
        self._asked[host] = self.clock()


def _break_off(connection: http.client.HTTPConnection):
    if connection.sock is not None:
        with contextlib.suppress(OSError):
            connection.sock.shutdown(socket.SHUT_RDWR)


def _reach(status: int) -> Reach:
    if status in GONE:
        return Reach.GONE
    if status in BARRED:
        return Reach.BARRED
    return Reach.REACHED if status < 400 else Reach.FAILED


def _failed(error: Exception) -> Result:
    if isinstance(error, NotPublicError):
        return Result(Reach.REFUSED, None, str(error))
    return Result(Reach.FAILED, None, f"{type(error).__name__}: {error}")
