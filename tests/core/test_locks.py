"""What a machine does once at a time."""

from django.conf import settings

from policytracker.core.locks import one_at_a_time


def test_tests_lock_nothing_where_a_site_in_the_same_folder_has_its_data():
    assert not settings.VAR.is_relative_to(settings.REPOSITORY)
    with one_at_a_time("something"):
        assert (settings.VAR / "something.lock").exists()
