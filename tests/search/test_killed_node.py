"""The only search server is killed while the site is read and edited: no search fails, no edit is lost."""

import time

import pytest
from cluster import node
from elasticsearch import Elasticsearch
from under_load import tried_site, wait_until

pytestmark = pytest.mark.elasticsearch

# The promise: so long after the server can take documents again, it has all of them.
SOON = 10


def test_no_search_fails_and_no_edit_is_lost_when_the_server_is_killed(own_nodes, tmp_path):
    with node() as server, tried_site(tmp_path, ELASTICSEARCH_URL=server.url) as site:
        # The site was there before the server had an index.
        wait_until(lambda: site.health()["engine"] == "elasticsearch", "Elasticsearch answers")
        wait_until(lambda: site.health()["unacknowledged"] == 0, "everything is in the index")
        wait_until(site.finds_what_stays, "the index shows what it has")
        with site.at_work():
            site.go_on()
            server.kill()
            while_away = dict(site.by_engine)
            assert site.health()["engine"] == "embedded"
            # Each edit is looked for at once: see under_load.
            site.go_on(edits=10)
            assert site.by_engine["embedded"] > while_away["embedded"]
            assert site.health()["unacknowledged"] > 0
            server.start()
            with Elasticsearch(server.url) as client:
                client.cluster.health(wait_for_status="yellow", timeout="60s")
            returned = time.monotonic()
            wait_until(lambda: site.health()["unacknowledged"] == 0, "what had waited is acknowledged")
            assert time.monotonic() - returned < SOON
            site.go_on(edits=3)
        assert "and the index" in site.manage("search_index", "verify")
        wait_until(site.finds_every_edit, "Elasticsearch finds each law as it was left")
        site.must_have_met_no_problem()
