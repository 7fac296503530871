"""The present status of a track is its newest event."""

from factories.records import said

from policies.status import present, standing


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
    assert present(events, "assessed").status == "weakened"


def test_tracks_differ_only_where_both_have_spoken():
    reported, assessed = said("reported", "fulfilled"), said("assessed", "weakened")
    assert standing([reported, assessed]).differ
    assert not standing([reported]).differ
    assert not standing([reported, said("assessed", "fulfilled")]).differ
    assert not standing([]).differ
