"""From the table to the index: what has not been acknowledged is sent, as often as it takes.

Any number of workers may do so at once: each document carries the version of its row, and the server keeps the highest.
"""

import logging
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

from elasticsearch import Elasticsearch
from elasticsearch.helpers import streaming_bulk

from django.db import connection, transaction

from policies.models import Provision
from search.elasticsearch import client as servers
from search.elasticsearch import indices
from search.elasticsearch.documents import document
from search.models import Entry

logger = logging.getLogger(__name__)

BATCH = 500
# What is sent while an editor waits.
SOON = 50
# How often an alias may turn up elsewhere, since a rebuild ended, before a batch is given up for now.
MOVES = 3
# The answers of the server to a version that it has already, or a newer one; and to an alias that is not there.
CONFLICT, GONE = 409, 404


class RefusedError(Exception):
    """Some documents were refused for what is in them."""


class MovedError(indices.NoIndexError):
    """An alias that took changes a moment ago is not there any more."""


def after_commit() -> None:
    """Send what changed once the present transaction is committed, once for the whole of it."""
    if not servers.is_configured():
        return
    if not any(callback is send_soon for _, callback, *_ in connection.run_on_commit):
        transaction.on_commit(send_soon, robust=True)


def send_soon() -> None:
    """Send a few entries at once, so that an editor finds what was just published; the worker sends the rest.

    What fails stays pending, and nobody is kept waiting for it.
    """
    try:
        send_batch(servers.client(), _pending(0)[:SOON], servers.within_limit)
    except (servers.UnavailableError, indices.NoIndexError, RefusedError) as error:
        logger.warning("Changes wait for the search servers: %s", error)


def _at_once(work: Callable):
    return work()


def send_pending(client: Elasticsearch) -> int:
    """Send everything that is pending, and let readers have an index that was empty before; the number acknowledged.

    Raises RefusedError at the end, when everything else has been sent; errors of the connection at once.
    """
    sent, last, refused = 0, 0, []
    while batch := list(_pending(last)[:BATCH]):
        try:
            sent += send_batch(client, batch)
        except RefusedError as error:
            refused.append(str(error))
        last = batch[-1].pk
    indices.open_to_readers(client)
    if refused:
        raise RefusedError("\n".join(refused))
    return sent


def _pending(after: int):
    return Entry.objects.unacknowledged().filter(pk__gt=after).order_by("pk")


def send_batch(client: Elasticsearch, entries: Iterable[Entry], run: Callable = _at_once) -> int:
    """Send some entries to every index that takes changes, and note what all of them have acknowledged.

    `run` is given the part that asks the servers, which uses no database.
    """
    rows = {entry.page_id: entry for entry in entries}
    if not rows:
        return 0
    actions = list(actions_for(rows.values()))
    refused = run(lambda: _to_all(client, actions))
    _acknowledge(entry for entry in rows.values() if entry.page_id not in refused)
    if refused:
        raise RefusedError("\n".join(f"{rows[page].record_id or page}: {reason}" for page, reason in refused.items()))
    return len(rows)


def _to_all(client: Elasticsearch, actions: list[dict]) -> dict[int, str]:
    """Write what was read from the table before: see indices.write_targets. What was refused, and why."""
    for _ in range(MOVES):
        refused = {}
        try:
            for target in indices.write_targets(client):
                refused |= write(client, target, actions)
        except MovedError:
            continue
        return refused
    raise MovedError("A rebuild ends or was broken off: changes are sent a little later.")


def write(client: Elasticsearch, target: str, actions: Iterable[dict]) -> dict[int, str]:
    """Write behind an alias; for each page that was refused the reason. An older version is no failure."""
    refused = {}
    answers = streaming_bulk(
        client, actions, index=target, require_alias=True, chunk_size=BATCH, raise_on_error=False, max_retries=2
    )
    for is_sent, answer in answers:
        result = answer["index"]
        if result["status"] == GONE:
            raise MovedError(f"There is no index behind {target} any more.")
        if not is_sent and result["status"] != CONFLICT:
            refused[int(result["_id"])] = _in_words(result.get("error"))
    return refused


def actions_for(entries: Iterable[Entry]) -> Iterator[dict]:
    """What is to be written for each entry, as the helpers of the client take it."""
    explained = definitions()
    for entry in entries:
        yield {
            "_id": entry.page_id,
            "version": entry.version,
            "version_type": "external",
            "_source": document(entry, explained),
        }


def _in_words(error: dict) -> str:
    """The reasons of an error, the outermost first."""
    reasons = []
    while error:
        reasons.append(error.get("reason") or error.get("type", ""))
        error = error.get("caused_by")
    return ": ".join(filter(None, reasons))


def definitions() -> dict[str, str]:
    """The words that explain each provision: readers may ask in them."""
    return {
        provision.code: f"{provision.label}. {provision.definition} {provision.question}"
        for provision in Provision.objects.all()
    }


def _acknowledge(entries: Iterable[Entry]) -> None:
    """Only for the version that was sent: an entry that has changed meanwhile stays pending."""
    by_version = defaultdict(list)
    for entry in entries:
        by_version[entry.version].append(entry.pk)
    for version, keys in by_version.items():
        Entry.objects.filter(pk__in=keys, version=version).update(acknowledged=version)
