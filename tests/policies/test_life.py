"""How an instrument stood on a day, by the rule that the page on the method states."""

from datetime import date

import pytest

from policies.life import Life, StatusOn, Step, status_on
from policytracker.core.as_of import AsOf

DATED = {"adopted": "2022-03-01", "in_force": "2023-01-01"}


def on(day: str, present: str = "in-force", steps=(), **dates) -> StatusOn:
    steps = [Step(when, kind) for when, kind in steps]
    return status_on(date.fromisoformat(day), present=present, steps=steps, **dates)


@pytest.mark.parametrize(
    ("day", "status"),
    [("2022-02-28", ""), ("2022-03-01", "adopted"), ("2022-12-31", "adopted"), ("2023-01-01", "in-force")],
)
def test_it_is_adopted_and_then_comes_into_force(day, status):
    assert on(day, **DATED) == StatusOn(status)


def test_what_was_launched_before_it_was_adopted_was_in_use_from_then_on():
    steps = [("2018-10", "launched"), ("2022-06-16", "amended")]
    assert on("2018-09-30", steps=steps, **DATED) == StatusOn("")
    assert on("2021-09-01", steps=steps, **DATED) == StatusOn("in-force")
    assert on("2022-04-01", steps=steps, **DATED) == StatusOn("in-force")
    assert on("2023-01-01", steps=steps, **DATED) == StatusOn("in-force")


def test_of_what_was_only_adopted_a_launch_does_not_say_that_it_was_in_force():
    steps = [("2019", "launched")]
    assert on("2021-09-01", "adopted", adopted="2023-07-04", steps=steps) == StatusOn("adopted")


def test_of_what_was_launched_before_it_was_adopted_the_dates_are_not_known_until_then():
    life = Life("in-force", "2025-02-13", "2025-07-01", steps=(Step("2018-10", "launched"),))
    now = date(2026, 11, 30)
    then = life.known(AsOf(date(2024, 6, 6), now))
    assert (then.status, then.adopted, then.in_force) == ("in-force", "", "")
    later = life.known(AsOf(date(2025, 3, 1), now))
    assert (later.status, later.adopted, later.in_force) == ("in-force", "2025-02-13", "2025-07-01")


def test_it_is_a_proposal_from_its_first_event_until_it_is_adopted():
    assert on("2021-09-01", steps=[("2021-05-01", "proposed")], **DATED) == StatusOn("proposed")
    assert on("2021-04-30", steps=[("2021-05-01", "proposed")], **DATED) == StatusOn("")


@pytest.mark.parametrize("present", ["repealed", "expired", "struck-down", "withdrawn"])
def test_it_ends_on_its_date_of_end_with_its_present_status(present):
    assert on("2024-05-14", present, ended="2024-05-14", **DATED) == StatusOn(present)
    assert on("2024-05-13", present, ended="2024-05-14", **DATED) == StatusOn("in-force")


def test_an_end_known_to_the_month_is_unclear_within_it():
    assert on("2024-05-31", "expired", ended="2024-06", **DATED) == StatusOn("in-force")
    assert on("2024-06-06", "expired", ended="2024-06", **DATED) == StatusOn("in-force", is_certain=False)
    assert on("2024-06-30", "expired", ended="2024-06", **DATED) == StatusOn("expired")


def test_an_end_without_a_date_is_never_certain():
    assert on("2024-06-06", "repealed", **DATED) == StatusOn("in-force", is_certain=False)


def test_a_year_alone_does_not_say_whether_it_was_there():
    assert on("2024-06-06", adopted="2024") == StatusOn("", is_certain=False)
    assert on("2024-06-06", adopted="2024", steps=[("2024-05-14", "applied")]) == StatusOn("in-force")


def test_where_no_date_is_recorded_the_history_says_when_it_was_there():
    steps = [("2021-05-23", "launched"), ("2025-12-18", "adopted")]
    assert on("2021-05-22", steps=steps) == StatusOn("")
    assert on("2021-05-23", steps=steps) == StatusOn("in-force")


def test_without_any_date_nobody_can_tell():
    assert on("2024-06-06") == StatusOn("", is_certain=False)


def test_a_bill_that_was_never_adopted_was_never_in_use():
    steps = [("2024-09-12", "proposed"), ("2024-11-07", "adopted"), ("2024-11-25", "expired")]
    assert on("2024-11-20", "withdrawn", ended="2024-11-25", steps=steps) == StatusOn("proposed")
    assert on("2024-11-20", "proposed", steps=steps[:1]) == StatusOn("proposed")


def test_what_is_now_amended_was_so_from_the_first_amendment_on():
    steps = [("2024-02-27", "amended"), ("2026-03-02", "amended")]
    assert on("2024-02-26", "amended", steps, **DATED) == StatusOn("in-force")
    assert on("2024-02-27", "amended", steps, **DATED) == StatusOn("amended")


def test_a_suspension_lasts_until_something_ends_it():
    steps = [("2024-03-21", "suspended"), ("2024-09-20", "ruling")]
    ending = {"ended": "2024-09-26", **DATED}
    assert on("2024-03-20", "struck-down", steps, **ending) == StatusOn("in-force")
    assert on("2024-06-06", "struck-down", steps, **ending) == StatusOn("suspended")
    assert on("2024-09-21", "struck-down", steps, **ending) == StatusOn("suspended", is_certain=False)
    assert on("2024-09-26", "struck-down", steps, **ending) == StatusOn("struck-down")


def test_where_nothing_changed_since_the_present_status_is_exact():
    steps = [("2023-05-01", "suspended"), ("2023-09-01", "ruling"), ("2026-01-01", "reviewed")]
    assert on("2024-06-06", "partly-in-force", steps, **DATED) == StatusOn("partly-in-force")
    assert on("2024-06-06", "suspended", steps, **DATED) == StatusOn("suspended")


def test_what_never_came_into_force_stays_adopted():
    steps = [("2022-03-01", "adopted"), ("2025", "amended")]
    assert on("2024-06-06", "adopted", steps, adopted="2022-03-01") == StatusOn("adopted")


@pytest.mark.parametrize(
    ("day", "dates"),
    [
        ("2021-05-01", ("", "", "")),
        ("2022-06-01", ("2022-05-01", "2023-01-01", "")),
        ("2024-06-06", ("2022-05-01", "2023-01-01", "")),
        ("2025-12-31", ("2022-05-01", "2023-01-01", "2025")),
    ],
)
def test_its_dates_are_those_that_were_known_on_the_day(day, dates):
    steps = (Step("2021-05-01", "proposed"),)
    life = Life("repealed", "2022-05-01", "2023-01-01", "2025", steps)
    known = life.known(AsOf(date.fromisoformat(day), date(2026, 11, 25), asked_for=True))
    assert (known.adopted, known.in_force, known.ended) == dates


def test_where_it_cannot_be_told_whether_it_was_there_its_dates_say_why_and_of_today_all_are_shown():
    life = Life("in-force", "2024", "2025-01-01")
    known = life.known(AsOf(date(2024, 6, 6), date(2026, 11, 25), asked_for=True))
    assert (known.status, known.is_certain, known.adopted) == ("", False, "2024")
    today = Life("repealed", "2024", "2025-01-01", "2030").known(AsOf(date(2026, 11, 25), date(2026, 11, 25)))
    assert (today.status, today.ended) == ("repealed", "2030")
