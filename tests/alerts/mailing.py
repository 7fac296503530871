"""A mail server on this machine that does what a test wants of it."""

import socketserver
import threading
from dataclasses import dataclass, field

# What it says to each command; to others "250 ok". None: it says nothing.
WILLING = {"hello": "220 here", "DATA": "354 go on", ".": "250 taken", "QUIT": "221 bye"}


@dataclass
class MailServer:
    """Listens while it is entered. `pause`: seconds before each answer. `taken`: to whom mails were taken."""

    answers: dict[str, str | None] = field(default_factory=dict)
    pause: float = 0
    taken: list[str] = field(default_factory=list)
    port: int = 0

    def __enter__(self):
        self._over = threading.Event()
        self._server = _Threads(("127.0.0.1", 0), _Conversation)
        self._server.told = self
        self.port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        return self

    def __exit__(self, *error):
        self._over.set()
        self._server.shutdown()
        self._server.server_close()

    def answer(self, command: str) -> str | None:
        self._over.wait(self.pause)
        return (WILLING | self.answers).get(command, "250 ok")

    def wait_for_the_end(self) -> None:
        self._over.wait()


class _Threads(socketserver.ThreadingTCPServer):
    daemon_threads = True


class _Conversation(socketserver.StreamRequestHandler):
    def handle(self):
        told, command, to = self.server.told, "hello", ""
        while command:
            answer = told.answer(command)
            if answer is None:
                told.wait_for_the_end()
                return
            try:
                self.wfile.write(f"{answer}\r\n".encode())
                if command == "." and answer.startswith("250"):
                    told.taken.append(to)
                if command == "QUIT":
                    return
                if answer.startswith("354"):
                    while self.rfile.readline() not in (b".\r\n", b""):
                        pass
                    command = "."
                    continue
                line = self.rfile.readline().decode()
            except OSError:
                return
            command = line[:4].strip().upper()
            to = line if command == "RCPT" else to
