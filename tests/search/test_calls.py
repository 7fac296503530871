"""The ways to the servers hold when many threads take them at once."""

from threading import Thread

from elastic_transport import NodeConfig

from search.elasticsearch.calls import Node, Nodes

SERVERS = [NodeConfig("http", "127.0.0.1", port) for port in (9201, 9202, 9203)]


class Meanwhile(set):
    """Loses a node in another thread just while the pool goes through its nodes."""

    def __init__(self, pool: Nodes):
        super().__init__()
        self.loss = Thread(target=pool.mark_dead, args=[next(iter(pool.all()))])

    def __contains__(self, config: NodeConfig) -> bool:
        if self.loss.ident is None:
            self.loss.start()
            # It has to wait until the pool has chosen, so nothing is gained by waiting longer.
            self.loss.join(0.2)
        return super().__contains__(config)


def test_a_node_that_is_lost_while_another_is_chosen_fails_no_search():
    pool = Nodes(SERVERS, Node)
    pool._removed_nodes = Meanwhile(pool)

    assert pool.get().config in SERVERS

    pool._removed_nodes.loss.join()
    assert len(pool._alive_nodes) == 2
