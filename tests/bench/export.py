"""How long files of everything take, and how much memory: `make bench-export`.

The site is served with the production settings by one worker, over generated entries (ENTRIES=200000). Each file is
taken whole, and the memory of the worker watched: what it holds more at its peak than before it was asked, and how much
of that is its own. The rest are pages of the database that SQLite maps, which the system takes back when it likes. With
ELASTICSEARCH_URL Elasticsearch answers, without it the embedded engine, for which the entries can be found by no word
(see entries.py). Nothing is asserted; figures that count are kept in site/docs/performance.md.
"""

import http.client
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from elasticsearch import Elasticsearch
from serving import BEHIND_TLS, REPOSITORY, Site, new_site

PIECE = 1 << 16
FILES = {"CSV": "/search/export.csv", "JSON": "/search/export.json", "Excel": "/search/export.xlsx"}
OF_WORDS = {"CSV of a word": "/search/export.csv?q=political", "JSON by title": "/search/export.json?sort=title"}
# How far cursors are followed.
ANSWERS = 60
KINDS = ("VmRSS", "RssAnon")


def main() -> None:
    number = int(os.environ.get("ENTRIES", "200000"))
    servers = os.environ.get("ELASTICSEARCH_URL")
    os.environ["ELASTICSEARCH_INDEX"] = name = f"bench-{uuid.uuid4().hex[:8]}"
    with tempfile.TemporaryDirectory() as var:
        site = new_site(var)
        try:
            fill(site, number, rebuilt=bool(servers))
            with site.served("--workers=1", "--worker-class=gthread", "--threads=4") as address:
                measure(urlsplit(address).netloc, FILES | (OF_WORDS if servers else {}))
        finally:
            if servers:
                with Elasticsearch(servers.split(",")) as client:
                    for index in client.indices.get(index=f"{name}-*"):
                        client.indices.delete(index=index)


def fill(site: Site, number: int, *, rebuilt: bool) -> None:
    print(f"Making {number} entries ...", flush=True)
    site.manage("load_content", str(REPOSITORY / "fixtures"))
    site.manage("load_synonyms")
    generator = [sys.executable, str(REPOSITORY / "tests" / "bench" / "entries.py"), str(number)]
    subprocess.run(generator, env=site.environment, check=True)
    if rebuilt:
        site.manage("search_index", "rebuild")


def measure(host: str, files: dict[str, str]) -> None:
    worker = worker_of_gunicorn()
    take(host, "/search/export.csv?kind=recommendation")
    print(f"{'file':16} {'MB':>7} {'first byte s':>13} {'all s':>7} {'more memory MB':>15} {'its own MB':>11}")
    for name, path in files.items():
        with watched(worker) as peak:
            size, first, whole = take(host, path)
        figures = f"{size / 1e6:7.1f} {first:13.1f} {whole:7.1f} {peak['VmRSS']:15.1f} {peak['RssAnon']:11.1f}"
        print(f"{name:16} {figures}", flush=True)
    timings = list(followed(host, "/api/v1/search"))
    print(f"API, {len(timings)} answers by cursor: the first {timings[0]:.0f} ms, the last {timings[-1]:.0f} ms")


def take(host: str, path: str) -> tuple[int, float, float]:
    """Bytes, and seconds to the first and to the last of them. Raises where the file breaks off."""
    started = time.perf_counter()
    connection = http.client.HTTPConnection(host, timeout=600)
    connection.request("GET", path, headers=BEHIND_TLS)
    response = connection.getresponse()
    if response.status != 200:
        raise RuntimeError(f"{path} answers {response.status}")
    size, first = 0, 0.0
    while piece := response.read(PIECE):
        first = first or time.perf_counter() - started
        size += len(piece)
    return size, first, time.perf_counter() - started


def followed(host: str, path: str) -> Iterator[float]:
    """Milliseconds for each answer, one behind the other."""
    connection = http.client.HTTPConnection(host, timeout=60)
    for _ in range(ANSWERS):
        started = time.perf_counter()
        connection.request("GET", path, headers=BEHIND_TLS)
        answer = json.load(connection.getresponse())
        yield (time.perf_counter() - started) * 1000
        path = answer["next"]


def worker_of_gunicorn() -> int:
    (master,) = children(os.getpid())
    (worker,) = children(master)
    return worker


def children(process: int) -> list[int]:
    return [int(found) for found in Path(f"/proc/{process}/task/{process}/children").read_text().split()]


@contextmanager
def watched(process: int) -> Iterator[dict[str, float]]:
    """By how many MB the memory of a process grows at most meanwhile, looked at twenty times a second."""
    before, peak, over = memory(process), dict.fromkeys(KINDS, 0.0), threading.Event()

    def watch() -> None:
        while not over.wait(0.05):
            for kind, size in memory(process).items():
                peak[kind] = max(peak[kind], (size - before[kind]) / 1000)

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield peak
    finally:
        over.set()
        watcher.join()


def memory(process: int) -> dict[str, int]:
    """What a process holds, in kB: all of it, and what is its own and in no file."""
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    found = dict(line.split(":", 1) for line in lines)
    return {kind: int(found[kind].split()[0]) for kind in KINDS}


if __name__ == "__main__":
    main()
