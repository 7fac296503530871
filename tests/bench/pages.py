"""How long the pages take that readers open most: `make bench`.

A real server with the production settings and one worker, over the database of the fixtures; each address is asked
for in turn, over and over, and the median and the 95th percentile are printed. Nothing is asserted: a clock on a busy
machine proves nothing. The figures that count are kept in site/docs/performance.md.
"""

import gzip
import http.client
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
ROUNDS = 30
PAGES = {
    "home": "/",
    "search, a word": "/search/?q=deepfake",
    "search, several words": "/search/?q=researcher+access+to+data",
    "search, facets alone": "/search/?kind=instrument&provision=ai-labelling&force=binding",
    "search, everything": "/search/",
    "search API": "/api/v1/search?q=political+advertising",
    "jurisdiction": "/jurisdictions/lithuania/",
    "jurisdiction, the fullest": "/jurisdictions/european-union/",
    "tracker": "/tracker/",
    "recommendation": "/tracker/1/",
    "comparison of six": "/compare/?in=LT,BR,IN,EU,GB,AU",
    "comparison of twelve": "/compare/?in=LT,BR,IN,EU,GB,AU,US,FR,DE,ZA,KE,PH",
    "elections": "/elections/",
    "initiatives": "/initiatives/",
}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def get(port: int, path: str) -> tuple[int, bytes, float]:
    """Status, compressed body and seconds of one request, as a reader's browser makes it behind a TLS proxy."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    started = time.perf_counter()
    connection.request("GET", path, headers={"X-Forwarded-Proto": "https", "Accept-Encoding": "gzip"})
    response = connection.getresponse()
    body = response.read()
    return response.status, body, time.perf_counter() - started


@contextmanager
def server(var: str):
    """A site with the fixtures loaded, served by one gunicorn worker; yields its port."""
    port = free_port()
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "policytracker.settings.production",
        "VAR_DIR": var,
        "DATABASE_URL": f"sqlite:///{var}/policytracker.sqlite3",
        "SECRET_KEY": "only-for-this-run",
        "ALLOWED_HOSTS": "127.0.0.1",
        "SITE_URL": f"https://127.0.0.1:{port}",
        "PYTHONPATH": os.pathsep.join([str(REPOSITORY), str(REPOSITORY / "site")]),
    }
    manage = [sys.executable, str(REPOSITORY / "site" / "manage.py")]
    for command in (["migrate"], ["load_content", str(REPOSITORY / "fixtures")], ["collectstatic", "--no-input"]):
        started = time.perf_counter()
        subprocess.run([*manage, *command], env=environment, check=True, stdout=subprocess.DEVNULL)
        print(f"{command[0]}: {time.perf_counter() - started:.1f} s", flush=True)
    gunicorn = [sys.executable, "-m", "gunicorn", "--workers=1", f"--bind=127.0.0.1:{port}", "--log-level=warning"]
    process = subprocess.Popen([*gunicorn, "policytracker.wsgi:application"], env=environment)
    try:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and process.poll() is None:
            try:
                get(port, "/health/")
                break
            except OSError:
                time.sleep(0.2)
        yield port
    finally:
        process.terminate()
        process.wait(20)


def main() -> None:
    with tempfile.TemporaryDirectory() as var, server(var) as port:
        print(f"\n{'page':28} {'median ms':>10} {'p95 ms':>8} {'kB gzip':>8} {'kB':>6}")
        for name, path in PAGES.items():
            timings = []
            for _ in range(ROUNDS):
                status, body, seconds = get(port, path)
                timings.append(seconds * 1000)
            if status != 200:
                print(f"{name:28} answers {status}")
                continue
            whole = len(gzip.decompress(body)) if body[:2] == b"\x1f\x8b" else len(body)
            p95 = statistics.quantiles(timings, n=20)[-1]
            median = statistics.median(timings)
            print(f"{name:28} {median:10.0f} {p95:8.0f} {len(body) / 1000:8.1f} {whole / 1000:6.0f}")


if __name__ == "__main__":
    main()
