import pytest

from django.conf import settings
from django.core.management import call_command
from django.db import transaction


@pytest.fixture(scope="module")
def real_records(django_db_setup, django_db_blocker):
    """The fixtures and the thesaurus, loaded once for a module and gone after it. For tests that only read."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_content", str(settings.REPOSITORY / "fixtures"), verbosity=0)
        call_command("load_synonyms", verbosity=0)
        yield
        transaction.set_rollback(True)
