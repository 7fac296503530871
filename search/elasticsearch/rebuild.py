"""A new index from the table, while the old one is read and both take what changes."""

from collections import deque
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor

from elasticsearch import Elasticsearch

from search.elasticsearch import indices
from search.elasticsearch.indices import Progress
from search.elasticsearch.sync import BATCH, RefusedError, actions_for, write
from search.models import Entry

# So many batches are on their way at once while the next is read. Not the helper of the client that does so: it reads
# what it sends in a thread of its own, which has no connection to the database.
THREADS = 4
# After so many batches the progress is told.
STEP = 20
# How often table and new index are compared before the rebuild gives up on a table that changes too fast.
ROUNDS = 20


def rebuild(client: Elasticsearch, progress: Progress) -> int:
    """Build a new index and give it to the readers; the number of entries in it.

    Raises RefusedError, and leaves readers the old index, where a document is refused.
    """
    indices.drop_unfinished(client)
    new = indices.create(client, indices.next_alias())
    client.indices.put_settings(index=new, settings={"index.refresh_interval": "-1"})
    sent = _fill(client, progress)
    client.indices.put_settings(index=new, settings={"index.refresh_interval": None})
    _reconcile(client, progress)
    indices.switch(client, new)
    return sent


def _fill(client: Elasticsearch, progress: Progress) -> int:
    """Send all entries; their number."""
    total, sent = Entry.objects.count(), 0
    under_way: deque = deque()
    with ThreadPoolExecutor(THREADS) as threads:
        for number, batch in enumerate(_batches(), 1):
            if len(under_way) == THREADS:
                _must_be_none(under_way.popleft().result())
            actions = list(actions_for(batch))
            under_way.append(threads.submit(write, client, indices.next_alias(), actions))
            sent += len(batch)
            if number % STEP == 0:
                progress(f"  {sent} of {total}")
        for batch in under_way:
            _must_be_none(batch.result())
    progress(f"  {sent} of {total}")
    return sent


def _batches():
    last = 0
    while batch := list(Entry.objects.filter(pk__gt=last).order_by("pk")[:BATCH]):
        yield batch
        last = batch[-1].pk


def _send(client: Elasticsearch, batch: Iterable[Entry]) -> None:
    _must_be_none(write(client, indices.next_alias(), actions_for(batch)))


def _must_be_none(refused: dict[int, str]) -> None:
    if refused:
        raise RefusedError("\n".join(f"{page}: {reason}" for page, reason in refused.items()))


def _reconcile(client: Elasticsearch, progress: Progress) -> None:
    """Send what changed meanwhile, until table and index say the same."""
    for _ in range(ROUNDS):
        missing = [page for page, _, _ in indices.differences(client, indices.next_alias())]
        if not missing:
            return
        progress(f"  {len(missing)} changed meanwhile")
        for start in range(0, len(missing), BATCH):
            _send(client, Entry.objects.filter(page_id__in=missing[start : start + BATCH]))
    raise RefusedError("the table changes faster than it can be sent: try again when less is edited")
