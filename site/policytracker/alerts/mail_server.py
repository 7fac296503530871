"""Speaking to the mail server while a reader waits for the answer."""

import socket
from contextlib import suppress
from smtplib import SMTPException
from threading import Timer

from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend


def send_within(seconds: float, message: EmailMessage) -> None:
    """Send a mail, or raise SMTPException or OSError after so many seconds at the latest.

    A server that is silent is waited for half of that at each step; one that answers each step, but slowly, is hung up
    on. A mail that it has taken is sent, whether or not it says goodbye.
    """
    connection = get_connection(timeout=seconds / 2)
    clock = Timer(seconds, _hang_up, [connection])
    clock.start()
    try:
        connection.open()
        connection.send_messages([message])
    finally:
        with suppress(SMTPException, OSError):
            connection.close()
        clock.cancel()


def _hang_up(connection: BaseEmailBackend) -> None:
    # Only the one that speaks to a server has a connection of its own.
    conversation = getattr(connection, "connection", None)
    if conversation is not None and conversation.sock is not None:
        with suppress(OSError):
            conversation.sock.shutdown(socket.SHUT_RDWR)
