"""The site as it runs in production, with the real records: for browsers and for measuring."""

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]
# What a proxy that ends TLS says of a request; without it production sends readers to https.
BEHIND_TLS = {"X-Forwarded-Proto": "https"}
PASSWORD = "of-this-run-alone"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@dataclass
class Site:
    """A site with a database, which commands can be run on and which can be served."""

    environment: dict[str, str]
    port: int

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def command(self, *arguments: str) -> list[str]:
        return [sys.executable, str(REPOSITORY / "site" / "manage.py"), *arguments]

    def manage(self, *arguments: str) -> str:
        """What a command says. Raises RuntimeError where it fails."""
        run = subprocess.run(
            self.command(*arguments), env=self.environment, capture_output=True, text=True, check=False
        )
        if run.returncode:
            raise RuntimeError(f"{arguments[0]}: {run.stdout}{run.stderr}")
        return run.stdout

    @contextmanager
    def process(self, *command: str, **options) -> Iterator[subprocess.Popen]:
        """A process of the site that is told to end afterwards."""
        process = subprocess.Popen(command, env=self.environment, **options)
        try:
            yield process
        finally:
            process.terminate()
            process.wait(20)

    @contextmanager
    def served(self, *options: str, **how) -> Iterator[str]:
        """Its address while gunicorn serves it."""
        gunicorn = [sys.executable, "-m", "gunicorn", f"--bind=127.0.0.1:{self.port}", "--log-level=warning", *options]
        with self.process(*gunicorn, "policytracker.wsgi:application", **how) as process:
            _wait(process, self.port)
            yield self.address


def new_site(var: str | Path, database: str = "", **environment: str) -> Site:
    """A site with the settings of production; its database, by default a new one in SQLite, has all tables."""
    Path(var).mkdir(exist_ok=True)
    port = free_port()
    site = Site(
        os.environ
        | {
            "DJANGO_SETTINGS_MODULE": "policytracker.settings.production",
            "DJANGO_SUPERUSER_PASSWORD": PASSWORD,
            "VAR_DIR": str(var),
            "DATABASE_URL": database or f"sqlite:///{var}/policytracker.sqlite3",
            "SECRET_KEY": "only-for-this-run",
            "ALLOWED_HOSTS": "127.0.0.1",
            "SITE_URL": f"http://127.0.0.1:{port}",
            "PYTHONPATH": os.pathsep.join([str(REPOSITORY), str(REPOSITORY / "site")]),
        }
        | environment,
        port,
    )
    site.manage("migrate")
    return site


@contextmanager
def served_site(site: Site):
    """A site that has its static files, with a superuser `admin` and served by one worker; yields its address."""
    site.manage("createsuperuser", "--no-input", "--username=admin", "--email=admin@example.org")
    with site.served("--workers=1") as address:
        yield address


def _wait(process: subprocess.Popen, port: int) -> None:
    deadline = time.monotonic() + 60
    while process.poll() is None and time.monotonic() < deadline:
        with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=5)) as connection, suppress(OSError):
            connection.request("GET", "/health/", headers=BEHIND_TLS)
            if connection.getresponse().status == 200:
                return
        time.sleep(0.1)
    raise RuntimeError("the server did not start")
