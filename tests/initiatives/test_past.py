"""The tracker as it was on a day, and how its indicators moved. No database here: rows in, lists out."""

from datetime import date

import pytest
from factories.records import said

from initiatives.chart import step_chart
from initiatives.course import Point, courses, days_until
from initiatives.differences import differences
from initiatives.past import changes, moved, on_day, stood_on
from initiatives.progress import ActionProgress, RecommendationProgress
from initiatives.rows import ActionRow, CommitmentRow, InitiativeRow, ProvisionRow, Rows, Span
from policies.life import Life, Step
from policytracker.core.as_of import AsOf

TODAY = date(2026, 11, 25)
REPORTING = ActionRow("R1.1", "Reporting", "Open a channel.", "Channels", {"channel": "Channel"})


def day(text: str) -> AsOf:
    return AsOf(date.fromisoformat(text), TODAY, asked_for=True)


def initiative(record_id="real411", **values) -> InitiativeRow:
    defaults = {
        "action": "R1.1",
        "relation": "implements",
        "why": "Anyone can report.",
        "title": record_id,
        "url": f"/{record_id}/",
        "status": "active",
        "stakeholder_groups": (),
        "regions": frozenset(),
        "checks": ("2026",),
        "started": "2024-03-01",
    }
    return InitiativeRow(record_id=record_id, **defaults | values)


def rule(code="BR", life=None, **values) -> ProvisionRow:
    defaults = {
        "provision": "channel",
        "label": "Channel",
        "jurisdiction": code,
        "jurisdiction_url": "/",
        "region": "019",
        "instrument": f"Law of {code}",
        "url": f"/{code}/",
        "record_id": f"law-{code}",
        "legal_force": "binding",
    }
    return ProvisionRow(code=code, life=life, **defaults | values)


def commitment(*events, **values) -> CommitmentRow:
    defaults = {
        "title": "Promise",
        "url": "/promise/",
        "record_id": "promise",
        "organisation": "Meta",
        "announced": "2023-01-01",
        "checks": ("2026",),
    }
    return CommitmentRow(
        provisions=frozenset({"channel"}),
        events=events,
        **defaults | values,
    )


def then(asked: str, *, initiatives=(), provisions=(), commitments=()):
    as_of = day(asked)
    rows = on_day(Rows(tuple(initiatives), tuple(provisions), tuple(commitments)), as_of)
    return ActionProgress(REPORTING, rows, as_of.day)


@pytest.mark.parametrize(
    ("values", "asked", "there"),
    [
        ({}, "2024-02-29", False),
        ({}, "2024-03-01", True),
        ({"started": "2024"}, "2024-06-06", False),
        ({"started": "2024"}, "2024-12-31", True),
        ({"started": "", "events": (("2024-05-01", "Launched."),)}, "2024-06-06", True),
        ({"started": ""}, "2024-06-06", False),
    ],
)
def test_an_initiative_was_there_once_it_had_certainly_started(values, asked, there):
    assert bool(then(asked, initiatives=[initiative(**values)]).initiatives) is there


def test_an_initiative_that_is_over_was_active_until_its_end():
    over = initiative(status="completed", ended="2025-06")
    assert then("2025-06-15", initiatives=[over]).initiatives[0].status == "active"
    assert then("2025-06-30", initiatives=[over]).initiatives[0].status == "completed"


def test_an_instrument_counts_on_the_days_on_which_it_was_in_use():
    law = rule(life=Life("repealed", "2023-01-01", "2023-01-01", "2024-05-14"))
    assert len(then("2024-05-13", provisions=[law]).jurisdictions) == 1
    assert len(then("2024-05-14", provisions=[law]).jurisdictions) == 0
    assert on_day(Rows(provisions=(law,)), AsOf(TODAY, TODAY)).provisions == ()


def test_a_commitment_stood_as_had_been_said_by_the_day():
    promise = commitment(
        said("reported", "fulfilled", "2024-03-01"),
        said("assessed", "weakened", "2024-12"),
        said("assessed", "withdrawn", "2025-03-01"),
    )
    assert not then("2024-06-06", commitments=[promise]).differing
    assert then("2024-12-31", commitments=[promise]).assessed == {"weakened": 1}
    assert then("2022-12-31", commitments=[promise]).commitments == ()


def test_evidence_was_old_or_fresh_on_the_day():
    promise = commitment(said("reported", "announced", "2023-01-01"), said("assessed", "weakened", "2026-01-01"))
    assert then("2024-06-06", commitments=[promise]).old
    assert not then("2023-06-06", commitments=[promise]).old


def test_what_moved_between_two_days_is_named():
    rows = Rows(
        (initiative("early"), initiative("late", started="2025-01-01")),
        (rule("BR", Life("repealed", "2023", "2023", "2025-01-01")), rule("LT", Life("in-force", "2025-02-01"))),
        (commitment(said("reported", "fulfilled", "2024-03-01"), said("assessed", "weakened", "2025-03-01")),),
    )

    def on(as_of):
        return RecommendationProgress(1, "", "", "", (ActionProgress(REPORTING, on_day(rows, as_of), as_of.day),))

    (found,) = moved(on(day("2024-06-06")), on(AsOf(TODAY, TODAY)))
    assert found.came == ("late", "LT")
    assert found.went == ("BR",)
    assert found.changed == ("Meta: Promise",)
    assert moved(on(AsOf(TODAY, TODAY)), on(AsOf(TODAY, TODAY))) == []


def test_each_change_since_has_its_date_and_what_is_vague_is_apart():
    rows = Rows(
        (initiative(events=(("2024", "Grew."), ("2025-05", "Reached a million."), ("2027", "Planned."))),),
        (rule("LT", Life("in-force", "2025-02-01", steps=(Step("2025-02-01", "adopted"),))),),
        (commitment(said("assessed", "weakened", "2025-03-01")),),
    )
    found = changes(rows, day("2024-06-06"))
    assert [(change.date, change.text) for change in found.later] == [
        ("2025-02-01", "Adopted."),
        ("2025-03-01", "Assessed: weakened."),
        ("2025-05", "Reached a million."),
    ]
    assert [change.text for change in found.unclear] == ["Grew."]


def test_a_course_has_the_last_day_of_each_quarter_and_the_day_of_the_page():
    assert [found.isoformat() for found in days_until(date(2024, 11, 1))] == [
        "2023-12-31",
        "2024-03-31",
        "2024-06-30",
        "2024-09-30",
        "2024-11-01",
    ]
    assert days_until(date(2022, 1, 1)) == [date(2022, 1, 1)]


def test_a_course_says_what_came_and_what_went():
    rows = Rows(
        provisions=(
            rule("BR", Life("repealed", "2023-01-01", "", "2024-05-14")),
            rule("LT", Life("in-force", "2024-02-01")),
        )
    )
    points = courses([REPORTING], rows, day("2024-06-30"))["R1.1"]
    assert points == [
        Point(date(2023, 12, 31), 1),
        Point(date(2024, 3, 31), 2, came=("LT",)),
        Point(date(2024, 6, 30), 1, went=("BR",)),
    ]


@pytest.mark.parametrize(
    ("counted", "value"), [("", 2), ("jurisdictions", 2), ("binding", 1), ("initiatives", 1), ("fresh-commitments", 1)]
)
def test_an_indicator_is_counted_by_its_rule(counted, value):
    action = ActionRow("R1.1", "", "", "", {"channel": "Channel"}, counted)
    rows = Rows(
        (initiative("a"), initiative("b", relation="precedent"), initiative("c", status="completed")),
        (rule("BR"), rule("LT", legal_force="voluntary")),
        (commitment(), commitment(record_id="old")),
    )
    old = Rows(rows.initiatives, rows.provisions, (rows.commitments[0], _aged(rows.commitments[1])))
    found = ActionProgress(action, old, TODAY).indicator
    assert found.value == len(found.members) == value


def _aged(row):
    return CommitmentRow(**{name: getattr(row, name) for name in row.__dataclass_fields__} | {"checks": ("2024",)})


def test_where_no_rule_is_asked_for_initiatives_are_counted():
    action = ActionRow("R1.1", "", "", "", {})
    assert ActionProgress(action, Rows((initiative(),)), TODAY).indicator.rule == "initiatives"


def test_a_chart_steps_on_the_days_and_ends_at_the_last_value():
    chart = step_chart([Point(date(2023, 12, 31), 3), Point(date(2024, 6, 30), 3), Point(date(2025, 1, 31), 7)])
    assert chart.line.startswith("M40.0 ")
    assert chart.line.count("H") == chart.line.count("V") == 2
    assert (chart.end_x, chart.last) == (chart.right, 7)
    assert [mark.label for mark in chart.values] == ["0", "2", "4", "6", "8"]
    assert [mark.label for mark in chart.years] == ["2024", "2025"]


@pytest.mark.parametrize("highest", [0, 1, 4, 5, 9, 38, 99, 100, 12345])
def test_the_axis_reaches_above_the_highest_value_with_few_marks(highest):
    chart = step_chart([Point(date(2024, 1, 1), 0), Point(date(2024, 6, 30), highest)])
    assert int(chart.values[-1].label) > highest
    assert len(chart.values) <= 6


def test_a_single_value_needs_no_chart():
    assert step_chart([Point(TODAY, 3)]) is None


def test_differences_stand_by_whose_word_it_is_and_claims_of_success_first():
    kept = commitment(said("reported", "fulfilled"), said("assessed", "withdrawn"), record_id="b", title="Z")
    begun = commitment(said("reported", "announced"), said("assessed", "withdrawn"), record_id="a", title="A")
    agreed = commitment(said("reported", "fulfilled"), said("assessed", "fulfilled"), record_id="c")
    carried = initiative(said=(said("reported", "fulfilled"), said("assessed", "no-evidence")))
    found = differences(Rows((carried,), (), (begun, kept, agreed)))
    assert [(whose, [item.what for item in items]) for whose, items in found] == [
        ("Meta", ["Z", "A"]),
        ("real411", ["R1.1. Anyone can report."]),
    ]


@pytest.mark.parametrize(
    ("asked", "dates", "expected"),
    [
        ("2023-12-31", {}, ("to-come", "active", True)),
        ("2024-01-01", {}, ("happened", "active", True)),
        ("2025-06-15", {}, ("happened", "active", False)),
        ("2025-06-30", {}, ("happened", "completed", True)),
        ("2024-06-06", {"started": "2024"}, ("unclear", "active", True)),
        ("2024-06-06", {"started": "", "steps": ["2024-05-01"]}, ("happened", "active", True)),
        ("2024-06-06", {"ended": "", "steps": ["2024-05-01"]}, ("happened", "completed", True)),
        ("2024-06-06", {"ended": ""}, ("happened", "active", False)),
        ("2024-06-06", {"present": "unknown"}, ("happened", "unknown", True)),
    ],
)
def test_an_initiative_stood_by_its_dates_and_doubt_is_named(asked, dates, expected):
    values = {"present": "completed", "started": "2024-01-01", "ended": "2025-06", "steps": []} | dates
    present = values.pop("present")
    found = stood_on(date.fromisoformat(asked), present, Span.of_initiative(**values))
    assert (found.begun, found.status, found.is_certain) == expected
