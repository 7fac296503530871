"""Calls to the servers that can be broken off, from many threads.

The limits of a client are for each operation of a socket: a server that sends a byte a second keeps to them for hours,
and would hold a thread and a connection as long. So a call knows its socket, and who has waited enough closes it.
"""

import socket
from collections.abc import Callable
from contextlib import suppress
from contextvars import ContextVar, copy_context
from threading import RLock
from typing import Any

from elastic_transport import BaseNode, NodeConfig, NodePool, Transport, Urllib3HttpNode

_present: ContextVar["Call | None"] = ContextVar("call", default=None)


class Call:
    """One thing to do that may take several requests, in whatever thread runs it."""

    def __init__(self, work: Callable[[], Any]):
        self._work = work
        self._socket: socket.socket | None = None
        self._is_over = False

    def run(self) -> Any:
        return copy_context().run(self._run)

    def _run(self) -> Any:
        _present.set(self)
        return self._work()

    def break_off(self) -> None:
        """End what it waits for, and let it begin nothing more."""
        self._is_over = True
        if self._socket is not None:
            # It may have ended by itself. Not the method of a TLS socket, which would change it under its reader.
            with suppress(OSError):
                socket.socket.shutdown(self._socket, socket.SHUT_RDWR)

    def waits_on(self, connection_socket: socket.socket) -> None:
        self._socket = connection_socket
        self.must_not_be_over()

    def must_not_be_over(self) -> None:
        if self._is_over:
            raise TimeoutError("the call was broken off")


class _Noted:
    """A connection that tells the present call what it waits on."""

    def request(self, *arguments, **keywords):
        call = _present.get()
        # The client asks once more after a connection has ended.
        if call:
            call.must_not_be_over()
        super().request(*arguments, **keywords)
        if call:
            call.waits_on(self.sock)


class Node(Urllib3HttpNode):
    """A node whose requests belong to the present call."""

    def __init__(self, config: NodeConfig):
        super().__init__(config)
        self.pool.ConnectionCls = type("Connection", (_Noted, self.pool.ConnectionCls), {})


class Nodes(NodePool):
    """The nodes, for many threads: that of the library goes through a dictionary that another thread may change just
    then, as it does when a node is lost or comes back, and raises a RuntimeError (elastic-transport 9.4.2)."""

    def __init__(self, *arguments, **keywords):
        self._one_at_a_time = RLock()
        super().__init__(*arguments, **keywords)

    def get(self) -> BaseNode:
        with self._one_at_a_time:
            return super().get()

    def mark_dead(self, node: BaseNode, *arguments) -> None:
        with self._one_at_a_time:
            super().mark_dead(node, *arguments)

    def mark_live(self, node: BaseNode) -> None:
        with self._one_at_a_time:
            super().mark_live(node)


class Way(Transport):
    """The way to the servers that a client takes."""

    def __init__(self, *arguments, **keywords):
        super().__init__(*arguments, node_pool_class=Nodes, **keywords)
