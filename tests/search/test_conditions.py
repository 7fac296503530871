"""What a search asks for beside its words, of what a record is and was filed under."""

import pytest

from search.conditions import filed, has_left, hold, missing, no_longer
from search.query import SearchQuery

IN_FORCE = SearchQuery(chosen={"status": ("in-force", "suspended"), "kind": ("instrument",)})
LAW = {"kind": ["instrument"], "status": ["in-force"], "force": ["binding"]}
REPEALED = LAW | {"status": ["repealed"]}


def test_within_a_facet_one_value_is_enough_and_between_facets_all_must_hold():
    assert hold(IN_FORCE, LAW)
    assert hold(IN_FORCE, LAW | {"status": ["suspended"]})
    assert not hold(IN_FORCE, REPEALED)
    assert not hold(IN_FORCE, {"status": ["in-force"]})
    assert hold(SearchQuery(), LAW)


@pytest.mark.parametrize(
    ("span", "is_held"),
    [((2020, None), True), ((None, 2019), True), ((2019, 2020), True), ((2022, None), False), ((None, 2018), False)],
)
def test_years_are_those_in_which_it_was_active(span, is_held):
    query = SearchQuery(year_from=span[0], year_to=span[1])
    assert hold(query, {"year": ["2019", "2020", "2021"]}) is is_held
    assert not hold(query, {"kind": ["instrument"]})


def test_a_record_leaves_what_it_answered_and_answers_no_more():
    assert has_left(IN_FORCE, LAW, REPEALED)
    assert not has_left(IN_FORCE, LAW, LAW | {"force": ["voluntary"]})
    assert not has_left(IN_FORCE, REPEALED, LAW)
    assert not has_left(SearchQuery(), LAW, REPEALED)


def test_what_is_withdrawn_leaves_all_that_it_answered():
    assert has_left(SearchQuery(), LAW, {})
    assert has_left(IN_FORCE, LAW, {})
    assert not has_left(IN_FORCE, REPEALED, {})


def test_what_is_filed_as_it_was_leaves_nothing():
    assert not has_left(SearchQuery(), {}, {})
    assert not has_left(IN_FORCE, {}, {})


def test_it_is_said_what_is_missing_and_nothing_else():
    query = SearchQuery(chosen=IN_FORCE.chosen | {"force": ("voluntary",)}, year_from=2020, year_to=2021)
    assert missing(query, REPEALED | {"force": ["voluntary"]}) == ["Status: In force, Suspended", "Years: 2020–2021"]
    assert no_longer(IN_FORCE, REPEALED) == "No longer answers this search, which asks for: Status: In force, Suspended"
    assert no_longer(IN_FORCE, {}) == "No longer answers this search."


def test_nothing_is_kept_by_which_no_search_asks():
    values = {"kind": ["instrument"], "year": ["2020"], "name": ["a secret name"], "organisation": ["x"], "theme": []}
    assert filed(values) == {"kind": ["instrument"], "year": ["2020"]}
