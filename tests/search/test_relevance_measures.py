"""The measures by which rankings are judged, on rankings whose measures are known."""

from math import log2

import pytest
from relevance.measures import discounted_gain, ndcg, recall, reciprocal_rank

GRADES = {"best": 3, "good": 2, "near": 1}


def test_gain_grows_with_the_grade_and_fades_with_the_rank():
    assert discounted_gain([3], 10) == 7
    assert discounted_gain([2, 1], 10) == pytest.approx(3 + 1 / log2(3))
    assert discounted_gain([0, 0, 3], 10) == pytest.approx(7 / log2(4))


def test_gain_stops_at_the_rank_asked_for():
    assert discounted_gain([3, 3, 3], 1) == 7


def test_the_best_order_has_an_ndcg_of_one():
    assert ndcg(["best", "good", "near"], GRADES) == 1
    assert ndcg(["best", "good", "near", "other"], GRADES) == 1


def test_a_worse_order_has_less():
    ideal = 7 + 3 / log2(3) + 1 / log2(4)
    assert ndcg(["near", "good", "best"], GRADES) == pytest.approx((1 + 3 / log2(3) + 7 / log2(4)) / ideal)
    assert ndcg(["other", "best", "good", "near"], GRADES) < 1
    assert ndcg(["best"], GRADES) == pytest.approx(7 / ideal)


def test_nothing_found_or_nothing_relevant_found_is_zero():
    for measure in (ndcg, recall, reciprocal_rank):
        assert measure([], GRADES) == 0
        assert measure(["other"], GRADES) == 0


def test_ndcg_is_of_the_first_results():
    many = {f"record-{number}": 3 for number in range(30)}
    assert ndcg(list(many), many, 10) == 1
    assert ndcg([f"other-{number}" for number in range(10)] + list(many), many, 10) == 0


def test_a_record_that_is_found_twice_counts_once():
    assert ndcg(["best", "best", "best"], GRADES) == ndcg(["best"], GRADES)


def test_recall_counts_what_answers_and_not_what_merely_bears_on_it():
    assert recall(["best", "near"], GRADES) == 0.5
    assert recall(["best", "good"], GRADES) == 1
    assert recall(["near", "best", "good"], GRADES, 2) == 0.5


def test_the_reciprocal_rank_is_that_of_the_first_answer():
    assert reciprocal_rank(["good"], GRADES) == 1
    assert reciprocal_rank(["other", "near", "other-2", "best"], GRADES) == 0.25


def test_where_nothing_answers_what_bears_on_it_counts():
    assert recall(["b"], {"a": 1, "b": 1}) == 0.5
    assert reciprocal_rank(["x", "b"], {"a": 1, "b": 1}) == 0.5
