import uuid
from contextlib import ExitStack

import loaded
import pytest

from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.test import override_settings

from search.elasticsearch import client as servers
from search.models import Entry
from search.semantics import kept


@pytest.fixture(scope="module")
def real_records(request, django_db_setup, django_db_blocker):
    """The fixtures and the thesaurus, there for a module and gone after it. For tests that only read."""
    with django_db_blocker.unblock(), ExitStack() as stack:
        if connection.vendor == "sqlite":
            stack.enter_context(loaded.in_memory(request.getfixturevalue("loaded_site")))
        stack.enter_context(transaction.atomic())
        if connection.vendor == "postgresql":
            call_command("load_content", str(settings.REPOSITORY / "fixtures"), verbosity=0)
            call_command("load_synonyms", verbosity=0)
            # It plans by statistics, which it gathers by itself only of what is committed.
            connection.cursor().execute("ANALYZE")
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def records_read_by_the_model(real_records, search_model_folder):
    """The same, on a site whose searches are ordered by meaning too."""
    with override_settings(SEARCH_MODEL=search_model_folder):
        for entry in Entry.objects.present():
            kept.keep(entry)
        yield


@pytest.fixture
def servers_named(db, settings, monkeypatch, elasticsearch_url, index_prefix):
    """A site that is told of the shared node, and has no index there yet; gives a client of the node."""
    name = f"{index_prefix}{uuid.uuid4().hex[:8]}"
    settings.ELASTICSEARCH = settings.ELASTICSEARCH | {"hosts": [elasticsearch_url], "index": name}
    # It is asked what is found, not how soon: a busy machine may take its time.
    monkeypatch.setattr(servers, "LIMIT", 60.0)
    servers.forget_failures()
    client = servers.patient_client()
    yield client
    for index in client.indices.get(index=f"{name}*"):
        client.indices.delete(index=index)
