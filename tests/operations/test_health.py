"""What a monitor is told."""

import pytest

from django.db import OperationalError

from search import service


@pytest.mark.django_db
def test_a_site_that_can_answer_says_what_it_answers_with(client):
    response = client.get("/health/")
    assert response.status_code == 200
    assert response.json()["database"] in ("sqlite", "postgresql")
    assert response.json()["search"] == {"engine": "embedded", "entries": 0, "unacknowledged": 0}
    assert "no-store" in response.headers["Cache-Control"]


def test_a_site_without_its_database_says_so(client, monkeypatch):
    def unreachable():
        raise OperationalError("connection refused")

    monkeypatch.setattr(service, "state", unreachable)
    response = client.get("/health/")
    assert response.status_code == 503
    assert response.json() == {"database": None, "search": None}


@pytest.mark.django_db
def test_it_can_only_be_asked(client):
    assert client.post("/health/").status_code == 405
