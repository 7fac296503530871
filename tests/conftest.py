"""What all tests share: the real tools, found or loudly missed."""

import os
import shutil
import subprocess
import tempfile
import uuid
from pathlib import Path

import cluster
import loaded
import pytest
from elasticsearch import Elasticsearch

from django.utils import translation

from policytracker.settings import base

# Playwright's synchronous interface runs an event loop, in which Django would refuse the tests their own database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

CHROMIUM = os.environ.get("CHROMIUM") or next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
CACHE = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "policytracker"
VERAPDF = CACHE / "greenfield-apps-1.28.2.jar"


def missing(what: str):
    """Skip where somebody tries the project out; fail where it is judged."""
    if os.environ.get("CI"):
        pytest.fail(f"{what} is needed in continuous integration", pytrace=False)
    pytest.skip(f"{what} is not installed: this is not tested here")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    if CHROMIUM is None:
        missing("Chromium")
    quiet = [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ]
    return browser_type_launch_args | {"executable_path": CHROMIUM, "args": quiet}


@pytest.fixture
def accessibility_problems():
    """A function that gives what axe finds on a page, by WCAG 2.2 AA and good practice. No rule is switched off."""
    from axe_playwright_python.sync_playwright import Axe

    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

    def check(page) -> list[str]:
        results = Axe().run(page, options={"runOnly": {"type": "tag", "values": tags}})
        return [
            f"{violation['id']}: {violation['help']}: {node['target']} {node['html'][:200]}"
            for violation in results.response["violations"]
            for node in violation["nodes"]
        ]

    return check


@pytest.fixture(scope="session")
def verapdf():
    """A function that gives what veraPDF has against some PDF files as PDF/UA-1: {name: [rule, …]}."""
    if not shutil.which("java") or not VERAPDF.exists():
        missing("veraPDF")

    def validate(files: dict[str, bytes]) -> dict[str, list[str]]:
        with tempfile.TemporaryDirectory() as folder:
            for name, content in files.items():
                (Path(folder) / f"{name}.pdf").write_bytes(content)
            command = ["java", "-cp", str(VERAPDF), "org.verapdf.apps.GreenfieldCliWrapper"]
            run = subprocess.run(
                [*command, "--flavour", "ua1", "--format", "text", "-v", *map(str, sorted(Path(folder).iterdir()))],
                capture_output=True,
                text=True,
                check=False,
            )
        problems: dict[str, list[str]] = {}
        name = ""
        for line in run.stdout.splitlines():
            if line.startswith(("PASS", "FAIL")) and ".pdf" in line:
                name = Path(line.split()[1]).stem
                problems[name] = []
                if line.startswith("FAIL"):
                    problems[name].append("fails")
            elif line.strip().startswith("FAIL"):
                problems[name].append(line.strip())
        assert problems.keys() == files.keys(), run.stdout + run.stderr
        return problems

    return validate


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The home page and the lists are there before the first test: nearly all need them, and making them takes longer
    than most tests."""
    from policytracker.operations.content import site_tree

    with django_db_blocker.unblock():
        site_tree.ensure()


@pytest.fixture(scope="session")
def loaded_site(tmp_path_factory) -> Path:
    """The folder of a site with the real records: see `loaded`."""
    run = tmp_path_factory.getbasetemp()
    # Processes that share a run have folders of their own in that of the run.
    return loaded.folder(run.parent if "PYTEST_XDIST_WORKER" in os.environ else run)


@pytest.fixture(autouse=True)
def the_language_of_the_site():
    """A request leaves its language behind; the next one brings its own, but what a test calls itself would not."""
    yield
    translation.deactivate()


@pytest.fixture(autouse=True)
def nothing_known_of_another_database():
    """What a process keeps of the names on its site: versions only grow there, but here each test begins anew."""
    from search import vocabulary

    vocabulary._known.clear()


@pytest.fixture(scope="session")
def search_model_folder() -> Path:
    """Where site/requirements/system.sh has put the model."""
    return base.SEARCH_MODEL if base.SEARCH_MODEL.exists() else missing("The model of search")


@pytest.fixture
def search_model(settings, search_model_folder):
    """A site whose searches are ordered by meaning too."""
    settings.SEARCH_MODEL = search_model_folder


@pytest.fixture(scope="session")
def elasticsearch_url() -> str:
    """The node that all tests share: see site/requirements/with-elasticsearch.sh."""
    return os.environ.get("TEST_ELASTICSEARCH_URL") or missing("Elasticsearch")


@pytest.fixture(scope="session")
def index_prefix(elasticsearch_url):
    """How the name of everything begins that is kept on the shared node, so that workers leave each other alone."""
    prefix = f"test-{uuid.uuid4().hex[:8]}-"
    yield prefix
    with Elasticsearch(elasticsearch_url) as client:
        for name in client.indices.get(index=f"{prefix}*"):
            client.indices.delete(index=name)


@pytest.fixture(scope="session")
def own_nodes() -> None:
    """For tests that start and kill nodes themselves, with `cluster`."""
    if not cluster.can_start():
        missing("A node of Elasticsearch (sh site/requirements/system.sh elasticsearch)")
