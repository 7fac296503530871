"""A served site that is read and edited while its search servers are killed: `tried_site`."""

import http.client
import json
import os
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from threading import Event, Thread
from urllib.parse import urlsplit, urlunsplit

import psycopg
from serving import BEHIND_TLS, REPOSITORY, Site, new_site

# Laws that are edited, and laws that stay as they are and so have to be found by every search.
EDITED, STEADY = 6, 30
# What is waited for takes seconds; a busy machine may need many of them.
PATIENCE = 120


@contextmanager
def database() -> Iterator[str]:
    """The address of a new database: of the PostgreSQL that DATABASE_URL names, else empty for the site's own."""
    named = os.environ.get("DATABASE_URL", "")
    if not named.startswith("postgres"):
        yield ""
        return
    name = f"tracker_{uuid.uuid4().hex[:8]}"
    with psycopg.connect(named, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
        try:
            yield urlunsplit(urlsplit(named)._replace(path=f"/{name}"))
        finally:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def wait_until(holds: Callable[[], bool], what: str, seconds: float = PATIENCE) -> None:
    deadline = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > deadline:
            raise AssertionError(f"after {seconds} seconds still not: {what}")
        time.sleep(0.1)


@dataclass
class Tried:
    """A site on which readers and an editor are at work. `problems` is what they met that nobody should meet."""

    site: Site
    editor: subprocess.Popen
    log: Path
    problems: list[str] = field(default_factory=list)
    searches: int = 0
    edits: int = 0
    by_engine: dict[str, int] = field(default_factory=lambda: {"embedded": 0, "elasticsearch": 0})
    # What readers have to find in the end: the title of each edited law, or nothing.
    titles: dict[str, str] = field(default_factory=dict)
    _ended: Event = field(default_factory=Event)

    def get(self, path: str) -> tuple[int, bytes]:
        with closing(http.client.HTTPConnection("127.0.0.1", self.site.port, timeout=60)) as connection:
            connection.request("GET", path, headers=BEHIND_TLS)
            response = connection.getresponse()
            return response.status, response.read()

    def search(self, text: str) -> dict:
        status, body = self.get(f"/api/v1/search?q={text}")
        if status != 200:
            raise AssertionError(f"a search was answered with {status}: {body[:500]!r}")
        self.searches += 1
        answer = json.loads(body)
        self.by_engine[answer["engine"]] += 1
        return answer

    def health(self) -> dict:
        status, body = self.get("/health/")
        assert status == 200, f"/health/ answered {status}: {body!r}"
        return json.loads(body)["search"]

    def tell(self, line: str) -> None:
        """Have the editor do something; it is committed when this returns."""
        self.editor.stdin.write(f"{line}\n")
        self.editor.stdin.flush()
        if self.editor.stdout.readline() != "done\n":
            raise AssertionError(f"the editor could not: {line}")
        self.edits += 1

    def manage(self, *arguments: str) -> str:
        return self.site.manage(*arguments)

    def go_on(self, edits: int = 5, searches: int = 10) -> None:
        """Let everybody work for a while."""
        edits, searches = self.edits + edits, self.searches + searches
        wait_until(
            lambda: self.problems or (self.edits >= edits and self.searches >= searches), "enough edits and searches"
        )
        self.must_have_met_no_problem()

    def must_have_met_no_problem(self) -> None:
        """What the site itself wrote, which is where a failure is explained, is shown with what somebody met."""
        assert self.problems == [], f"{self.problems}\n{self.log.read_text()[-10_000:]}"

    def finds_what_stays(self) -> bool:
        """Whether Elasticsearch does: the embedded engine, which may stand in for a moment, always does."""
        answer = self.search("marigold")
        return answer["engine"] == "elasticsearch" and answer["total"] == STEADY

    def finds_every_edit(self) -> bool:
        """Whether Elasticsearch finds each law as it was left."""
        for record, title in self.titles.items():
            answer = self.search(title or record)
            found = {result["id"]: result["title"] for result in answer["results"]}
            if answer["engine"] != "elasticsearch" or found.get(record, "") != title:
                return False
        return True

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """Readers search and an editor edits, all the time."""
        threads = [Thread(target=self._until_the_end, args=[work]) for work in (self._read, self._open, self._edit)]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            self._ended.set()
            for thread in threads:
                thread.join(PATIENCE)

    def _until_the_end(self, work: Callable[[int], None]) -> None:
        for number in count(1):
            if self._ended.is_set():
                return
            try:
                work(number)
            except (AssertionError, OSError, http.client.HTTPException) as error:
                self.problems.append(f"{type(error).__name__}: {error}")

    def _read(self, number: int) -> None:
        total = self.search("marigold")["total"]
        assert total == STEADY, f"{total} of {STEADY} records were found"
        self._ended.wait(0.05)

    def _open(self, number: int) -> None:
        status, body = self.get("/search/?q=marigold")
        assert status == 200, f"the page answered {status}: {body[-500:]!r}"
        self.searches += 1
        self._ended.wait(0.05)

    def _edit(self, number: int) -> None:
        record = f"law-{number % EDITED}"
        if number % 5:
            word = f"bluebell{uuid.uuid4().hex[:6]}"
            self.tell(f"publish {record} {word}")
            self.titles[record] = word
            answer = self.search(word)
            # The embedded engine reads what was committed; an index shows it a second later.
            if answer["engine"] == "embedded":
                found = [result["title"] for result in answer["results"]]
                assert found[:1] == [word], f"{word} was published and {found} found"
        elif self.titles.get(record):
            self.tell(f"unpublish {record}")
            word, self.titles[record] = self.titles[record], ""
            # Readers are never shown what is gone, whichever engine finds it.
            found = [result["title"] for result in self.search(word)["results"]]
            assert word not in found, f"{word} was taken down and found"
        self._ended.wait(0.1)


def _new_site(var: Path, database: str, environment: dict[str, str]) -> Site:
    folders = [REPOSITORY, REPOSITORY / "site", REPOSITORY / "tests", REPOSITORY / "tests" / "search"]
    here = {"DJANGO_SETTINGS_MODULE": "trial_settings", "PYTHONPATH": os.pathsep.join(map(str, folders))}
    return new_site(var, database, **here, **environment)


@contextmanager
def tried_site(var: Path, **environment: str) -> Iterator[Tried]:
    """A site with a few laws, two processes that serve it, two that send what changes, and an editor."""
    with ExitStack() as stack:
        site = _new_site(var, stack.enter_context(database()), environment)
        written = var / "site.log"
        log = stack.enter_context(written.open("w"))
        script = str(Path(__file__).with_name("editing.py"))
        editor = stack.enter_context(
            site.process(sys.executable, script, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, text=True)
        )
        stack.callback(editor.stdin.close)
        stack.callback(editor.stdout.close)
        tried = Tried(site, editor, written)
        tried.tell(f"make {EDITED} law Bluebell")
        tried.tell(f"make {STEADY} steady Marigold")
        for _ in range(2):
            stack.enter_context(site.process(*site.command("search_index", "sync", "--follow"), stdout=log, stderr=log))
        stack.enter_context(site.served("--workers=2", "--threads=2", stdout=log, stderr=log))
        yield tried
