"""The login that `make demo` prints."""

from io import StringIO

import pytest

from django.contrib.auth import authenticate
from django.core.management import call_command

pytestmark = pytest.mark.django_db


def create_editor() -> str:
    out = StringIO()
    call_command("create_editor", stdout=out)
    return out.getvalue()


def test_the_password_that_is_printed_opens_the_admin(client):
    password = create_editor().split("password: ")[1].split()[0]
    assert client.login(username="editor", password=password)
    assert client.get("/admin/").status_code == 200


def test_a_second_run_leaves_the_password_alone_and_does_not_know_it():
    password = create_editor().split("password: ")[1].split()[0]
    again = create_editor()
    assert password not in again
    assert "changepassword editor" in again
    assert authenticate(username="editor", password=password)
