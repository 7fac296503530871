"""What words stand for is kept in each process until something of it changes, wherever it was changed."""

import pytest
from factories.records import JurisdictionFactory, OrganisationFactory

from django.db import connection

from search import vocabulary
from search.facets import BY_NAME
from search.models import Entry, SynonymList
from search.words import read


def stands_for_something(text: str) -> bool:
    return bool(vocabulary.thesaurus().meanings(read(text)))


@pytest.fixture
def another_process(db, monkeypatch):
    """A function that says what another process would say, which has read the vocabulary before."""
    kept = {}

    def ask(text: str) -> bool:
        with monkeypatch.context() as there:
            there.setattr(vocabulary, "_known", kept)
            return stands_for_something(text)

    ask("nothing")
    return ask


def test_a_list_that_was_changed_in_one_process_is_in_force_in_another(another_process):
    synonyms = SynonymList.objects.create(name="plants", text="quillwort, deepfake")
    assert another_process("quillwort")
    synonyms.text = "ragwort, deepfake"
    synonyms.save()
    assert not another_process("quillwort")
    assert another_process("ragwort")
    synonyms.delete()
    assert not another_process("ragwort")


def test_a_place_that_comes_as_another_goes_is_noticed(another_process):
    """One more and one less is as many as before."""
    gone = OrganisationFactory(title="Ragwort Inc")
    assert another_process("ragwort inc")
    version = Entry.objects.get(page_id=gone.pk).version
    gone.unpublish()
    new = OrganisationFactory(title="Bluebell Inc")
    Entry.objects.filter(page_id=new.pk).update(version=version)
    assert another_process("bluebell inc")
    assert not another_process("ragwort inc")


def test_nothing_is_read_again_while_nothing_changes(db, django_assert_num_queries):
    JurisdictionFactory(title="Quillwortia")
    vocabulary.thesaurus()
    with django_assert_num_queries(1):
        vocabulary.thesaurus()


def test_a_facet_calls_a_place_what_the_site_calls_it_now(db):
    place = JurisdictionFactory(title="Quillwortia", code="LT")
    assert BY_NAME["jurisdiction"].labels(["LT", "BR"]) == {"LT": "Quillwortia"}
    place.title = "Ragwortia"
    place.save_revision().publish()
    assert BY_NAME["jurisdiction"].labels(["LT", "BR"]) == {"LT": "Ragwortia"}
    place.unpublish()
    assert BY_NAME["jurisdiction"].labels(["LT"]) == {}


@pytest.mark.skipif(
    connection.vendor != "sqlite",
    reason="it reads a plan of SQLite; PostgreSQL plans by size",
)
def test_whether_names_have_changed_is_told_without_reading_all_entries(db):
    """Every search asks: with a million entries it would take seconds."""
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {vocabulary.STAMP}", vocabulary.NAMED)
        plan = [row[-1] for row in cursor.fetchall()]
    assert [step for step in plan if "search_entry" in step] == [
        "SEARCH search_entry USING COVERING INDEX entry_by_kind (kind=?)"
    ]
