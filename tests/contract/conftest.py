"""Both engines, one after the other, on whatever database is at hand."""

import uuid
from collections.abc import Iterator

import pytest

from search.elasticsearch import client as servers
from search.elasticsearch import indices, sync


@pytest.fixture(autouse=True, params=["embedded", "elasticsearch"])
def engine(request, settings, monkeypatch) -> Iterator[str]:
    """The engine in use, by its name. What is written can be found at once."""
    if request.param == "elasticsearch":
        request.getfixturevalue("db")
        url, prefix = request.getfixturevalue("elasticsearch_url"), request.getfixturevalue("index_prefix")
        names = {"hosts": [url], "index": f"{prefix}{uuid.uuid4().hex[:8]}"}
        settings.ELASTICSEARCH = settings.ELASTICSEARCH | names
        # It is asked what is found, not how soon: a busy machine may take its time.
        monkeypatch.setattr(servers, "LIMIT", 60.0)
        client = servers.patient_client()
        servers.forget_failures()
        indices.init(client)

        def send_at_once():
            sync.send_pending(client)
            client.indices.refresh(index=indices.alias())

        # An index that is empty is not given to readers before it is known that nothing waits.
        send_at_once()
        # Tests never commit.
        monkeypatch.setattr(sync, "after_commit", send_at_once)
    yield request.param
    if request.param == "elasticsearch":
        client.indices.delete(index=indices.index_behind(client, indices.alias()))
