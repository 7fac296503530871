"""Many who ask at the same moment, each on a connection of its own."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from django.core import mail
from django.db import connection
from django.utils import timezone

from policytracker.alerts import asking
from policytracker.alerts.models import AlertRequest, ConfirmationSent
from policytracker.alerts.subjects import Subject


@pytest.fixture
def committed(django_db_setup, django_db_blocker):
    """What is written is committed, for other connections to see, and taken away afterwards.

    A test in a transaction of its own would do, but it ends with an empty database for the tests that follow.
    """
    with django_db_blocker.unblock():
        yield
        AlertRequest.objects.all().delete()
        ConfirmationSent.objects.all().delete()
        connection.close()


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite lets one write at a time: there is nothing to see")
def test_many_who_ask_at_the_same_time_cause_one_mail(committed):
    together = threading.Barrier(8)

    def ask_for(number: int) -> None:
        together.wait()
        try:
            # One mailbox; and twice one address, whose requests must not undo each other.
            asking.ask(f"ana+{number // 2}@example.org", Subject(search=f"q={number}"), "weekly", "en", timezone.now())
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(ask_for, range(8)))
    assert len(mail.outbox) == 1
    assert [len(request.wanted) for request in AlertRequest.objects.all()] == [2, 2, 2, 2]
