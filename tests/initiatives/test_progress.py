"""The tracker counts by rules that the page on the method states. No database here: rows in, lists and words out."""

from dataclasses import replace
from datetime import date

from factories.records import said

from django.utils import translation

from initiatives.progress import ActionProgress, RecommendationProgress
from initiatives.rows import ActionRow, CommitmentRow, InitiativeRow, ProvisionRow, Rows

TODAY = date(2026, 11, 24)
REPORTING = ActionRow("R1.1", "Reporting", "Open a channel.", "Channels", {"public-reporting-channel": "Channel"})
TWO_PROVISIONS = replace(REPORTING, provisions={"public-reporting-channel": "Channel", "rapid-response": "Response"})
NO_RULE = replace(REPORTING, provisions={})
ALL_REGIONS = frozenset({"002", "019", "142", "150", "009"})


def initiative(record_id="real411", **values) -> InitiativeRow:
    defaults = {
        "action": "R1.1",
        "relation": "implements",
        "why": "Anyone can report.",
        "title": record_id,
        "url": "/",
        "status": "active",
        "stakeholder_groups": ("civil-society",),
        "regions": frozenset({"002"}),
        "checks": ("2026-05",),
    }
    return InitiativeRow(record_id=record_id, **defaults | values)


def rule(code="BR", **values) -> ProvisionRow:
    defaults = {
        "provision": "public-reporting-channel",
        "label": "Channel",
        "jurisdiction": code,
        "jurisdiction_url": "/",
        "region": "019",
        "instrument": "Law",
        "url": "/",
        "record_id": "law",
        "legal_force": "binding",
    }
    return ProvisionRow(code=code, **defaults | values)


def commitment(*events, **values) -> CommitmentRow:
    defaults = {"title": "Promise", "url": "/", "record_id": "promise", "organisation": "Meta", "checks": ("2026-01",)}
    provisions = frozenset({"public-reporting-channel"})
    return CommitmentRow(provisions=provisions, events=events, **defaults | values)


def of(action=REPORTING, initiatives=(), provisions=(), commitments=()):
    return ActionProgress(action, Rows(tuple(initiatives), tuple(provisions), tuple(commitments)), TODAY)


def test_initiatives_come_strongest_relation_first_and_only_of_this_action():
    found = of(initiatives=[initiative("b", relation="precedent"), initiative("a"), initiative("c", action="R2.1")])
    assert [row.record_id for row in found.initiatives] == ["a", "b"]
    assert found.relations == {"implements": 1, "contributes": 0, "precedent": 1}


def test_initiatives_are_counted_in_each_group_and_region_that_they_belong_to():
    found = of(
        initiatives=[
            initiative("a", stakeholder_groups=("media", "civil-society"), regions=frozenset({"002", "150"})),
            initiative("b", regions=frozenset({"150"})),
        ]
    )
    assert found.stakeholder_groups == {"civil-society": 2, "media": 1}
    assert found.regions == {"002": 1, "150": 2}


def test_a_jurisdiction_counts_once_however_many_instruments_it_has():
    found = of(provisions=[rule(), rule(instrument="Other"), rule("LT"), rule("IN", provision="ai-labelling")])
    assert [(place.code, len(place.rows)) for place in found.jurisdictions] == [("BR", 2), ("LT", 1)]


def test_it_is_told_apart_where_a_rule_binds_and_which_provision_it_is():
    found = of(
        TWO_PROVISIONS,
        provisions=[
            rule("BR", legal_force="voluntary"),
            rule("BR", provision="rapid-response"),
            rule("LT", legal_force="voluntary"),
        ],
    )
    assert found.binding == 1
    assert [(row.code, row.jurisdictions, row.binding) for row in found.by_provision] == [
        ("public-reporting-channel", 2, 0),
        ("rapid-response", 1, 1),
    ]


def test_the_rule_by_which_jurisdictions_are_counted_is_spelled_out():
    sentences = of(provisions=[rule("BR"), rule("LT", legal_force="voluntary")]).state
    assert (
        "2 jurisdictions have at least one instrument in use that provides for: Channel. "
        "In 1 of them such an instrument is binding." in sentences
    )
    assert "that provides for one of these: Channel; Response." in of(TWO_PROVISIONS, provisions=[rule()]).state[1]


def test_nothing_is_said_of_rules_where_an_action_asks_for_none():
    found = of(NO_RULE, [initiative()], [rule()], [commitment()])
    assert found.jurisdictions == found.commitments == ()
    assert len(found.state) == 1


def test_no_figure_is_a_percentage():
    found = of(initiatives=[initiative()], provisions=[rule()], commitments=[commitment(said("assessed", "fulfilled"))])
    assert "%" not in " ".join([*found.state, *found.gaps])


def test_commitments_are_counted_on_both_tracks():
    found = of(
        commitments=[
            commitment(said("reported", "fulfilled"), said("assessed", "weakened"), record_id="a"),
            commitment(said("reported", "fulfilled"), record_id="b"),
            commitment(said("assessed", "weakened"), record_id="c"),
        ]
    )
    assert found.reported == {"fulfilled": 2}
    assert found.assessed == {"weakened": 2}
    assert [row.record_id for row in found.differing] == ["a"]
    assert "1 commitment has been assessed by nobody." in found.gaps


def test_what_is_missing_is_said_in_words():
    gaps = of(initiatives=[initiative(relation="contributes")]).gaps
    assert "No active initiative implements this action." in gaps
    assert "No initiative on record works in: Americas, Asia, Europe, Oceania." in gaps
    assert "No jurisdiction on record has an instrument in use that provides for it." in gaps


def test_regions_without_a_rule_are_named_also_where_a_body_of_the_whole_world_has_one():
    gaps = of(provisions=[rule("BR"), rule("OSCE", region="001")]).gaps
    assert "No jurisdiction on record provides for it in: Africa, Asia, Europe, Oceania." in gaps


def test_an_initiative_of_the_whole_world_leaves_no_region_out():
    gaps = of(initiatives=[initiative(regions=frozenset({"001"}))]).gaps
    assert not any("works in" in gap for gap in gaps)


def test_nothing_is_missing_where_all_is_there():
    places = [rule(f"P{region}", region=region) for region in sorted(ALL_REGIONS)]
    kept = commitment(said("assessed", "fulfilled"))
    assert of(initiatives=[initiative(regions=ALL_REGIONS)], provisions=places, commitments=[kept]).gaps == []


def test_regions_are_named_in_the_readers_language():
    with translation.override("fr"):
        assert "Afrique" in " ".join(of(initiatives=[initiative(regions=frozenset({"150"}))]).gaps)


def test_old_evidence_is_named_but_not_of_initiatives_that_are_over():
    found = of(
        initiatives=[
            initiative("going-on", checks=("2023",)),
            initiative("fresh"),
            initiative("over", checks=("2018",), status="completed"),
        ],
        commitments=[commitment(checks=("2024-02",))],
    )
    assert [row.record_id for row in found.old] == ["going-on", "promise"]
    assert "For 2 records the newest evidence is older than twelve months." in found.gaps


def test_another_day_gives_another_answer():
    rows = Rows((initiative(checks=("2024-03",)),))
    assert ActionProgress(REPORTING, rows, date(2024, 6, 6)).old == ()
    assert len(ActionProgress(REPORTING, rows, TODAY).old) == 1


def test_a_recommendation_counts_each_record_once():
    first = of(initiatives=[initiative("a"), initiative("b", relation="precedent")], provisions=[rule()])
    second = of(initiatives=[initiative("a", relation="contributes")], provisions=[rule()])
    whole = RecommendationProgress(1, "Clearinghouse", "/", "", (first, second))
    assert (whole.initiatives, whole.implementing, whole.jurisdictions) == (2, 1, 1)
    assert whole.headline == (
        "1 initiative implements it. 1 more bears on it. 1 jurisdiction has rules in use that serve it. "
        "0 commitments are about it."
    )
    assert whole.state == ["No active initiative implements: R1.1 Reporting."]
