"""The index behind its aliases: made, built anew without downtime, compared with the table.

Nothing is ever written to or read from an index by its name:

- `<name>` is read; it points at one index;
- `<name>-write` takes what changes; it points at the same one;
- `<name>-next` is there while a new index is being built, and takes what changes as well.

A rebuild makes a new index, fills it from the table, compares the two, sends what differs until nothing does, and then
moves both aliases in one call. Every document carries the version of its row, and the server refuses an older one.

The first index takes changes at once and is given to readers when it has what the table has: until then the embedded
engine answers them, which is better than a part.
"""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

from elasticsearch import BadRequestError, Elasticsearch, NotFoundError
from elasticsearch.dsl import Index
from elasticsearch.helpers import scan

from django.conf import settings

from search.elasticsearch.documents import EntryDocument, index_settings
from search.models import Entry

Progress = Callable[[str], None]
MOMENT = "%Y%m%d-%H%M%S-%f"
# The first index has the same name whoever makes it, so that of two workers only one does.
FIRST = datetime(1970, 1, 1, tzinfo=UTC)


class NoIndexError(Exception):
    """There is nothing behind an alias that is needed."""


def alias() -> str:
    """The alias that is read."""
    return settings.ELASTICSEARCH["index"]


def write_alias() -> str:
    return f"{alias()}-write"


def next_alias() -> str:
    return f"{alias()}-next"


def write_targets(client: Elasticsearch) -> list[str]:
    """The aliases that take a change now. Ask only after the rows to be sent have been read.

    Whoever learns late of an index that is being built has read rows that were committed before it was made, and so
    the rebuild reads them itself. The other way round a change could miss it.
    """
    there = client.indices.get_alias(name=f"{alias()}-*")
    names = {name for index in there.values() for name in index["aliases"]}
    if write_alias() not in names:
        raise NoIndexError(f"There is no index behind {write_alias()}: run search_index init, or rebuild.")
    return sorted(names & {write_alias(), next_alias()})


def index_behind(client: Elasticsearch, name: str) -> str:
    """The index that an alias points at; empty where there is none."""
    try:
        return next(iter(client.indices.get_alias(name=name)), "")
    except NotFoundError:
        return ""


def create(client: Elasticsearch, *aliases: str, moment: datetime | None = None) -> str:
    """A new, empty index behind some aliases, named by the moment of its making."""
    name = f"{alias()}-{moment or datetime.now(UTC):{MOMENT}}"
    index = Index(name)
    index.document(EntryDocument)
    index.settings(**index_settings())
    index.aliases(**{alias_name: {} for alias_name in aliases})
    index.create(using=client)
    client.cluster.health(index=name, wait_for_status="yellow", timeout="30s")
    return name


def init(client: Elasticsearch) -> bool:
    """Make the index where there is none, whoever else tries to. False where there is one.

    Readers have it with `open_to_readers`.
    """
    if index_behind(client, write_alias()):
        return False
    # Before it is made: who dies in between has lost nothing. What another index has acknowledged, this one has not.
    Entry.objects.exclude(acknowledged=0).update(acknowledged=0)
    try:
        create(client, write_alias(), moment=FIRST)
    except BadRequestError as error:
        if error.error != "resource_already_exists_exception":
            raise
        return False
    return True


def open_to_readers(client: Elasticsearch) -> None:
    """Let readers have the index that takes changes, where they have none. Only after all that was pending was sent."""
    if index_behind(client, alias()):
        return
    if first := index_behind(client, write_alias()):
        client.indices.refresh(index=first)
        client.indices.update_aliases(actions=[{"add": {"index": first, "alias": alias()}}])


def switch(client: Elasticsearch, new: str) -> None:
    """Let readers and writers have a new index, in one step, and drop all others of this site."""
    actions = [{"add": {"index": new, "alias": name}} for name in (alias(), write_alias())]
    actions.append({"remove": {"index": new, "alias": next_alias()}})
    actions += [{"remove_index": {"index": name}} for name in _all(client) if name != new]
    client.indices.update_aliases(actions=actions)


def drop_unfinished(client: Elasticsearch) -> None:
    """Remove what a rebuild that was broken off has left."""
    try:
        unfinished = client.indices.get_alias(name=next_alias())
    except NotFoundError:
        return
    for name in unfinished:
        client.indices.delete(index=name)


def _all(client: Elasticsearch) -> list[str]:
    """Every index that was made here. Another site on the same servers may have a name that begins like this one's."""
    is_ours = re.compile(rf"{re.escape(alias())}-\d{{8}}-\d{{6}}-\d{{6}}").fullmatch
    return [name for name in client.indices.get_alias(index=f"{alias()}-*", expand_wildcards="open") if is_ours(name)]


def differences(client: Elasticsearch, name: str) -> Iterator[tuple[int, int, int]]:
    """Where table and index differ: page id, version in the table, version in the index; 0 where it is not there.

    Both are read in the order of the ids, side by side, so that memory does not grow with their number.
    """
    client.indices.refresh(index=name)
    table = Entry.objects.order_by("page_id").values_list("page_id", "version").iterator(chunk_size=5000)
    index = _versions(client, name)
    row, found = next(table, None), next(index, None)
    while row or found:
        if found is None or (row and row[0] < found[0]):
            yield row[0], row[1], 0
            row = next(table, None)
        elif row is None or found[0] < row[0]:
            yield found[0], 0, found[1]
            found = next(index, None)
        else:
            if row[1] != found[1]:
                yield row[0], row[1], found[1]
            row, found = next(table, None), next(index, None)


def _versions(client: Elasticsearch, name: str) -> Iterator[tuple[int, int]]:
    """Page ids and versions in the order of the ids."""
    hits = scan(
        client,
        index=name,
        # Nothing that is stored, not even the id: to look it up takes longer than all the rest.
        query={
            "_source": False,
            "stored_fields": "_none_",
            "docvalue_fields": ["page_id", "version"],
            "sort": ["page_id"],
        },
        preserve_order=True,
        size=5000,
    )
    for hit in hits:
        yield hit["fields"]["page_id"][0], hit["fields"]["version"][0]
