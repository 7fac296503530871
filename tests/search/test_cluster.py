"""Three search servers, of which one is killed and then the one that leads them, while the site is read and edited."""

import pytest
from cluster import Node, cluster
from elasticsearch import Elasticsearch
from under_load import Tried, tried_site, wait_until

pytestmark = pytest.mark.elasticsearch


def master(nodes: list[Node]) -> Node:
    with Elasticsearch([node.url for node in nodes if node.answers()]) as client:
        name = client.cat.master(format="json")[0]["node"]
    return next(node for node in nodes if node.settings["node.name"] == name)


def is_whole(nodes: list[Node]) -> bool:
    """Whether all are there and each document is on two of them."""
    with Elasticsearch([node.url for node in nodes]) as client:
        health = client.cluster.health()
    return (health["number_of_nodes"], health["status"]) == (len(nodes), "green")


def outlives(site: Tried, nodes: list[Node], lost: Node) -> None:
    """The site goes on without a node, and not only with the engine that stands in; then the node comes back."""
    lost.kill()
    site.go_on()
    answered = site.by_engine["elasticsearch"]
    wait_until(lambda: site.by_engine["elasticsearch"] > answered + 5, "the other nodes answer")
    wait_until(lambda: site.health()["unacknowledged"] == 0, "the other nodes take what changes")
    lost.start()
    wait_until(lambda: is_whole(nodes), "the node has caught up")


def test_no_search_fails_and_no_edit_is_lost_when_a_node_and_then_the_master_is_killed(own_nodes, tmp_path):
    with cluster(3) as nodes:
        hosts = ",".join(node.url for node in nodes)
        with tried_site(
            tmp_path, ELASTICSEARCH_URL=hosts, ELASTICSEARCH_SHARDS="3", ELASTICSEARCH_REPLICAS="1"
        ) as site:
            wait_until(lambda: site.health()["engine"] == "elasticsearch", "Elasticsearch answers")
            wait_until(lambda: is_whole(nodes), "each document is on two nodes")
            wait_until(site.finds_what_stays, "the index shows what it has")
            with site.at_work():
                site.go_on()
                outlives(site, nodes, next(node for node in nodes if node is not master(nodes)))
                leader = master(nodes)
                outlives(site, nodes, leader)
                site.go_on()
            wait_until(lambda: site.health()["unacknowledged"] == 0, "everything is acknowledged")
            assert "and the index" in site.manage("search_index", "verify")
            wait_until(site.finds_every_edit, "Elasticsearch finds each law as it was left")
            site.must_have_met_no_problem()
