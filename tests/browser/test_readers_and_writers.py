"""Readers do not wait for an editor: on a real server, with the database locked for writing by somebody else."""

import sqlite3
import urllib.request

import pytest
from serving import BEHIND_TLS


@pytest.mark.parametrize(
    "path", ["/", "/search/?q=deepfake", "/tracker/", "/compare/?in=LT,BR", "/briefings/jurisdiction/LT.html"]
)
def test_a_page_is_read_while_somebody_writes(address, var, path):
    writer = sqlite3.connect(var / "policytracker.sqlite3", isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    try:
        request = urllib.request.Request(address + path, headers=BEHIND_TLS)
        with urllib.request.urlopen(request, timeout=10) as response:
            assert response.status == 200
    finally:
        writer.execute("ROLLBACK")
        writer.close()
