"""The site as it runs in production, with the real records: for browsers and for measuring."""

import http.client
import os
import socket
import subprocess
import sys
import time
from contextlib import closing, contextmanager, suppress
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]
# What a proxy that ends TLS says of a request; without it production sends readers to https.
BEHIND_TLS = {"X-Forwarded-Proto": "https"}
PASSWORD = "of-this-run-alone"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def served_site(var: str | Path):
    """A site with the fixtures loaded and a superuser `admin`, served by one worker; yields its address."""
    port = free_port()
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "policytracker.settings.production",
        "DJANGO_SUPERUSER_PASSWORD": PASSWORD,
        "VAR_DIR": str(var),
        "DATABASE_URL": f"sqlite:///{var}/policytracker.sqlite3",
        "SECRET_KEY": "only-for-this-run",
        "ALLOWED_HOSTS": "127.0.0.1",
        "SITE_URL": f"http://127.0.0.1:{port}",
        "PYTHONPATH": os.pathsep.join([str(REPOSITORY), str(REPOSITORY / "site")]),
    }
    manage = [sys.executable, str(REPOSITORY / "site" / "manage.py")]
    for command in (
        ["migrate"],
        ["load_content", str(REPOSITORY / "fixtures")],
        ["collectstatic", "--no-input"],
        ["createsuperuser", "--no-input", "--username=admin", "--email=admin@example.org"],
    ):
        run = subprocess.run([*manage, *command], env=environment, capture_output=True, text=True, check=False)
        if run.returncode:
            raise RuntimeError(f"{command[0]}: {run.stdout}{run.stderr}")
    gunicorn = [sys.executable, "-m", "gunicorn", "--workers=1", f"--bind=127.0.0.1:{port}", "--log-level=warning"]
    process = subprocess.Popen([*gunicorn, "policytracker.wsgi:application"], env=environment)
    try:
        _wait(process, port)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(20)


def _wait(process: subprocess.Popen, port: int) -> None:
    deadline = time.monotonic() + 60
    while process.poll() is None and time.monotonic() < deadline:
        with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=5)) as connection, suppress(OSError):
            connection.request("GET", "/health/", headers=BEHIND_TLS)
            if connection.getresponse().status == 200:
                return
        time.sleep(0.1)
    raise RuntimeError("the server did not start")
