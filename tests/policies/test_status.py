"""The present status of a track is its newest event."""

import datetime

import pytest
from factories.records import said

from policies.choices import Gap
from policies.status import standing, told


def test_the_newest_event_of_a_track_counts():
    events = [
        said("reported", "fulfilled", "2025-01"),
        said("reported", "announced", "2024-02-16"),
        said("assessed", "withdrawn", "2024-11"),
    ]
    now = standing(events)
    assert now.reported.status == "fulfilled"
    assert now.assessed.status == "withdrawn"


def test_of_two_on_the_same_date_the_later_in_the_history_counts():
    events = [said("assessed", "weakened", "2025", sort_order=1), said("assessed", "in-progress", "2025", sort_order=0)]
    assert standing(events).assessed.status == "weakened"


def test_tracks_differ_only_where_both_have_spoken():
    reported, assessed = said("reported", "fulfilled"), said("assessed", "weakened")
    assert standing([reported, assessed]).differ
    assert not standing([reported]).differ
    assert not standing([reported, said("assessed", "fulfilled")]).differ
    assert not standing([]).differ


def test_what_is_corrected_counts_no_more():
    wrong = said("assessed", "withdrawn", "2024-11", event_id="wrong")
    right = said("assessed", "weakened", "2024-06", corrects="wrong")
    assert standing([wrong]).assessed is wrong
    assert standing([wrong, right]).assessed is right


def test_a_correction_may_say_that_it_was_said_on_the_other_track():
    wrong = said("assessed", "fulfilled", "2024-11", event_id="wrong")
    right = said("reported", "fulfilled", "2024-11", corrects="wrong")
    now = standing([wrong, right])
    assert now.assessed is None
    assert now.reported is right


def test_a_corrected_correction_does_not_bring_back_what_it_corrected():
    first = said("assessed", "withdrawn", "2024-01", event_id="first")
    second = said("assessed", "weakened", "2024-02", event_id="second", corrects="first")
    third = said("assessed", "fulfilled", "2023", corrects="second")
    assert standing([first, second, third]).assessed is third


def test_a_history_links_what_corrects_with_what_is_corrected():
    wrong = said("assessed", "withdrawn", "2024-01", event_id="wrong")
    right = said("assessed", "weakened", "2024-02", corrects="wrong")
    first, second = told([right, wrong])
    assert (first.event, first.corrected_by, first.corrects) == (wrong, right, None)
    assert (second.event, second.corrected_by, second.corrects) == (right, None, wrong)


@pytest.mark.parametrize(
    ("events", "gap"),
    [
        ([], ""),
        ([said("reported", "fulfilled")], Gap.ONLY_REPORTED),
        ([said("assessed", "fulfilled")], Gap.ONLY_ASSESSED),
        ([said("reported", "fulfilled"), said("assessed", "fulfilled")], Gap.AGREE),
        ([said("reported", "fulfilled"), said("assessed", "no-evidence")], Gap.DIFFER),
    ],
)
def test_how_the_tracks_lie_to_each_other(events, gap):
    assert standing(events).gap == gap


@pytest.mark.parametrize(
    ("assessed", "words"),
    [
        (said("assessed", "withdrawn"), "reported as fulfilled, assessed as withdrawn."),
        (
            said("assessed", "no-evidence", searched_on=datetime.date(2026, 5, 3)),
            "reported as fulfilled, and a search on 3 May 2026 found no evidence of it.",
        ),
        (said("assessed", "unverifiable"), "reported as fulfilled, which nobody outside can verify."),
    ],
)
def test_the_difference_is_said_in_words(assessed, words):
    assert standing([said("reported", "fulfilled"), assessed]).difference == f"The two differ: {words}"


def test_where_nothing_differs_nothing_is_said():
    assert standing([said("reported", "fulfilled")]).difference == ""


@pytest.mark.parametrize(
    ("reported", "assessed", "is_older"),
    [
        ("2024-05", {"date": "2024-04-30"}, True),
        ("2024-05", {"date": "2024-05-01"}, False),
        ("2024-05-17", {"date": "2024"}, False),
        ("2024-05", {"date": "2023", "searched_on": datetime.date(2026, 5, 3)}, False),
    ],
)
def test_evidence_that_is_older_than_what_is_reported_is_named_as_such(reported, assessed, is_older):
    events = [said("reported", "fulfilled", reported), said("assessed", "announced", **assessed)]
    found = standing(events)
    assert found.evidence_is_older == is_older
    assert ("The evidence is older than what is reported" in found.difference) == is_older
