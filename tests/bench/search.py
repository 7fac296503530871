"""How long a search takes, against what Elasticsearch alone takes for the same requests: `make bench-search`.

ELASTICSEARCH_URL names a server, ENTRIES=2000,20000 with how many generated entries it is measured, BENCH=folder where
the site of the measurement is kept: what was generated there once is taken again.

The site is served with the production settings by one worker. Each search is made three times: as data,
as a page, and by sending to Elasticsearch just the requests that the site sends, with the same client. The three take
turns, so that a machine that is busy for a while is so for all. The first round warms up and is not counted. Ratios of
one run are what counts. An index is one segment when it is searched, so that no merging disturbs.
"""

import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
import uuid
from contextlib import nullcontext, suppress
from pathlib import Path
from unittest.mock import patch
from urllib.parse import urlsplit

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parent))

from searches import QUERIES, asked, drop, heading, most_memory, p95, prepared, queries, row
from serving import Site

# Documents that are made ready at once.
SLICE = 20_000


def main() -> None:
    sizes = sorted(int(size) for size in os.environ.get("ENTRIES", "2000,20000,200000").split(","))
    if not os.environ.get("ELASTICSEARCH_URL"):
        sys.exit("Name a server: ELASTICSEARCH_URL=http://127.0.0.1:9200")
    os.environ["ELASTICSEARCH_INDEX"] = f"bench-{uuid.uuid4().hex[:8]}"
    kept = os.environ.get("BENCH")
    if kept:
        Path(kept).mkdir(parents=True, exist_ok=True)
    with nullcontext(kept) if kept else tempfile.TemporaryDirectory() as var:
        site = prepared(Path(var).resolve())
        try:
            with site.served("--workers=1", f"--pid={var}/gunicorn.pid") as address:
                measure_all(sizes, site, urlsplit(address).netloc, Path(var))
        finally:
            drop()


def measure_all(sizes: list[int], site: Site, host: str, var: Path) -> None:
    from entries import FIRST_PAGE, generate

    from search.models import Entry

    indexed: list[tuple] = []
    searched: list[tuple] = []
    # Whatever happens with many entries, what was measured with fewer is told.
    try:
        for size in sizes:
            started = time.perf_counter()
            there = Entry.objects.filter(page_id__gte=FIRST_PAGE).count()
            if there > size:
                print(f"{size} entries: {var} has {there} already", flush=True)
                continue
            generate(size - there, there)
            indexed.append(indexing(size, site, var))
            searched += searching(size, host)
            print(f"{size} entries: the worker had {of_worker(var):.0f} MB at most", flush=True)
            print(f"{size} entries: {time.perf_counter() - started:.0f} s", flush=True)
    finally:
        heading("entries", "ready-made, documents/s", "rebuild, documents/s", "ratio", "rebuild s", "its memory MB",
                "table MB", "index MB")  # fmt: skip
        for line in indexed:
            row(*line)
        heading("entries", "", "median ms", "p95 ms", "median of direct", "p95 of direct")
        for line in searched:
            row(*line)


def indexing(size: int, site: Site, var: Path) -> tuple:
    """Documents a second: ready-made ones through `parallel_bulk`, and a rebuild from the table."""
    from search.elasticsearch import client as servers
    from search.elasticsearch import indices

    client = servers.patient_client()
    ready_made(client, at_most=5000)
    ready = ready_made(client)
    number, seconds, memory = rebuild(site)
    store = client.indices.stats(index=indices.alias(), metric="store")["_all"]["primaries"]["store"]
    table = (var / "policytracker.sqlite3").stat().st_size
    rate = number / seconds
    return (f"{size:,}", f"{ready:.0f}", f"{rate:.0f}", f"{rate / ready:.2f}", f"{seconds:.0f}", f"{memory:.0f}",
            f"{table / 1e6:.0f}", f"{store['size_in_bytes'] / 1e6:.0f}")  # fmt: skip


def ready_made(client, at_most: int | None = None) -> float:
    """What `parallel_bulk` as it comes reaches with the documents that a rebuild sends, in an index of its own."""
    from elasticsearch.helpers import parallel_bulk

    from search.elasticsearch import indices
    from search.elasticsearch.sync import actions_for
    from search.models import Entry

    name = indices.create(client)
    client.indices.put_settings(index=name, settings={"index.refresh_interval": "-1"})
    number, last, taken = 0, 0, 0.0
    while batch := list(Entry.objects.filter(pk__gt=last).order_by("pk")[: at_most or SLICE]):
        actions, last = list(actions_for(batch)), batch[-1].pk
        started = time.perf_counter()
        number += sum(1 for _ in parallel_bulk(client, actions, index=name))
        taken += time.perf_counter() - started
        if at_most:
            break
    # A rebuild, too, ends when everything can be found.
    started = time.perf_counter()
    client.indices.refresh(index=name)
    taken += time.perf_counter() - started
    client.indices.delete(index=name)
    return number / taken


def rebuild(site: Site) -> tuple[int, float, float]:
    """Entries, seconds, and megabytes of memory at most."""
    process = subprocess.Popen(
        site.command("search_index", "rebuild"), env=site.environment, stdout=subprocess.PIPE, text=True
    )
    memory = 0.0
    while process.poll() is None:
        memory = max(memory, most_memory(process.pid))
        time.sleep(0.2)
    said = process.stdout.read()
    if process.returncode:
        raise RuntimeError(f"The rebuild failed: {said}")
    number, seconds = re.search(r"(\d+) entries in \S+, ([\d.]+) s", said).groups()
    return int(number), float(seconds), memory


def of_worker(var: Path) -> float:
    """The same of the process that answers requests."""
    master = (var / "gunicorn.pid").read_text().strip()
    with suppress(OSError):
        workers = Path(f"/proc/{master}/task/{master}/children").read_text().split()
        return max(map(most_memory, map(int, workers)), default=0.0)
    return 0.0


def searching(size: int, host: str) -> list[tuple]:
    from search.elasticsearch import client as servers
    from search.elasticsearch import indices

    client = servers.patient_client()
    client.options(request_timeout=3600).indices.forcemerge(index=indices.alias(), max_num_segments=1)
    searches = queries()
    bodies = [requests(parameters) for parameters in searches]
    timings: dict[str, list[float]] = {"direct": [], "API": [], "page": []}
    for is_counted in (False, True):
        for number in range(QUERIES):
            # Three different searches, so that none finds warm what another has just read.
            sent, data, page = (
                values[number - apart] for values, apart in ((bodies, 0), (searches, 70), (searches, 140))
            )
            taken = {
                "direct": direct(client, sent),
                "API": asked(host, f"/api/v1/search?{data}", "elasticsearch"),
                "page": asked(host, f"/search/?{page}", "elasticsearch"),
            }
            if is_counted:
                for name, milliseconds in taken.items():
                    timings[name].append(milliseconds)
    told = []
    for name, values in timings.items():
        median, slow = statistics.median(values), p95(values)
        shares = (median / statistics.median(timings["direct"]), slow / p95(timings["direct"]))
        told.append((f"{size:,}", name, f"{median:.1f}", f"{slow:.1f}", *(f"{share:.2f}" for share in shares)))
    return told


def requests(parameters: str) -> list[dict]:
    """The bodies that the site sends to Elasticsearch for a search."""
    from django.http import QueryDict

    from search.elasticsearch import client as servers
    from search.engines.elasticsearch import ElasticsearchEngine
    from search.query import parse

    sent: list[dict] = []
    client = servers.patient_client()
    original = client.search

    def recording(**arguments):
        sent.append(json.loads(json.dumps(arguments, default=str)))
        return original(**arguments)

    query, _ = parse(QueryDict(parameters), "en")
    with (
        patch.object(client, "search", recording),
        patch.object(servers, "client", lambda: client),
        patch.object(servers, "within_limit", lambda work, meanwhile=None: work()),
    ):
        ElasticsearchEngine().search(query)
    return sent


def direct(client, sent: list[dict]) -> float:
    """Milliseconds for the answers to some requests, one after the other, as objects of Python and no more."""
    started = time.perf_counter()
    for arguments in sent:
        client.search(**arguments)
    return (time.perf_counter() - started) * 1000


if __name__ == "__main__":
    main()
