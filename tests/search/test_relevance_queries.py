"""The judged queries are what they say they are."""

from collections import Counter

import pytest
from relevance import judged

from search.content import fold
from search.models import EntryFacet

CLASSES = {
    "topic": 18,
    "synonym": 10,
    "language": 12,
    "question": 12,
    "misspelling": 7,
    "title": 7,
    "abbreviation": 6,
    "place": 5,
    "filter": 3,
}


def test_each_class_keeps_its_queries():
    """More may come; fewer would change what the mean means."""
    kinds = Counter(query.kind for query in judged.queries())
    assert kinds.keys() == CLASSES.keys()
    assert {kind: number for kind, number in CLASSES.items() if kinds[kind] < number} == {}


def test_no_query_is_there_twice():
    queries = judged.queries()
    assert len({query.id for query in queries}) == len(queries)
    assert len({(query.text, str(query.filters)) for query in queries}) == len(queries)


@pytest.mark.parametrize("query", judged.queries(), ids=lambda query: query.id)
def test_grades_are_of_records_that_exist(query):
    assert query.intent
    assert set(query.grades) - set(judged.records()) == set()
    assert set(query.grades.values()) <= {1, 2, 3}
    assert max(query.grades.values()) >= 2, "something must answer the question"


def test_no_record_is_indexed_by_a_judged_query():
    """How readers ask for a record is written from the record: a line taken from here would measure itself."""
    judged_texts = {fold(query.text).strip("?") for query in judged.queries()}
    lines = {fold(line).strip("?") for record in judged.records().values() for line in record.get("asked_as", ())}
    assert judged_texts & lines == set()


@pytest.mark.django_db
def test_what_is_graded_is_within_the_chosen_facets(real_records):
    for query in judged.queries():
        for facet, values in query.filters.items():
            within = EntryFacet.objects.filter(facet=facet, value__in=values)
            found = set(within.values_list("entry__record_id", flat=True))
            assert set(query.grades) - found == set(), query.id
