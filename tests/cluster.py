"""Elasticsearch nodes that a test starts, kills and starts again. Who only searches takes `elasticsearch_url`."""

import os
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from serving import REPOSITORY, free_port

SCRIPT = REPOSITORY / "site" / "requirements" / "elasticsearch.sh"
# For several of them on a small machine: little memory, and compiled quickly rather than well.
ENVIRONMENT = {"ELASTICSEARCH_HEAP": "512m", "ES_JAVA_OPTS": "-XX:TieredStopAtLevel=1"}


def can_start() -> bool:
    return subprocess.run(["sh", SCRIPT, "installed"], check=False).returncode == 0


@dataclass
class Node:
    folder: Path
    port: int
    settings: dict[str, str]

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def launch(self) -> subprocess.Popen:
        """Begin to start it; `wait` for it afterwards. Nodes of a new cluster wait for each other."""
        settings = [part for name, value in self.settings.items() for part in ("-E", f"{name}={value}")]
        command = ["sh", str(SCRIPT), "start", str(self.folder), str(self.port), *settings]
        return subprocess.Popen(command, env=os.environ | ENVIRONMENT)

    def wait(self, launched: subprocess.Popen) -> None:
        if launched.wait(300):
            console = self.folder / "console.log"
            raise RuntimeError(console.read_text()[-4000:] if console.exists() else f"{self.folder} was not made")

    def start(self) -> None:
        self.wait(self.launch())

    def kill(self) -> None:
        """End it as a power cut would. What it has acknowledged must be there after the next start."""
        os.kill(int((self.folder / "pid").read_text()), signal.SIGKILL)
        while self.answers():
            time.sleep(0.05)

    def stop(self) -> None:
        subprocess.run(["sh", SCRIPT, "stop", self.folder], check=True)

    def restart(self) -> None:
        self.stop()
        self.start()

    def answers(self) -> bool:
        try:
            socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
        except OSError:
            return False
        return True


@contextmanager
def cluster(size: int) -> Iterator[list[Node]]:
    """Nodes that know each other and are gone afterwards, with all that they held."""
    names = [f"node-{number}" for number in range(1, size + 1)]
    transport = {name: free_port() for name in names}
    together = {
        "discovery.type": "multi-node",
        "discovery.seed_hosts": ",".join(f"127.0.0.1:{port}" for port in transport.values()),
        "cluster.initial_master_nodes": ",".join(names),
    }
    with tempfile.TemporaryDirectory(prefix="elasticsearch-") as parent:
        # A node that was started by root runs as another user, who has to get through here.
        Path(parent).chmod(0o755)
        nodes = [
            Node(
                Path(parent) / name,
                free_port(),
                {"node.name": name, "transport.port": str(transport[name])} | (together if size > 1 else {}),
            )
            for name in names
        ]
        launched = [node.launch() for node in nodes]
        try:
            for node, process in zip(nodes, launched, strict=True):
                node.wait(process)
            yield nodes
        finally:
            for process in launched:
                process.wait(300)
            for node in nodes:
                if node.answers():
                    node.kill()


@contextmanager
def node() -> Iterator[Node]:
    with cluster(1) as nodes:
        yield nodes[0]
