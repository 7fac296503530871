"""A comparison of twelve is read group by group, and weighs no more than a slow link carries."""

from policies.comparison import Column, Provided, Question, build
from policies.folding import ITEMS_OF_CELL, fold

QUESTIONS = [Question(f"q{n}", f"Question {n}", "?", f"Group {n // 5}", False, f"g{n // 5}") for n in range(15)]


def columns(number):
    return [Column(f"C{n}", f"Place {n}", "/", "jurisdiction", "") for n in range(number)]


def law(column, question) -> Provided:
    return Provided(column, question, "Yes.", "", "Law", "law", "/law/", "binding", "in-force")


def told(table, wanted=()):
    return [group.group.code for group in fold(table, list(wanted)).groups if group.in_words]


def test_up_to_four_columns_are_told_in_words():
    assert told(build(columns(4), QUESTIONS, [], [])) == ["g0", "g1", "g2"]


def test_of_more_the_first_group_that_has_an_answer_is_or_the_one_that_was_asked_for():
    table = build(columns(5), QUESTIONS, [law("C1", "q7")], [])
    assert told(table) == ["g1"]
    assert told(table, ["g2"]) == ["g2"]
    assert told(table, ["nothing"]) == ["g1"]


def test_where_one_is_asked_for_the_page_only_leads_to_the_others():
    table = build(columns(5), QUESTIONS, [law("C1", "q7")], [])
    assert [group.is_open for group in fold(table, []).groups] == [True, True, True]
    assert [group.is_open for group in fold(table, ["g2"]).groups] == [False, False, True]
    assert all(group.is_open for group in fold(build(columns(4), QUESTIONS, [], []), ["g2"]).groups)


def test_what_nobody_has_looked_at_anywhere_is_named_and_takes_no_row():
    first, *_ = fold(build(columns(2), QUESTIONS[:5], [law("C0", "q0")], []), []).groups
    assert [row.question.code for row in first.rows] == ["q0"]
    assert first.unanswered == ("Question 1", "Question 2", "Question 3", "Question 4")
    assert first.nobody_looked


def test_of_single_instruments_and_promises_it_is_not_said_that_nobody_has_looked():
    compared = [Column("law", "Law", "/", "instrument", ""), Column("meta", "Meta", "/", "organisation", "")]
    first, *_ = fold(build(compared, QUESTIONS[:5], [law("law", "q0")], []), []).groups
    assert len(first.unanswered) == 4
    assert not first.nobody_looked


def test_the_fuller_the_table_the_less_a_cell_tells_before_it_leads_on():
    few = build(columns(2), QUESTIONS, [law("C0", "q0")], [])
    many = build(columns(4), QUESTIONS, [law(f"C{c}", f"q{q}") for c in range(4) for q in range(15)], [])
    assert fold(few, []).items == ITEMS_OF_CELL
    assert fold(many, []).items == 1
