"""The data set as it can be downloaded: made once for each content, when somebody first asks for it, and kept in VAR.

A version that was cited can still be had while it is among the newest that are kept.
"""

import json
import shutil
import tempfile
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.db.models import Count, Max, Sum

from wagtail.models import Page

from policytracker.core.locks import one_at_a_time
from policytracker.dataset import documents
from policytracker.dataset.manifest import Manifest
from policytracker.dataset.tables import VOCABULARY, tables
from policytracker.dataset.writing import write
from search.models import Entry

KEPT = 12
MANIFEST = "manifest.json"
PRESENT = "present.json"
UNFINISHED = ".making-"
# While content changes faster than it is written down, what was written last is given.
ATTEMPTS = 3


def present() -> Manifest:
    """The version of what the site holds now; made here where nobody has asked for it yet."""
    state = content_state()
    made = _made_of(state)
    if made is None:
        with one_at_a_time("datasets"):
            state = content_state()
            made = _made_of(state) or _make(state)
    return made


def kept(version: str) -> Manifest | None:
    """A version that can be downloaded; None for one that is not kept or never was."""
    return _read(folder(version))


def folder(version: str) -> Path:
    """Where the files of a version lie."""
    return _root() / version


def content_state() -> str:
    """A digest that changes with everything that the data set can show, and is read in a few small queries.

    A page that is published has a new moment; one that is taken down, moved or restricted changes its entry, whose
    version only grows. The vocabulary is short enough to be read whole.
    """
    parts = (
        Page.objects.live().aggregate(Count("pk"), Max("last_published_at")),
        Entry.objects.aggregate(Count("pk"), Sum("version")),
        [list(model._default_manager.values_list().order_by("pk")) for model in VOCABULARY],
        # What is written, and with which addresses.
        documents.dictionary(tables()),
        settings.WAGTAILADMIN_BASE_URL,
    )
    return sha256(repr(parts).encode()).hexdigest()


def _root() -> Path:
    return settings.VAR / "datasets"


def _made_of(state: str) -> Manifest | None:
    try:
        pointer = json.loads((_root() / PRESENT).read_text())
    except FileNotFoundError:
        return None
    return kept(pointer["version"]) if pointer["state"] == state else None


def _read(place: Path) -> Manifest | None:
    try:
        return Manifest.from_json(json.loads((place / MANIFEST).read_text()))
    except FileNotFoundError:
        return None


def _make(state: str) -> Manifest:
    """Write the present content down. Readers see a version when it is complete, and never a part of it."""
    root = _root()
    root.mkdir(parents=True, exist_ok=True)
    for unfinished in root.glob(f"{UNFINISHED}*"):
        shutil.rmtree(unfinished, ignore_errors=True)
    for _attempt in range(ATTEMPTS):
        manifest = _write_version(root)
        before, state = state, content_state()
        if before == state:
            break
    pointer = root / f"{PRESENT}.new"
    pointer.write_text(json.dumps({"state": before, "version": manifest.version}))
    pointer.replace(root / PRESENT)
    _forget_old(root, manifest.version)
    return manifest


def _write_version(root: Path) -> Manifest:
    place = Path(tempfile.mkdtemp(prefix=UNFINISHED, dir=root))
    try:
        manifest = write(place)
        (place / MANIFEST).write_text(json.dumps(manifest.as_json()))
        if not folder(manifest.version).exists():
            place.rename(folder(manifest.version))
        return manifest
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _forget_old(root: Path, version: str) -> None:
    others = [path for path in root.iterdir() if path.is_dir() and path.name != version]
    others.sort(key=lambda path: path.stat().st_mtime, reverse=True)
    for path in others[KEPT - 1 :]:
        shutil.rmtree(path, ignore_errors=True)
