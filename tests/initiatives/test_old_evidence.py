"""What nobody has looked at for a year, and which sources cannot be reached, is said in public."""

import datetime

import pytest
from factories.records import (
    CommitmentFactory,
    ElectionFactory,
    InitiativeFactory,
    InstrumentFactory,
    JurisdictionFactory,
    ProvisionFactory,
    RecommendationFactory,
    implements,
    said,
    source,
)

from django.db import connection
from django.test.utils import CaptureQueriesContext

from initiatives import gathering
from initiatives.evidence.gathering import old_evidence
from initiatives.evidence.old import InitiativeDates, old_rows
from initiatives.models import ImplementationEvent
from policies.elections.gathering import clock_of
from policies.elections.rows import PromiseRow, RuleRow
from policytracker.core.as_of import today
from policytracker.core.models import LinkCheck

TODAY = datetime.date(2026, 11, 24)


def rule(*dates, status="in-force") -> RuleRow:
    return RuleRow("LT", "Law", "/", "law", "statute", "binding", status, dates=dates)


def promise(*events, dates=()) -> PromiseRow:
    dates = (*dates, *(event.date for event in events))
    return PromiseRow("Promise", "/", "promise", "Meta", frozenset({"LT"}), "2024", events=events, dates=dates)


def initiative(*dates, status="active") -> InitiativeDates:
    return InitiativeDates("Elves", "/", "elves", status, frozenset({"LT"}), dates)


def old(*rows) -> list[tuple[str, str]]:
    by_type = {kind: [row for row in rows if isinstance(row, kind)] for kind in (RuleRow, PromiseRow, InitiativeDates)}
    return [(row.kind, row.newest) for row in old_rows(*by_type.values(), TODAY)]


@pytest.mark.parametrize(
    ("row", "found"),
    [
        (rule("2025-11-23"), [("instrument", "2025-11-23")]),
        (rule("2025-11-24"), []),
        (rule("2025-11"), []),
        (rule("2025"), []),
        (rule("2018", "2024"), [("instrument", "2024")]),
        (rule("2018", "2026-01-01"), []),
        (rule("2018", "2027-01-01"), [("instrument", "2018")]),
        (rule(), [("instrument", "")]),
        (rule("2018", status="repealed"), []),
        (initiative("2020"), [("initiative", "2020")]),
        (initiative("2020", status="completed"), []),
        (promise(said("reported", "fulfilled", "2024-05")), [("commitment", "2024-05")]),
        (
            promise(said("assessed", "weakened", "2024-05"), said("reported", "fulfilled", "2026-05")),
            [("assessment", "2024-05")],
        ),
        (promise(said("assessed", "weakened", "2026-05"), said("reported", "fulfilled", "2024-05")), []),
        (promise(said("reported", "fulfilled", "2024-05"), dates=["2026-10-01"]), []),
        (
            promise(said("assessed", "weakened", "2024-05"), dates=["2026-10-01"]),
            [("assessment", "2024-05")],
        ),
        (
            promise(
                said("assessed", "weakened", "2024-05", read_on=datetime.date(2026, 5, 1)),
                said("reported", "fulfilled", "2026-05"),
            ),
            [],
        ),
    ],
)
def test_what_is_older_than_twelve_months(row, found):
    assert old(row) == found


def test_the_oldest_stands_first_and_before_it_what_has_no_date():
    assert [newest for _kind, newest in old(rule("2024"), rule("2020-05"), initiative("2020"), rule())] == [
        "",
        "2020-05",
        "2020",
        "2024",
    ]


def test_tracker_elections_and_list_call_the_same_old(client, db):
    lately = datetime.date.today() - datetime.timedelta(days=30)  # noqa: DTZ011
    channel = ProvisionFactory(code="channel")
    page = RecommendationFactory(number=1)
    first, second = page.actions.get(), RecommendationFactory(number=2).actions.get()
    first.provisions.add(channel)
    first.save()
    vote = ElectionFactory(parent=JurisdictionFactory(code="LT"), date="2999-12-31", record_id="vote")
    jurisdictions = [vote.get_parent().specific]
    wrong = said("assessed", "fulfilled", lately.isoformat(), event_id="wrong")
    for title, values in {
        "Old": {},
        "Checked": {"last_checked": lately},
        "Source read": {"sources": [source(read_on=lately)]},
        "Assessment read": {"status_events": [said("assessed", "weakened", read_on=lately)]},
        "Searched": {"status_events": [said("assessed", "no-evidence", searched_on=lately)]},
        "Struck out": {"status_events": [wrong, said("assessed", "weakened", "2024-05-01", corrects="wrong")]},
        "Ahead": {"status_events": [said("reported", "announced", "2999-01-01")]},
    }.items():
        CommitmentFactory(title=title, jurisdictions=jurisdictions, provisions=[channel], **values)
    elsewhere = ImplementationEvent(action=second, track="reported", status="fulfilled", date=lately.isoformat())
    for title, events in {"Silent": [], "Told of another action": [elsewhere]}.items():
        InitiativeFactory(title=title, implementations=[implements(first), implements(second)], status_events=events)

    commitments = {"Old", "Struck out", "Ahead"}
    rows, _places = old_evidence(datetime.date.today())  # noqa: DTZ011
    assert {row.title for row in rows if row.kind != "assessment"} == commitments | {"Silent"}
    progress = gathering.recommendation(page, today()).actions[0]
    assert {row.title for row in progress.old} == commitments | {"Silent"}
    assert {item.row.title for item in clock_of(vote, jurisdictions[0], today()).old} == commitments


@pytest.fixture
def records(db):
    lithuania = JurisdictionFactory(title="Lithuania", code="LT")
    kenya = JurisdictionFactory(title="Kenya", code="KE")
    law = InstrumentFactory(parent=lithuania, title="Old law")
    InstrumentFactory(parent=lithuania, title="Law checked lately", last_checked=datetime.date.today())  # noqa: DTZ011
    CommitmentFactory(title="Old promise", jurisdictions=[kenya])
    InitiativeFactory(title="Old project", jurisdictions=[kenya, lithuania])
    InstrumentFactory(parent=lithuania, title="Secret law").unpublish()
    return law


TITLES = ("Old law", "Old promise", "Old project", "Law checked lately", "Secret law")


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", {"Old law", "Old promise", "Old project"}),
        ("?kind=instrument", {"Old law"}),
        ("?jurisdiction=ke", {"Old promise", "Old project"}),
        ("?kind=initiative&jurisdiction=LT", {"Old project"}),
        ("?kind=assessment", set()),
    ],
)
def test_the_list_can_be_narrowed_down(client, records, query, shown):
    html = client.get(f"/evidence/{query}").text
    assert {title for title in TITLES if title in html} == shown


@pytest.mark.parametrize(
    ("query", "problem"),
    [
        ("?kind=<script>", "There is no kind"),
        ("?jurisdiction=%00", "There is no jurisdiction"),
        ("?jurisdiction=" + "x" * 10_000, "There is no jurisdiction"),
        ("?page=2", "There is no such page: the pages go from 1 to 1."),
        ("?page=-1", "There is no such page"),
        ("?page=٢", "There is no such page"),
        ("?page=" + "9" * 1000, "There is no such page"),
    ],
)
def test_what_cannot_be_understood_is_named_and_the_rest_is_shown(client, records, query, problem):
    response = client.get(f"/evidence/{query}")
    assert response.status_code == 200
    assert problem in response.text
    assert "Old law" in response.text
    assert "<script>" not in response.text


def test_a_long_list_is_cut_into_pages_that_keep_what_was_asked_for(client, records, monkeypatch):
    monkeypatch.setattr("initiatives.evidence.views.SIZE", 1)
    first = client.get("/evidence/?jurisdiction=KE").text
    assert ("Old project" in first, "Old promise" in first) == (True, False)
    assert 'href="?jurisdiction=KE&amp;page=2"' in first
    assert 'href="?jurisdiction=KE" aria-current="page"' in first
    second = client.get("/evidence/?jurisdiction=KE&page=2").text
    assert "Old promise" in second
    assert "for a year, page 2 – " in second


def failed(url="https://example.org/gazette", **values) -> LinkCheck:
    moment = datetime.datetime(2026, 11, 5, 9, tzinfo=datetime.UTC)
    check = LinkCheck(url=url, **values)
    check.record(values.pop("outcome", "failed"), values.get("status"), "timed out", moment)
    check.save()
    return check


def test_a_record_says_of_each_source_whether_it_could_be_reached(client, db):
    law = InstrumentFactory(
        sources=[
            source(url="https://example.org/away", read_on=datetime.date(2024, 5, 17)),
            source(url="https://example.org/gone"),
            source(url="https://example.org/there"),
            source(url="https://example.org/barred"),
            source(url="https://example.org/new"),
        ]
    )
    failed("https://example.org/away", outcome="failed", archive_url="https://web.archive.org/web/2024/x")
    failed("https://example.org/gone", outcome="gone", status=404)
    failed("https://example.org/there", outcome="reached", status=200)
    failed("https://example.org/barred", outcome="barred", status=403)
    html = client.get(law.url).text
    assert html.count("Could not be reached on 5 November 2026") == 1
    assert html.count("No longer there on 5 November 2026") == 1
    assert html.count("Reached on 5 November 2026") == 1
    assert html.count("https://web.archive.org/web/2024/x") == 1
    assert "read on 17 May 2024, more than twelve months ago" in html


def test_sources_that_cannot_be_reached_are_listed_with_the_records_that_name_them(client, records):
    InstrumentFactory(title="Secret record", sources=[source(url="https://example.org/secret")]).unpublish()
    failed(outcome="gone", status=404, archive_url="https://web.archive.org/web/2024/x")
    failed("https://example.org/secret")
    failed("https://example.org/reached", outcome="reached")
    html = client.get("/evidence/sources/").text
    assert "1 source<" in html
    assert "No longer there (HTTP 404)" in html
    assert "https://web.archive.org/web/2024/x" in html
    assert "Old law" in html
    assert "Secret" not in html
    assert "3 addresses have been asked for, the last on" in html
    assert "example.org/secret" not in html


@pytest.mark.parametrize("address", ["/evidence/", "/evidence/sources/"])
def test_more_records_need_no_more_queries(client, records, address):
    def queries():
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        return len(captured)

    failed()
    few = queries()
    for number in range(3):
        url = f"https://example.org/{number}"
        InstrumentFactory(sources=[source(url=url)])
        CommitmentFactory(sources=[source(url=url)])
        InitiativeFactory()
        failed(url)
    assert queries() == few


def test_reading_writes_nothing(client, records):
    failed()
    before = list(LinkCheck.objects.values())
    for address in ("/evidence/", "/evidence/sources/", records.url):
        client.get(address)
    assert list(LinkCheck.objects.values()) == before
