"""The clock of an election: what holds on the day, what was promised for it, what others did. No database."""

from dataclasses import replace
from datetime import date

import pytest
from factories.records import said

from policies.elections.clock import clock
from policies.elections.rows import Place, PromiseRow, ProvisionRow, RuleRow, Vote
from policytracker.core.as_of import AsOf

TODAY = date(2026, 11, 24)
NO_BEGINNING = "It is in use, and since when is not recorded."
MAY_BEGIN = "It begins on a date that may lie after the vote:"
MAY_END = "It ends on a date that may lie before the vote:"
ONLY_PROPOSED = "It is only proposed, and holds if it is adopted in time."
LABELS, ARCHIVE, TRAINING = (ProvisionRow(code, code) for code in ("ai-labelling", "ad-repository", "training"))


def place(code, region="150", subregion="154", kind="country"):
    return Place(code, code, f"/{code}/", kind, region, subregion)


LT, EU, LV, PL = place("LT"), place("EU", subregion="", kind="regional-body"), place("LV"), place("PL", subregion="151")


def rule(record_id="law", **values):
    defaults = {
        "place": "LT",
        "title": record_id,
        "url": "/",
        "kind": "statute",
        "legal_force": "binding",
        "status": "in-force",
        "in_force": "2022-01-01",
        "provisions": (LABELS,),
    }
    return RuleRow(record_id=record_id, **defaults | values)


def promise(*events, **values):
    defaults = {
        "title": "Promise",
        "url": "/",
        "record_id": "promise",
        "organisation": "Meta",
        "jurisdictions": frozenset({"LT"}),
        "announced": "2024-02-16",
    }
    return PromiseRow(**defaults | values, events=events)


def of(vote="2027-02-01", *, rules=(), promises=(), others=(LT, EU, LV, PL), places=(LT, EU), day=TODAY):
    return clock(Vote(vote), AsOf(day, TODAY), places, rules, promises, others, "GLOBAL")


def holds(vote, **values) -> str:
    """Whether a rule with these dates holds on the day of a vote: yes, no, or why that cannot be told."""
    found = of(vote, rules=[rule(**values)]).rules[0]
    return "yes" if found.in_force else found.others[0].reason if found.others else "no"


@pytest.mark.parametrize(
    ("vote", "dates", "answer"),
    [
        ("2024-10-13", {"in_force": "2024-10-13"}, "yes"),
        ("2024-10-13", {"in_force": "2024-10-14"}, "no"),
        ("2024-10-13", {"in_force": "2024-10"}, f"{MAY_BEGIN} October 2024."),
        ("2024-10-13", {"in_force": "2024"}, f"{MAY_BEGIN} 2024."),
        ("2024-11", {"in_force": "2024-11-15"}, f"{MAY_BEGIN} 15 November 2024."),
        ("2024-10-13", {"in_force": "", "adopted": "2024-05"}, "yes"),
        (
            "2024-10-13",
            {"in_force": "2025-01-01", "adopted": "2024-05"},
            "It is adopted, and applies from 1 January 2025.",
        ),
        ("2024-10-13", {"in_force": "", "steps": (("2023", "launched"),)}, "yes"),
        ("2024-10-13", {"in_force": ""}, NO_BEGINNING),
        ("2024-10-13", {"status": "repealed", "ended": "2024-10-12"}, "no"),
        ("2024-10-13", {"status": "repealed", "ended": "2024-11-01"}, "yes"),
        ("2024-10-13", {"status": "expired", "ended": "2024-10-13"}, "no"),
        ("2024-10-13", {"status": "expired", "ended": "2024"}, f"{MAY_END} 2024."),
        ("2024-10", {"status": "expired", "ended": "2024-10-20"}, f"{MAY_END} 20 October 2024."),
        ("2024-10-13", {"status": "expired", "ended": ""}, "It stands no more, and when it ended is not recorded."),
        ("2027-02-01", {"status": "proposed", "in_force": ""}, ONLY_PROPOSED),
        ("2027-02-01", {"status": "suspended"}, "It is suspended; since when is not recorded."),
        ("2024-10-13", {"status": "withdrawn", "in_force": ""}, "no"),
        ("2024-10-13", {"status": "proposed", "in_force": ""}, "no"),
        ("2027-02-01", {"status": "proposed", "in_force": "", "steps": (("2024", "adopted"),)}, ONLY_PROPOSED),
    ],
)
def test_a_rule_holds_on_the_day_by_its_dates_and_no_doubt_is_decided(vote, dates, answer):
    assert holds(vote, **dates) == answer


def test_a_rule_that_was_suspended_before_the_vote_is_named_with_the_day():
    steps = (("2024-09-17", "adopted"), ("2024-10-02", "suspended"))
    struck_down = {"status": "struck-down", "ended": "2025-08-29", "in_force": "2024-09-17"}
    assert holds("2024-11-05", steps=steps, **struck_down) == "It is suspended, at least in part, since 2 October 2024."
    assert holds("2024-10-01", steps=steps, **struck_down) == "yes"
    assert holds("2024-11-05", steps=(*steps, ("2024-10-20", "in-force")), **struck_down) == "yes"


def test_an_amendment_of_which_the_month_is_not_known_leaves_a_rule_in_force():
    assert holds("2024-10-13", steps=(("2024", "amended"),)) == "yes"
    assert (
        holds("2024-10-13", steps=(("2024", "ruling"),)) == "Something that may have changed it is dated only roughly."
    )


def test_a_rule_is_shown_with_the_status_that_it_has_on_the_day():
    changed = rule(status="repealed", ended="2025-01-01", adopted="2021-05")
    assert [item.status for item in of("2024-10-13", rules=[changed]).in_force] == ["in-force"]


def test_the_rules_of_bodies_hold_beside_those_of_the_place_and_those_of_others_do_not():
    found = of(rules=[rule("law"), rule("act", place="EU"), rule("foreign", place="LV")])
    assert [(rules.place.code, [item.record_id for item in rules.in_force]) for rules in found.rules] == [
        ("LT", ["law"]),
        ("EU", ["act"]),
    ]


def test_promises_cover_a_vote_by_name_by_body_or_worldwide():
    found = of(
        promises=[
            promise(record_id="named"),
            promise(record_id="body", jurisdictions=frozenset({"EU", "GLOBAL"})),
            promise(record_id="world", jurisdictions=frozenset({"GLOBAL"})),
            promise(record_id="elsewhere", jurisdictions=frozenset({"BR"})),
            promise(record_id="nowhere", jurisdictions=frozenset()),
        ]
    )
    assert [item.row.record_id for item in found.named] == ["named", "body"]
    assert [item.row.record_id for item in found.worldwide] == ["world"]


def test_a_past_vote_is_read_as_of_its_day():
    events = [said("reported", "announced", "2024-02"), said("reported", "fulfilled", "2025-01-01")]
    later = promise(record_id="later", announced="2024-12-01")
    found = of("2024-10-13", promises=[promise(*events), later])
    assert [(item.row.record_id, item.standing.reported.status) for item in found.named] == [("promise", "announced")]
    assert found.read_on == date(2024, 10, 13)


def test_an_event_that_was_corrected_counts_no_more_from_the_correction_on():
    wrong = said("assessed", "fulfilled", "2024-09-01", event_id="wrong")
    right = said("assessed", "weakened", "2025-03-01", corrects="wrong")
    kept = promise(wrong, right, deadline="2024-12-31")
    assert of("2024-10-13", promises=[kept]).named[0].standing.assessed is wrong
    assert of("2027-02-01", promises=[kept]).named[0].standing.assessed is right
    withdrawn = promise(wrong, said("reported", "unknown", "2025-03-01", corrects="wrong"), deadline="2024-12-31")
    assert of("2027-02-01", promises=[withdrawn]).due[0].is_kept is False


@pytest.mark.parametrize(
    ("dates", "then"),
    [
        ({"in_force": "2024-06-01", "status": "repealed", "ended": "2024-08-01"}, "yes"),
        ({"in_force": "2024-06-01", "steps": (("2024-08-01", "suspended"),), "status": "suspended"}, "yes"),
        ({"adopted": "2024-05-01", "in_force": "2024-09-01"}, "yes"),
        ({"adopted": "2024-05-01", "in_force": "2024-11-01"}, "It is adopted, and applies from 1 November 2024."),
        ({"adopted": "2024-07-01", "in_force": "2024-07-01"}, "no"),
        ({"adopted": "2024-07-01", "in_force": "", "steps": (("2024-02-01", "proposed"),)}, ONLY_PROPOSED),
        ({"adopted": "2024", "in_force": ""}, "Whether it was there by the day of this page is not certain."),
    ],
)
def test_on_a_past_day_before_the_vote_the_clock_says_what_was_known_then(dates, then):
    found = of("2024-10-13", rules=[rule(**dates)], day=date(2024, 6, 6))
    assert (found.days_left, found.is_past, found.read_on) == (129, False, date(2024, 6, 6))
    rules = found.rules[0]
    assert ("yes" if rules.in_force else rules.others[0].reason if rules.others else "no") == then


def test_on_a_past_day_after_the_vote_the_clock_is_that_of_the_vote():
    events = [said("reported", "announced", "2024-02"), said("reported", "fulfilled", "2025-01-01")]
    found = of("2024-10-13", promises=[promise(*events)], day=date(2025, 6, 6))
    assert found.read_on == date(2024, 10, 13)
    assert found.headline == "236 days ago."
    assert found.named[0].standing.reported.status == "announced"


def test_of_a_past_day_only_what_had_certainly_happened_counts_and_of_today_what_is_on_record():
    event = said("assessed", "weakened", "2026")
    assert of("2026-06-06", promises=[promise(event)]).named[0].standing.assessed is None
    assert of("2027-06-06", promises=[promise(event)]).named[0].standing.assessed == event


@pytest.mark.parametrize(
    ("deadline", "event", "state"),
    [
        ("2026-12-31", said("assessed", "fulfilled"), "found fulfilled"),
        ("2026-12-31", said("reported", "fulfilled"), "still ahead"),
        ("2026-11", said("reported", "fulfilled"), "still ahead"),
        ("2026-10", said("reported", "fulfilled"), "passed, and nobody has found it fulfilled"),
        ("2027", said("reported", "announced"), "still ahead"),
        ("2027-02-02", said("assessed", "fulfilled"), None),
        ("", said("assessed", "fulfilled"), None),
    ],
)
def test_promises_that_fall_due_before_the_vote(deadline, event, state):
    due = of("2027-02-01", promises=[promise(event, deadline=deadline)]).due
    assert [item.state for item in due] == ([state] if state else [])


def test_deadlines_stand_in_their_order():
    promises = [promise(record_id=day, deadline=day) for day in ("2026-12-31", "2024-12-31", "2027-01")]
    assert [item.promised.row.record_id for item in of(promises=promises).due] == [
        "2024-12-31",
        "2026-12-31",
        "2027-01",
    ]


def test_what_is_shown_and_older_than_twelve_months_is_named_as_of_the_day():
    shown = rule("shown", dates=("2022-01-01", "2026-11"))
    old = rule("old", dates=("2022-01-01",))
    elsewhere = rule("elsewhere", place="LV", dates=("2022-01-01",))
    found = of(rules=[shown, old, elsewhere], promises=[promise(dates=("2024-02-16",))])
    assert [(item.row.record_id, item.newest) for item in found.old] == [
        ("old", "2022-01-01"),
        ("promise", "2024-02-16"),
    ]
    past = of("2024-10-13", rules=[shown], promises=[promise(dates=("2024-02-16", "2026-01-01"))])
    assert [(item.row.record_id, item.newest) for item in past.old] == [("shown", "2022-01-01")]


def test_comparable_jurisdictions_share_rules_and_have_what_is_missing_here():
    found = of(
        rules=[
            rule("law"),
            rule("neighbour", place="LV", provisions=(LABELS, ARCHIVE)),
            rule("same region", place="PL", provisions=(LABELS, TRAINING)),
        ]
    ).comparable
    assert [(item.place.code, [(f.provision.code, f.rules[0].record_id) for f in item.further]) for item in found] == [
        ("LV", [("ad-repository", "neighbour")]),
        ("PL", [("training", "same region")]),
    ]
    assert found[0].reason == "Also in Northern Europe; shares: ai-labelling."


@pytest.mark.parametrize(
    "other",
    [
        rule(place="LV", provisions=(LABELS,)),  # has nothing beyond
        rule(place="LV", provisions=(ARCHIVE,)),  # shares nothing
        rule(place="EU", provisions=(LABELS, ARCHIVE)),  # holds here anyway
        rule(place="LV", provisions=(LABELS, ARCHIVE), in_force="2027-03-01"),  # not in force on the day
        rule(place="BR", provisions=(LABELS, ARCHIVE)),  # another region
        rule(place="COE", provisions=(LABELS, ARCHIVE)),  # not a country
    ],
)
def test_others_are_not_comparable(other):
    others = (LT, EU, LV, place("BR", "019", "005"), place("COE", subregion="", kind="regional-body"))
    assert of(rules=[rule("law"), other], others=others).comparable == ()


def test_where_nothing_is_on_record_those_are_named_that_have_most():
    found = of(
        rules=[
            rule("one", place="PL", provisions=(LABELS, TRAINING)),
            rule("two", place="LV", provisions=(LABELS, ARCHIVE)),
        ]
    ).comparable
    assert [item.place.code for item in found] == ["LV", "PL"]
    assert found[0].reason == "Also in Northern Europe; nothing is on record here that could be shared."


def test_at_most_five_are_named():
    others = [place(f"X{number}") for number in range(9)]
    rules = [rule("law"), *(rule(place=other.code, provisions=(LABELS, ARCHIVE)) for other in others)]
    assert len(of(rules=rules, others=others).comparable) == 5


@pytest.mark.parametrize(
    ("vote", "words"),
    [
        ("2026-11-24", "Today."),
        ("2026-11-25", "Tomorrow."),
        ("2026-12-24", "In 30 days."),
        ("2026-11-23", "1 day ago."),
        ("2024-10-13", "772 days ago."),
        ("2026-12", "It is expected in December 2026."),
        ("2026-11", "It is expected in November 2026."),
        ("2025", "It was held in 2025."),
    ],
)
def test_how_far_away_it_is(vote, words):
    assert of(vote).headline == words


def test_every_figure_is_the_length_of_a_list():
    found = of(
        rules=[
            rule(dates=("2022-01-01",)),
            replace(rule("soft", dates=("2026-05",)), legal_force="voluntary"),
            rule("new", in_force="2027"),
        ],
        promises=[
            promise(
                said("reported", "fulfilled"),
                said("assessed", "weakened", "2026-05"),
                deadline="2024-12-31",
            )
        ],
    )
    assert found.state == [
        "In force there on the day: 2 rules on record, of which binding 1.",
        "1 more is not in force yet or at present, or what is on record does not tell.",
        "It is covered by 1 platform commitment; reported and assessed differ in 1.",
        "A deadline before the vote: 1 promise, of which found fulfilled 0.",
        "Of 1 of these records the newest evidence is older than twelve months.",
    ]


def test_of_the_promises_that_cover_a_vote_those_that_were_given_up_are_counted():
    given_up = promise(said("reported", "fulfilled"), said("assessed", "withdrawn", "2026-05"))
    assert (
        "It is covered by 2 platform commitments, 1 of them given up; reported and assessed differ in 1."
        in of(promises=[given_up, replace(promise(), record_id="kept")]).state
    )
