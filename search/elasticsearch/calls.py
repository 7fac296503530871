"""Calls to the servers that can be broken off.

The limits of a client are for each operation of a socket: a server that sends a byte a second keeps to them for hours,
and would hold a thread and a connection as long. So a call knows its socket, and who has waited enough closes it.
"""

import socket
from collections.abc import Callable
from contextlib import suppress
from contextvars import ContextVar, copy_context
from typing import Any

from elastic_transport import NodeConfig, Urllib3HttpNode

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
