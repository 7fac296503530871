"""Tracker, recommendation, differences and briefings as they were on a day, as readers get them."""

import re

import pytest
from bs4 import BeautifulSoup
from factories.records import (
    CommitmentFactory,
    InitiativeFactory,
    InstrumentFactory,
    JurisdictionFactory,
    OrganisationFactory,
    ProvisionFactory,
    RecommendationFactory,
    implements,
    provided,
    said,
)

from django.db import connection
from django.test.utils import CaptureQueriesContext

from initiatives import contexts, views
from initiatives.models import ImplementationEvent

pytestmark = pytest.mark.django_db

ADDRESSES = [
    "/tracker/",
    "/tracker/1/",
    "/tracker/differences/",
    "/briefings/recommendation/1.html",
    "/briefings/jurisdiction/ZA.html",
    "/briefings/organisation/meta.html",
    "/tracker/export.csv",
    "/tracker/1/export.json",
    "/api/v1/recommendations",
    "/api/v1/recommendations/1",
]


def grow(action, channel, company, place=None):
    place = place or JurisdictionFactory()
    events = [ImplementationEvent(action=action, track="reported", status="in-progress", date="2025-01", text="Begun.")]
    InitiativeFactory(implementations=[implements(action)], jurisdictions=[place], started="2023", status_events=events)
    InstrumentFactory(parent=place, title="Old law", adopted="2020", ended="2025", status="repealed", in_force="")
    InstrumentFactory(parent=place, adopted="2025-02", in_force="2025-03-01", provisions=[provided(channel)])
    CommitmentFactory(
        title="Keep it open",
        parent=company,
        announced="2023-05",
        provisions=[channel],
        jurisdictions=[place],
        status_events=[
            said("reported", "fulfilled", "2024-01-01", text="It is open."),
            said("assessed", "withdrawn", "2025-06-01", text="It was shut."),
        ],
    )


@pytest.fixture
def tracked():
    channel = ProvisionFactory(code="public-reporting-channel")
    page = RecommendationFactory(number=1, title="Clearinghouse")
    action = page.actions.get()
    action.provisions.add(channel)
    action.save()
    company = OrganisationFactory(title="Meta", slug="meta", record_id="meta")
    grow(action, channel, company, JurisdictionFactory(title="South Africa", code="ZA", slug="za"))
    return action, channel, company


def text(client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return " ".join(BeautifulSoup(response.text, "html.parser").get_text(" ").split())


def test_the_tracker_of_a_past_day_counts_what_was_there_and_says_what_moved(client, tracked):
    assert "1 jurisdiction has rules in use" in text(client, "/tracker/")
    then = text(client, "/tracker/?as_of=2024-06-06")
    assert "As it was on 6 June 2024" in then
    assert "0 jurisdictions have rules in use" in then
    assert "Counts since: South Africa" in then
    assert "Stands otherwise: Meta: Keep it open" in then


def test_of_much_that_moved_the_tracker_names_ten_and_leads_to_all(client, tracked):
    action, *_ = tracked
    for number in range(12):
        InitiativeFactory(title=f"Begun {number:02}", implementations=[implements(action)], started="2025")
    page = BeautifulSoup(client.get("/tracker/?as_of=2024-06-06").text, "html.parser")
    assert "Begun 09" in page.main.text
    assert "Begun 10" not in page.main.text
    link = page.find("a", href="/tracker/1/changes/?as_of=2024-06-06")
    assert link.get_text() == "and 3 more: R1.1"
    assert "Begun 11" in text(client, link["href"])


def test_a_recommendation_of_a_past_day_shows_each_change_since(client, tracked):
    then = text(client, "/tracker/1/?as_of=2024-06-06")
    since = then.partition("What changed since 6 June 2024")[2]
    assert "1 June 2025" in since
    assert "Assessed: withdrawn." in since
    assert "1 March 2025" in since
    assert "What changed since" not in text(client, "/tracker/1/")


def test_when_much_changed_since_all_of_it_has_a_page(client, tracked, monkeypatch):
    monkeypatch.setattr(contexts, "CHANGES", 1)
    page = BeautifulSoup(client.get("/tracker/1/?as_of=2024-06-06").text, "html.parser")
    link = page.find("a", string=re.compile(r"All \d+ changes"))
    assert len(page.select("#since ~ ul.dated li")) == 1
    every = BeautifulSoup(client.get(link["href"]).text, "html.parser")
    assert link.string == f"All {len(every.select('ul.dated li'))} changes"
    refused = client.get("/tracker/1/changes/")
    assert refused.status_code == 400
    assert "Say since which past day" in refused.text


def test_the_lists_of_an_action_are_of_the_day_too(client, tracked):
    assert "Keep it open" in text(client, "/tracker/1/R1.1/commitments/?as_of=2024-06-06")
    assert "None on record." in text(client, "/tracker/1/R1.1/jurisdictions/?as_of=2024-06-06")
    assert 'href="/tracker/1/R1.1/commitments/?as_of=2024-06-06"' in client.get("/tracker/1/?as_of=2024-06-06").text


def test_a_recommendation_shows_its_state_first_and_its_indicators_with_their_course(client, tracked):
    page = BeautifulSoup(client.get("/tracker/1/").text, "html.parser")
    headings = [heading.get_text(strip=True) for heading in page.select("h2")]
    assert headings.index("Where it stands") < headings.index("What was recommended") < headings.index("R1.1 First")
    chart = page.select_one("svg.chart")
    assert chart["role"] == "img"
    title, words = (page.find(id=name) for name in chart["aria-labelledby"].split())
    assert (title.name, words.name) == ("title", "desc")
    assert "There were 0 on 31 December 2023." in words.text
    said = [line.get_text(" ", strip=True) for line in page.select(".indicator > p")]
    assert said[0].startswith("What ideally would be counted:")
    assert said[1].startswith("Counted here: 1 jurisdiction with an instrument in use that provides for it.")
    rows = page.select(".indicator table tbody tr")
    assert rows[0].th.get_text() == "31 December 2023"
    assert any("came: South Africa" in row.get_text(" ", strip=True) for row in rows)


def test_an_implementation_shows_both_tracks_or_that_nobody_has_spoken(client, tracked):
    action, *_ = tracked
    InitiativeFactory(title="Silent", implementations=[implements(action)])
    page = text(client, "/tracker/1/R1.1/initiatives/")
    assert "says: In progress evidence: not assessed yet" in page
    assert "nobody has reported or assessed it" in page


def test_the_differences_stand_on_a_page_of_their_own(client, tracked):
    page = text(client, "/tracker/differences/")
    assert "Of 1 promise, those who made it say one thing" in page
    assert "It is open." in page
    assert "It was shut." in page
    assert "There is none on record." in text(client, "/tracker/differences/?as_of=2024-06-06")


def test_a_difference_with_evidence_older_than_the_report_says_so(client, tracked):
    assert "The evidence is older" not in text(client, "/tracker/differences/")
    CommitmentFactory(status_events=[said("reported", "fulfilled", "2024"), said("assessed", "announced", "2018")])
    assert "The evidence is older than what is reported" in text(client, "/tracker/differences/")


def test_many_differences_are_cut_into_pages(client, tracked, monkeypatch):
    monkeypatch.setattr(views, "SIZE", 2)
    _action, _channel, meta = tracked
    for company, title in ((meta, "Label it"), (meta, "Mark it"), (OrganisationFactory(title="X"), "Open it")):
        events = [said("reported", "fulfilled", "2024-01-01"), said("assessed", "withdrawn", "2024-03-01")]
        CommitmentFactory(title=title, parent=company, announced="2023-05", status_events=events)
    addresses = ["/tracker/differences/?as_of=2024-06-06", "/tracker/differences/?as_of=2024-06-06&page=2"]
    first, second = (BeautifulSoup(client.get(address).text, "html.parser") for address in addresses)
    assert [row.text for row in first.select("th[scope=row]")] == ["Label it", "Mark it"]
    assert [row.text for row in second.select("th[scope=row]")] == ["Open it"]
    assert (first.select_one("h2").text, second.select_one("h2").text) == ("Meta", "X")
    assert first.select_one("[rel=next]")["href"] == "?as_of=2024-06-06&page=2"
    today = BeautifulSoup(client.get("/tracker/differences/?page=2").text, "html.parser")
    assert [heading.get_text(" ", strip=True) for heading in today.select("h2")] == ["Meta continued", "X"]
    for page, number in ((first, 3), (second, 3), (today, 4)):
        assert f"Of {number} promises, those who made them say one thing" in page.main.text
        assert f"Of {number} of these they say that they are fulfilled" in page.main.text
    assert "the pages go from 1 to 2" in text(client, "/tracker/differences/?page=3")


@pytest.mark.parametrize("address", ["/tracker/", "/organisations/", "/organisations/meta/", "/tracker/1/"])
def test_the_page_of_differences_is_found_from_where_it_matters(client, tracked, address):
    assert 'href="/tracker/differences/"' in client.get(address).text


def test_the_search_finds_what_differs(client, tracked):
    assert "Keep it open" in text(client, "/search/?gap=differ")
    assert "Keep it open" not in text(client, "/search/?gap=agree")


def test_the_day_is_kept_from_page_to_page(client, tracked):
    page = client.get("/tracker/?as_of=2024-06-06").text
    for address in ("/tracker/1/?as_of=2024-06-06", "/tracker/differences/?as_of=2024-06-06", "export.csv?as_of=2024"):
        assert address in page
    assert "/briefings/recommendation/1.pdf?as_of=2024-06-06" in client.get("/tracker/1/?as_of=2024-06-06").text


@pytest.mark.parametrize("kind", ["recommendation/1", "jurisdiction/ZA", "organisation/meta"])
def test_a_briefing_of_a_past_day_says_so_and_what_changed_since(client, tracked, kind):
    then = text(client, f"/briefings/{kind}.html?as_of=2024-06-06")
    assert "As it was on 6 June 2024" in then
    before, _, since = then.rpartition("What changed since 6 June 2024")
    assert "ithdrawn" in since
    assert "Withdrawn" not in before
    assert "as_of=2024-06-06" in then
    assert "As it was on" not in text(client, f"/briefings/{kind}.html")


def test_a_briefing_shows_an_instrument_as_it_stood(client, tracked):
    then = text(client, "/briefings/jurisdiction/ZA.html?as_of=2024-06-06").partition("What changed since")[0]
    assert "Old law" in then
    assert "Repealed" not in then
    assert "Repealed" in text(client, "/briefings/jurisdiction/ZA.html")


def test_a_briefing_answers_the_same_questions_as_of_the_day(client, tracked):
    def answer(address: str) -> str:
        (row,) = BeautifulSoup(client.get(address).text, "html.parser").select("table.asked tbody tr")
        return row.td.get_text(" ", strip=True)

    assert answer("/briefings/jurisdiction/ZA.html?as_of=2024-06-06") == "Nobody has looked yet"
    assert "Binding" in answer("/briefings/jurisdiction/ZA.html")


def test_the_api_answers_as_of_a_day(client, tracked):
    answer = client.get("/api/v1/recommendations?as_of=2024-06-06").json()
    assert answer["as_of"] == "2024-06-06"
    (action,) = answer["recommendations"][0]["actions"]
    assert action["indicator"] | {"rule_in_words": ""} == {
        "rule": "jurisdictions",
        "rule_in_words": "",
        "value": 0,
        "members": {},
    }
    assert action["counts"]["assessed"] == {}


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("asked", ["soon", "2999-01-01", "1066-10-14", ""])
def test_what_is_no_day_on_record_is_refused_in_words(client, tracked, address, asked):
    response = client.get(f"{address}?as_of={asked}")
    assert response.status_code == 400
    if address.startswith("/api/"):
        assert response.json()["problems"]
    else:
        assert "This cannot be shown" in response.text


@pytest.mark.parametrize("address", ADDRESSES)
def test_more_records_need_no_more_queries(client, tracked, address):
    def queries():
        client.get(f"{address}?as_of=2024-06-06")
        with CaptureQueriesContext(connection) as captured:
            b"".join(client.get(f"{address}?as_of=2024-06-06"))
        return len(captured)

    few = queries()
    for _ in range(3):
        grow(*tracked)
    assert queries() == few
