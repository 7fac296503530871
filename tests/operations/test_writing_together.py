"""Two who write the same records at the same moment, each on a connection of their own."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from factories.records import JurisdictionFactory

from django.db import connection, transaction

from policies.models import JurisdictionPage
from search.models import Entry


@pytest.fixture
def committed(django_db_setup, django_db_blocker):
    """Two places that other connections see, and that are taken away afterwards with all that was written of them."""
    with django_db_blocker.unblock():
        pages = [JurisdictionFactory().pk, JurisdictionFactory().pk]
        yield pages
        for page in JurisdictionPage.objects.filter(pk__in=pages):
            page.delete()
        Entry.objects.filter(page_id__in=pages).delete()
        connection.close()


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite lets one write at a time: there is nothing to see")
def test_who_writes_the_same_records_in_another_order_waits(committed):
    together = threading.Barrier(2)

    def write(pages: list[int]) -> None:
        together.wait()
        try:
            for number in range(1, 6):
                with transaction.atomic():
                    for pk in pages:
                        page = JurisdictionPage.objects.get(pk=pk)
                        page.overview = f"Written {number} times."
                        page.save_revision().publish()
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(write, (committed, committed[::-1])))
    written = JurisdictionPage.objects.filter(pk__in=committed).values_list("overview", flat=True)
    assert set(written) == {"Written 5 times."}
