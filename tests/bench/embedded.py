"""How long a search takes without Elasticsearch, by the number of entries: `make bench-embedded`.

ENTRIES=2000,20000 says with how many generated entries it is measured. A round of the searches of `make bench-search`
warms up, the next is counted; the site is served with the production settings by one worker, from SQLite.
"""

import os
import statistics
import sys
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parent))

from searches import asked, heading, p95, prepared, queries, row


def main() -> None:
    sizes = sorted(int(size) for size in os.environ.get("ENTRIES", "2000,20000").split(","))
    os.environ["ELASTICSEARCH_URL"] = ""
    with tempfile.TemporaryDirectory() as var:
        site = prepared(Path(var).resolve())
        from entries import generate

        with site.served("--workers=1", "--timeout=600") as address:
            heading("entries", "embedded engine", "median ms", "p95 ms")
            there = 0
            for size in sizes:
                generate(size - there, there, for_embedded=True)
                there = size
                searches = queries()
                for name, path in (("API", "/api/v1/search"), ("page", "/search/")):
                    for _ in range(2):
                        timings = [asked(urlsplit(address).netloc, f"{path}?{data}", "embedded") for data in searches]
                    row(f"{size:,}", name, f"{statistics.median(timings):.0f}", f"{p95(timings):.0f}")


if __name__ == "__main__":
    main()
