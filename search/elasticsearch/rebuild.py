"""A new index from the table, while the old one is read and both take what changes."""

from elasticsearch import Elasticsearch

from search.elasticsearch import indices
from search.elasticsearch.indices import Progress
from search.elasticsearch.sync import BATCH, RefusedError, actions_for, write
from search.models import Entry

# How often table and new index are compared before the rebuild gives up on a table that changes too fast.
ROUNDS = 20


def rebuild(client: Elasticsearch, progress: Progress) -> int:
    """Build a new index and give it to the readers; the number of entries in it.

    Raises RefusedError, and leaves readers the old index, where a document is refused.
    """
    indices.drop_unfinished(client)
    new = indices.create(client, indices.next_alias())
    total, sent = Entry.objects.count(), 0
    client.indices.put_settings(index=new, settings={"index.refresh_interval": "-1"})
    for batch in _batches():
        _send(client, batch)
        sent += len(batch)
        if sent % (20 * BATCH) < BATCH or sent >= total:
            progress(f"  {sent} of {total}")
    client.indices.put_settings(index=new, settings={"index.refresh_interval": None})
    _reconcile(client, progress)
    indices.switch(client, new)
    return sent


def _batches():
    last = 0
    while batch := list(Entry.objects.filter(pk__gt=last).order_by("pk")[:BATCH]):
        yield batch
        last = batch[-1].pk


def _send(client: Elasticsearch, batch: list[Entry]) -> None:
    if refused := write(client, indices.next_alias(), actions_for(batch)):
        raise RefusedError("\n".join(f"{page}: {reason}" for page, reason in refused.items()))


def _reconcile(client: Elasticsearch, progress: Progress) -> None:
    """Send what changed meanwhile, until table and index say the same."""
    for _ in range(ROUNDS):
        missing = [page for page, _, _ in indices.differences(client, indices.next_alias())]
        if not missing:
            return
        progress(f"  {len(missing)} changed meanwhile")
        for start in range(0, len(missing), BATCH):
            _send(client, list(Entry.objects.filter(page_id__in=missing[start : start + BATCH])))
    raise RefusedError("the table changes faster than it can be sent: try again when less is edited")
