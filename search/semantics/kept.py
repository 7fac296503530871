"""The vectors of entries: made when an entry is written, kept beside it, read for the few that are put in order."""

import hashlib
from collections.abc import Iterable

import numpy as np

from django.conf import settings
from django.db import transaction

from search.models import Entry, EntryVectors
from search.semantics import model

# Half the room, and exact enough to tell texts apart.
KEPT_AS = np.float16
# Which of the texts is the whole in short.
IN_SHORT = 1
# Lines in which readers ask for it that make one text: each alone is much to keep, all together say nothing clearly.
ASKED_AT_ONCE = 5


def texts(entry: Entry) -> list[str]:
    """What stands for an entry: what is distinctive of it, the whole in short, each thing that it provides, and how
    readers ask for it."""
    payload = entry.payload
    distinctive = payload.get("approach") or payload.get("measure") or ""
    summary = payload.get("summary") or entry.summary
    asked = payload.get("asked_as", [])
    provided = [row["text"] for row in payload.get("provisions", ()) if row.get("text")]
    return [
        f"{entry.title}. {distinctive}",
        f"{entry.title}. {distinctive} {summary}",
        *(f"{entry.title}: {text}" for text in provided),
        *("; ".join(asked[start : start + ASKED_AT_ONCE]) for start in range(0, len(asked), ASKED_AT_ONCE)),
    ]


def after_commit(entry: Entry) -> None:
    """Make the vectors of an entry once it is committed: nobody else waits, and a page is published without, too."""
    if settings.SEARCH_MODEL is not None:
        transaction.on_commit(lambda: keep(entry), robust=True)


def keep(entry: Entry) -> None:
    """Make the vectors of an entry, unless its texts are those for which there are some."""
    if not model.is_there():
        return
    wanted = texts(entry)
    digest = hashlib.sha256("\n".join([model.NAME, *wanted]).encode()).hexdigest()
    if EntryVectors.objects.filter(entry=entry, digest=digest).exists():
        return
    vectors = np.array([model.of_passage(text) for text in wanted], dtype=KEPT_AS)
    EntryVectors.objects.update_or_create(entry=entry, defaults={"digest": digest, "vectors": vectors.tobytes()})


def of_pages(pages: Iterable[int]) -> dict[int, np.ndarray]:
    """The vectors of entries by their page ids, a row for each text; without those that have none."""
    rows = EntryVectors.objects.filter(entry__page_id__in=list(pages)).values_list("entry__page_id", "vectors")
    return {page: np.frombuffer(kept, dtype=KEPT_AS).reshape(-1, model.LENGTH) for page, kept in rows}
