"""What a word tells of a record in Elasticsearch, by the texts in which it stands."""

import pytest
from factories.records import InstrumentFactory

from django.core.management import call_command

from search.query import SearchQuery
from search.results import SearchResults
from search.service import search

pytestmark = [pytest.mark.elasticsearch, pytest.mark.django_db]


def ask(text: str) -> SearchResults:
    call_command("search_index", "init", verbosity=0)
    results = search(SearchQuery(text))
    assert results.engine == "elasticsearch"
    return results


def found(text: str) -> list[str]:
    return [result.id for result in ask(text).results]


def test_a_record_about_both_words_comes_before_one_that_says_one_of_them_in_each_of_its_texts(servers_named):
    about_one = "Quillwort grows by lakes."
    InstrumentFactory(
        record_id="one",
        title="Act on quillwort",
        summary=about_one,
        approach=about_one,
        critique=about_one,
        notes="It leaves tallow out.",
    )
    InstrumentFactory(record_id="both", title="Act on candles", summary="Candles of quillwort and tallow.")
    assert found("quillwort tallow") == ["both", "one"]


def test_of_two_records_that_say_it_once_the_one_that_says_it_in_its_title_comes_first(servers_named):
    InstrumentFactory(record_id="summary", title="Act on wetlands", summary="It protects quillwort by the lakes.")
    InstrumentFactory(record_id="title", title="Act on quillwort", summary="It protects what grows by the lakes.")
    assert found("quillwort") == ["title", "summary"]


def test_a_phrase_of_the_title_in_the_original_raises_the_record_and_is_marked(servers_named):
    InstrumentFactory(record_id="history", title="Act on wetlands", notes="It copies a decree on quillwort rouge.")
    InstrumentFactory(record_id="original", title="Act on lakes", title_original="Décret de la quillwort rouge")
    results = ask('"quillwort rouge"')
    assert [result.id for result in results.results] == ["original", "history"]
    (passage, *_others) = results.results[0].passages
    assert (passage.where, "<mark>" in passage.text) == ("Title in the original", True)
