"""What browsers are told to refuse."""

import pytest


@pytest.mark.django_db
def test_readers_pages_allow_nothing_inline_and_nobody_else(client):
    policy = client.get("/search/").headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    # The order of the directives is not promised.
    assert "script-src 'self'" in policy.split("; ")
    assert "unsafe" not in policy
    assert "http" not in policy


@pytest.mark.django_db
def test_the_admin_has_its_own_policy(client):
    policy = client.get("/admin/login/").headers["Content-Security-Policy"]
    assert "script-src 'self' 'unsafe-inline'" in policy
    assert "http" not in policy


@pytest.mark.django_db
def test_readers_get_no_cookie_and_are_not_referred(client):
    response = client.get("/search/")
    assert not response.cookies
    assert response.headers["Referrer-Policy"] == "same-origin"
