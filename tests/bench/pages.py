"""How long the pages take that readers open most: `make bench`.

A real server with the production settings and one worker, over the records of the fixtures; each address is asked for
over and over, and the median and the 95th percentile are printed, with the first answer after a change: it has to
compute what the site then keeps (`core.editions`). Nothing is asserted: a clock on a busy machine proves nothing. The
figures that count are kept in site/docs/performance.md.

With TIMES=10 there are ten times as many instruments, commitments, initiatives and elections.
"""

import gzip
import http.client
import os
import sqlite3
import statistics
import sys
import tempfile
import time
import uuid
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parent))

from manifold import multiplied
from serving import BEHIND_TLS, REPOSITORY, new_site, served_site

ROUNDS = 30
PAGES = {
    "home": "/",
    "search, a word": "/search/?q=deepfake",
    "search, several words": "/search/?q=researcher+access+to+data",
    "search, facets alone": "/search/?kind=instrument&provision=ai-labelling&force=binding",
    "search, everything": "/search/",
    "search API": "/api/v1/search?q=political+advertising",
    "jurisdiction": "/jurisdictions/lithuania/",
    "jurisdiction, the fullest": "/jurisdictions/united-states/",
    "instrument": "/jurisdictions/european-union/eu-digital-services-act-2022/",
    "tracker": "/tracker/",
    "tracker of a past day": "/tracker/?as_of=2024-06-06",
    "recommendation": "/tracker/1/",
    "recommendation of a past day": "/tracker/1/?as_of=2024-06-06",
    "list of an action": "/tracker/1/R1.3/jurisdictions/",
    "differences": "/tracker/differences/",
    "comparison of six": "/compare/?in=LT,BR,IN,EU,GB,AU",
    "comparison of twelve": "/compare/?in=LT,BR,IN,EU,GB,AU,US,FR,DE,ZA,KE,PH",
    "comparison with promises": "/compare/?in=EU,google,meta,tiktok",
    "comparison on a day": "/compare/?in=LT,BR,IN,EU,GB,AU,meta&as_of=2024-06-06",
    "map": "/map/",
    "provisions": "/provisions/",
    "provision, the fullest": "/provisions/content-removal/",
    "theme, the fullest": "/themes/disinformation/",
    "elections": "/elections/",
    "elections, a month": "/elections/calendar/?month=2024-10",
    "elections, calendar file": "/elections/calendar.ics",
    "election, with its clock": "/jurisdictions/france/election-fr-presidential-2027/",
    "initiatives": "/initiatives/",
    "old evidence": "/evidence/",
}


def get(host: str, path: str) -> tuple[int, bytes, float]:
    """Status, compressed body and seconds of one request, as a reader's browser makes it."""
    connection = http.client.HTTPConnection(host, timeout=60)
    started = time.perf_counter()
    connection.request("GET", path, headers=BEHIND_TLS | {"Accept-Encoding": "gzip"})
    response = connection.getresponse()
    body = response.read()
    return response.status, body, time.perf_counter() - started


def change(database: Path) -> None:
    """As an editor does who publishes: what was computed of the records is out of date."""
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("UPDATE core_edition SET key = ?", [uuid.uuid4().hex])


def main() -> None:
    with tempfile.TemporaryDirectory() as var:
        print("Loading the records ...", flush=True)
        times = int(os.environ.get("TIMES", "1"))
        records = multiplied(REPOSITORY / "fixtures", times, Path(var) / "records")
        site = new_site(var)
        site.manage("load_content", str(records))
        site.manage("collectstatic", "--no-input")
        with served_site(site) as address:
            host = urlsplit(address).netloc
            print(f"{'page':28} {'first ms':>9} {'median ms':>10} {'p95 ms':>8} {'kB gzip':>8} {'kB':>6}")
            for name, path in PAGES.items():
                get(host, path)  # what a process learns once, such as templates
                change(Path(var) / "policytracker.sqlite3")
                answers = [get(host, path) for _ in range(ROUNDS)]
                status, body, _ = answers[-1]
                if status != 200:
                    print(f"{name:28} answers {status}")
                    continue
                timings = [seconds * 1000 for _, _, seconds in answers]
                whole = len(gzip.decompress(body)) if body[:2] == b"\x1f\x8b" else len(body)
                median, p95 = statistics.median(timings), statistics.quantiles(timings, n=20)[-1]
                sizes = f"{len(body) / 1000:8.1f} {whole / 1000:6.0f}"
                print(f"{name:28} {timings[0]:9.0f} {median:10.0f} {p95:8.0f} {sizes}", flush=True)


if __name__ == "__main__":
    main()
