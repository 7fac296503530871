"""All that a query finds, a batch at a time: at a point in time, each batch behind the last hit of the one before.

The servers keep the point in time while it is read; so what changes meanwhile changes nothing here. It is given back at
the end, or when reading stops before; one that is forgotten is dropped by the servers themselves.
"""

from collections.abc import Iterator
from contextlib import suppress

from elastic_transport import TransportError
from elasticsearch import ApiError, Elasticsearch
from elasticsearch.dsl import Search
from elasticsearch.dsl.query import Query
from elasticsearch.dsl.response import Response

from search.elasticsearch import client as servers
from search.elasticsearch import indices

BATCH = 500
# Between two batches a slow reader takes in the one before.
KEPT = "5m"
# A file with a part missing would look like any other.
WHOLE = {"allow_partial_search_results": False}


class Stream:
    """The pages that a query finds, each with its score, in an order. Made with the first batch; iterated over once."""

    def __init__(self, query: Query, order: list[str]):
        client = servers.client()
        self._point = client.open_point_in_time(index=indices.alias(), keep_alive=KEPT, **WHOLE)["id"]
        self._search = Search().params(**WHOLE).query(query).sort(*order).source(False).extra(size=BATCH)
        try:
            self._first = self._read(client, self._search.extra(track_total_hits=True))
        except BaseException:
            self._give_back()
            raise
        self.total = self._first.hits.total.value

    def __iter__(self) -> Iterator[list[tuple[int, float]]]:
        """Raises UnavailableError where the servers give up in between."""
        batch, search = self._first, self._search.extra(track_total_hits=False)
        try:
            while batch.hits:
                yield [(int(hit.meta.id), hit.meta.score or 0.0) for hit in batch]
                if len(batch.hits) < BATCH:
                    break
                # Nobody waits for a page now: the servers may take longer than a search may.
                behind = search.extra(search_after=list(batch.hits[-1].meta.sort))
                batch = self._read(servers.patient_client(), behind)
        except (TransportError, ApiError) as error:
            raise servers.UnavailableError(f"{type(error).__name__}: {error}") from error
        finally:
            self._give_back()

    def _read(self, client: Elasticsearch, search: Search) -> Response:
        answer = search.using(client).extra(pit={"id": self._point, "keep_alive": KEPT}).execute()
        self._point = answer.pit_id
        return answer

    def _give_back(self) -> None:
        with suppress(TransportError, ApiError):
            servers.client().close_point_in_time(id=self._point)
