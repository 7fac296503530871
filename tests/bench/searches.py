"""The searches that are measured, and how what they took is told: for search.py, embedded.py and alerts.py."""

import gzip
import json
import os
import random
import re
import statistics
import sys
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlencode

from pages import get
from serving import REPOSITORY, Site, new_site

QUERIES = 200
SEED = 7
FACETS = [
    ("kind", "instrument"),
    ("force", "binding"),
    ("provision", "ai-labelling"),
    ("region", "150"),
    ("status", "in-force"),
]


def prepared(var: Path) -> Site:
    """A site with the fixtures, and this process set up as it is."""
    os.environ.setdefault("SEARCH_MODEL", str(REPOSITORY / "var" / "search-model"))
    is_new = not (var / "policytracker.sqlite3").exists()
    site = new_site(var)
    if is_new:
        site.manage("load_content", str(REPOSITORY / "fixtures"))
        site.manage("load_synonyms")
        site.manage("collectstatic", "--no-input")
    os.environ |= site.environment
    sys.path[:0] = [str(REPOSITORY), str(REPOSITORY / "site")]
    import django

    django.setup()
    return site


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
    found = []
    for number in range(QUERIES):
        words = " ".join(draw.sample(draw.choice(titles).split(), 1)) if number % 3 == 0 else draw.choice(terms)
        if number % 5 == 0:
            words = f"{words} {draw.choice(terms)}"
        chosen = draw.sample(FACETS, draw.choice([0, 0, 1, 2]))
        found.append(urlencode([("q", words[:200]), *chosen]))
    return found


def asked(host: str, path: str, engine: str) -> float:
    """Milliseconds that an answer takes. Raises RuntimeError where it is none, or another engine's."""
    status, body, seconds = get(host, path)
    if status != 200:
        raise RuntimeError(f"{path} answers {status}")
    if path.startswith("/api/"):
        text = gzip.decompress(body) if body[:2] == b"\x1f\x8b" else body
        if json.loads(text)["engine"] != engine:
            raise RuntimeError(f"{path} was answered by the other engine")
    return seconds * 1000


def p95(values: list[float]) -> float:
    return statistics.quantiles(values, n=20)[-1]


def heading(*names: str) -> None:
    """Begin a table in the form that site/docs/performance.md has."""
    print(f"\n| {' | '.join(names)} |\n|{' ---: |' * len(names)}", flush=True)


def row(*values: object) -> None:
    print(f"| {' | '.join(map(str, values))} |", flush=True)


def most_memory(pid: int) -> float:
    """Megabytes that a process has had at most; 0 where the system does not tell."""
    with suppress(OSError):
        found = re.search(r"VmHWM:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())
        return int(found[1]) / 1000 if found else 0.0
    return 0.0


def drop() -> None:
    """Delete the indices of a measurement."""
    from search.elasticsearch import client as servers
    from search.elasticsearch import indices

    client = servers.patient_client()
    for name in client.indices.get(index=f"{indices.alias()}-*"):
        client.indices.delete(index=name)
