"""The tracker counts by rules that the page on the method states."""

from datetime import date

import pytest
from factories.records import (
    CommitmentFactory,
    InitiativeFactory,
    InstrumentFactory,
    JurisdictionFactory,
    ProvisionFactory,
    RecommendationFactory,
    implements,
    provided,
    said,
)

from django.db import connection
from django.test.utils import CaptureQueriesContext

from initiatives.gathering import recommendations
from initiatives.progress import (
    ActionRow,
    CommitmentRow,
    InitiativeRow,
    ProvisionRow,
    RecommendationProgress,
    Rows,
    is_old,
    progress,
)
from policies.status import standing

TODAY = date(2026, 11, 24)
REPORTING = ActionRow("R1.1", "Reporting", "Open a channel.", "Channels", {"public-reporting-channel": "Channel"})


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
        "newest": "2026-05",
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
    defaults = {"title": "Promise", "url": "/", "record_id": "promise", "organisation": "Meta", "newest": "2026-01"}
    provisions = frozenset({"public-reporting-channel"})
    return CommitmentRow(provisions=provisions, standing=standing(events), **defaults | values)


def test_initiatives_come_strongest_relation_first_and_only_of_this_action():
    rows = Rows([initiative("b", relation="precedent"), initiative("a"), initiative("c", action="R2.1")])
    assert [row.record_id for row in progress(REPORTING, rows, TODAY).initiatives] == ["a", "b"]


def test_a_jurisdiction_counts_once_however_many_instruments_it_has():
    rows = Rows(provisions=[rule(), rule(instrument="Other"), rule("LT"), rule("IN", provision="ai-labelling")])
    found = progress(REPORTING, rows, TODAY).jurisdictions
    assert [(place.code, len(place.rows)) for place in found] == [("BR", 2), ("LT", 1)]


def test_commitments_are_counted_by_what_the_evidence_says():
    rows = Rows(
        commitments=[
            commitment(said("reported", "fulfilled"), said("assessed", "weakened"), record_id="a"),
            commitment(said("reported", "fulfilled"), record_id="b"),
        ]
    )
    result = progress(REPORTING, rows, TODAY)
    assert result.assessed == {"weakened": 1}
    assert [row.record_id for row in result.differing] == ["a"]
    assert "1 commitment has been assessed by nobody." in result.gaps


def test_what_is_missing_is_said_in_words():
    gaps = progress(REPORTING, Rows([initiative(relation="contributes")]), TODAY).gaps
    assert "No active initiative implements this action." in gaps
    assert "No initiative on record works in: Americas, Asia, Europe, Oceania." in gaps
    assert "No jurisdiction on record has an instrument in use that provides for it." in gaps


def test_an_initiative_of_the_whole_world_leaves_no_region_out():
    gaps = progress(REPORTING, Rows([initiative(regions=frozenset({"001"}))]), TODAY).gaps
    assert not any("works in" in gap for gap in gaps)


@pytest.mark.parametrize(
    ("newest", "old"),
    [("2025-11-24", False), ("2025-11-23", True), ("2025", False), ("2024", True), ("2025-11", False), ("", False)],
)
def test_evidence_is_old_when_it_certainly_lies_more_than_a_year_back(newest, old):
    assert is_old(newest, TODAY) is old


def test_a_recommendation_counts_each_record_once():
    first = progress(REPORTING, Rows([initiative("a"), initiative("b", relation="precedent")]), TODAY)
    second = progress(REPORTING, Rows([initiative("a", relation="contributes")]), TODAY)
    whole = RecommendationProgress(1, "Clearinghouse", "/", "", (first, second))
    assert (whole.initiatives, whole.implementing) == (2, 1)


@pytest.fixture
def tracked(db):
    channel = ProvisionFactory(code="public-reporting-channel")
    page = RecommendationFactory(number=1, title="Clearinghouse")
    action = page.actions.get()
    action.provisions.add(channel)
    action.save()
    place = JurisdictionFactory(title="South Africa", code="ZA")
    InitiativeFactory(title="Real411", implementations=[implements(action)], jurisdictions=[place])
    InstrumentFactory(parent=place, title="Electoral Act", provisions=[provided(channel)])
    CommitmentFactory(
        title="Keep it open",
        provisions=[channel],
        status_events=[said("reported", "fulfilled"), said("assessed", "withdrawn")],
    )
    return page


def test_the_pages_show_who_implements_why_and_where_they_differ(client, tracked):
    page = client.get("/tracker/1/").text
    for expected in ("Real411", "It does just that.", "South Africa", "Electoral Act", "Keep it open", "Withdrawn"):
        assert expected in page
    assert "in 1 what is said and what is found differ" in client.get("/tracker/").text


def test_drafts_and_struck_down_laws_do_not_count(tracked):
    tracked.actions.get().implementations.get().initiative.unpublish()
    channel = ProvisionFactory(code="public-reporting-channel")
    InstrumentFactory(parent=JurisdictionFactory(), status="struck-down", provisions=[provided(channel)])
    (recommendation,) = recommendations(TODAY)
    assert recommendation.initiatives == 0
    assert recommendation.jurisdictions == 1


@pytest.mark.parametrize("address", ["/tracker/", "/tracker/1/", "/initiatives/", "/"])
def test_more_records_need_no_more_queries(client, tracked, address):
    def queries():
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    few = queries()
    action = tracked.actions.get()
    for _ in range(6):
        place = JurisdictionFactory()
        InitiativeFactory(implementations=[implements(action)], jurisdictions=[place])
        InstrumentFactory(parent=place, provisions=[provided(ProvisionFactory(code="public-reporting-channel"))])
        CommitmentFactory(provisions=[ProvisionFactory(code="public-reporting-channel")])
    assert queries() == few
