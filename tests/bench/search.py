"""How long a search takes, against what Elasticsearch alone takes for the same requests: `make bench-search`.

ELASTICSEARCH_URL names a server; ENTRIES=2000,200000 says with how many generated entries it is measured. The site is
served with the production settings by one worker. Each search is asked for three times, one after the other: as data,
as a page, and by sending to Elasticsearch just the requests that the site sends. Ratios of one run are what counts.
"""

import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
import uuid
from pathlib import Path
from urllib.parse import urlencode, urlsplit

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parent))

from pages import get
from serving import REPOSITORY, served_site

QUERIES = 200
SEED = 7
MANAGE = [sys.executable, str(REPOSITORY / "site" / "manage.py")]


def main() -> None:
    sizes = [int(size) for size in os.environ.get("ENTRIES", "2000,200000").split(",")]
    if not os.environ.get("ELASTICSEARCH_URL"):
        sys.exit("Name a server: ELASTICSEARCH_URL=http://127.0.0.1:9200")
    os.environ["ELASTICSEARCH_INDEX"] = f"bench-{uuid.uuid4().hex[:8]}"
    print(f"{'entries':>9} {'what':14} {'median ms':>10} {'p95 ms':>8} {'of direct':>10}")
    with tempfile.TemporaryDirectory() as var, served_site(var) as address:
        host = urlsplit(address).netloc
        environment(var)
        subprocess.run([*MANAGE, "load_synonyms"], check=True, stdout=subprocess.DEVNULL)
        try:
            there = 0
            for size in sizes:
                measure(size, there, host)
                there = size
        finally:
            drop()


def environment(var: str) -> None:
    """As the served site has it, for what is done beside it."""
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "policytracker.settings.production",
        "VAR_DIR": var,
        "DATABASE_URL": f"sqlite:///{var}/policytracker.sqlite3",
        "SECRET_KEY": "only-for-this-run",
        "ALLOWED_HOSTS": "127.0.0.1",
        "SITE_URL": "http://127.0.0.1",
    }
    sys.path[:0] = [str(REPOSITORY), str(REPOSITORY / "site")]
    import django

    django.setup()


def measure(size: int, there: int, host: str) -> None:
    from entries import generate

    from search.elasticsearch import client as servers
    from search.elasticsearch import indices

    generate(size - there, there)
    ready, rebuilt = indexing(size)
    print(f"{size:9} rebuild {rebuilt:.0f} documents/s, ready-made {ready:.0f}: {rebuilt / ready:.2f}", flush=True)
    client = servers.patient_client()
    client.options(request_timeout=3600).indices.forcemerge(index=indices.alias(), max_num_segments=1)
    asked = queries()
    bodies = [requests(parameters) for parameters in asked]
    timings: dict[str, list[float]] = {"direct": [], "API": [], "page": []}
    # The first round warms up, for all alike.
    for record in (False, True):
        for parameters, sent in zip(asked, bodies, strict=True):
            found = {
                "direct": direct(client, sent),
                "API": timed(host, f"/api/v1/search?{parameters}"),
                "page": timed(host, f"/search/?{parameters}"),
            }
            if record:
                for name, seconds in found.items():
                    timings[name].append(seconds * 1000)
    medians = {name: statistics.median(values) for name, values in timings.items()}
    for name, values in timings.items():
        p95 = statistics.quantiles(values, n=20)[-1]
        share = medians[name] / medians["direct"]
        share95 = p95 / statistics.quantiles(timings["direct"], n=20)[-1]
        print(f"{size:9} {name:14} {medians[name]:10.1f} {p95:8.1f} {share:6.2f} {share95:6.2f}", flush=True)


def indexing(size: int) -> tuple[float, float]:
    """Documents a second: ready-made ones through `parallel_bulk`, and a rebuild from the table."""
    from elasticsearch.helpers import parallel_bulk

    from search.elasticsearch import client as servers
    from search.elasticsearch import indices
    from search.elasticsearch.documents import document
    from search.elasticsearch.rebuild import rebuild
    from search.elasticsearch.sync import BATCH, definitions
    from search.models import Entry

    client, explained, taken = servers.patient_client(), definitions(), 0.0
    name = indices.create(client)
    last, number = 0, 0
    while batch := list(Entry.objects.filter(pk__gt=last).order_by("pk")[: 20 * BATCH]):
        ready = [{"_id": entry.page_id, "_source": document(entry, explained)} for entry in batch]
        started = time.perf_counter()
        for _ in parallel_bulk(client, ready, index=name, chunk_size=BATCH, thread_count=2):
            number += 1
        taken += time.perf_counter() - started
        last = batch[-1].pk
    client.indices.delete(index=name)
    started = time.perf_counter()
    sent = rebuild(client, lambda line: None)
    return number / taken, sent / (time.perf_counter() - started)


def queries() -> list[str]:
    """Mixed searches: words of titles, terms of the thesaurus, facets; seeded."""
    from search.models import Entry, SynonymList
    from search.thesaurus import parse

    draw = random.Random(SEED)
    titles = list(Entry.objects.filter(page_id__lt=10_000_000).values_list("title", flat=True))
    terms = [
        term
        for synonyms in SynonymList.objects.all()
        for rule in parse(synonyms.name, synonyms.text)
        for term in rule.terms
    ]
    facets = [
        ("kind", "instrument"),
        ("force", "binding"),
        ("provision", "ai-labelling"),
        ("region", "150"),
        ("status", "in-force"),
    ]
    found = []
    for number in range(QUERIES):
        words = " ".join(draw.sample(draw.choice(titles).split(), 1)) if number % 3 == 0 else draw.choice(terms)
        if number % 5 == 0:
            words = f"{words} {draw.choice(terms)}"
        chosen = draw.sample(facets, draw.choice([0, 0, 1, 2]))
        found.append(urlencode([("q", words[:200]), *chosen]))
    return found


def requests(parameters: str) -> list[dict]:
    """The bodies that the site sends to Elasticsearch for a search."""
    from django.http import QueryDict

    from search.elasticsearch import client as servers
    from search.engines import elasticsearch as engine
    from search.query import parse

    sent: list[dict] = []
    client = servers.client()
    original = client.search

    def recording(**arguments):
        sent.append(json.loads(json.dumps(arguments, default=str)))
        return original(**arguments)

    client.search = recording
    try:
        query, _ = parse(QueryDict(parameters), "en")
        engine.ElasticsearchEngine().search(query)
    finally:
        client.search = original
    return sent


def direct(client, sent: list[dict]) -> float:
    started = time.perf_counter()
    for arguments in sent:
        client.search(**arguments)
    return time.perf_counter() - started


def timed(host: str, path: str) -> float:
    status, _, seconds = get(host, path)
    if status != 200:
        raise RuntimeError(f"{path} answers {status}")
    return seconds


def drop() -> None:
    from search.elasticsearch import client as servers
    from search.elasticsearch import indices

    client = servers.patient_client()
    for name in client.indices.get(index=f"{indices.alias()}-*"):
        client.indices.delete(index=name)


if __name__ == "__main__":
    main()
