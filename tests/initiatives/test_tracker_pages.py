"""The tracker as readers and machines get it: what is public, in a fixed number of queries."""

import pytest
from bs4 import BeautifulSoup
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

from wagtail.models import PageViewRestriction

from initiatives import contexts, views
from initiatives.gathering import recommendations
from policies.models import InstrumentPage
from policytracker.core.as_of import today


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


def counted():
    (found,) = recommendations(today())
    return found.initiatives, found.jurisdictions, found.commitments


def said_on(client, what: str) -> set[str]:
    """The texts of a list of the action."""
    response = client.get(f"/tracker/1/R1.1/{what}/")
    assert response.status_code == 200
    return set(BeautifulSoup(response.text, "html.parser").main.stripped_strings)


def test_the_pages_show_who_implements_why_and_where_they_differ(client, tracked):
    assert {"Real411", "It does just that."} <= said_on(client, "initiatives")
    assert {"South Africa", "Electoral Act"} <= said_on(client, "jurisdictions")
    assert {"Keep it open", "Withdrawn"} <= said_on(client, "commitments")
    page = client.get("/tracker/1/").text
    assert "1 jurisdiction has at least one instrument in use that provides for: Public reporting channel." in page
    assert "in 1, report and evidence differ" in client.get("/tracker/").text


def test_the_table_leads_to_the_section_of_an_action(client, tracked):
    assert 'href="/tracker/1/#R1.1"' in client.get("/tracker/").text
    assert 'id="R1.1"' in client.get("/tracker/1/").text


def test_each_figure_of_an_action_leads_to_its_list(client, tracked):
    page = BeautifulSoup(client.get("/tracker/1/").text, "html.parser")
    links = {link["href"]: link.get_text(strip=True) for link in page.select("main .actions a")}
    assert links["/tracker/1/R1.1/initiatives/"] == "1 initiative: R1.1"
    assert links["/tracker/1/R1.1/jurisdictions/"] == "1 jurisdiction with rules in use: R1.1"
    assert links["/tracker/1/R1.1/commitments/"] == "1 commitment: R1.1"


def test_a_long_list_is_cut_into_pages(client, tracked, monkeypatch):
    monkeypatch.setattr(views, "SIZE", 2)
    for _ in range(2):
        InitiativeFactory(implementations=[implements(tracked.actions.get())])
    first = client.get("/tracker/1/R1.1/initiatives/").text
    assert first.count("It does just that.") == 2
    assert "3 initiatives" in first
    assert client.get("/tracker/1/R1.1/initiatives/?page=2").text.count("It does just that.") == 1
    assert "the pages go from 1 to 2" in client.get("/tracker/1/R1.1/initiatives/?page=3").text


def test_the_instruments_of_a_jurisdiction_may_go_on_to_the_next_page(client, tracked, monkeypatch):
    monkeypatch.setattr(views, "INSTRUMENTS", 2)
    channel, place = ProvisionFactory(code="public-reporting-channel"), JurisdictionFactory(title="Zambia", code="ZM")
    for number in range(3):
        InstrumentFactory(parent=place, title=f"Act {number}", provisions=[provided(channel)])
    addresses = ["/tracker/1/R1.1/jurisdictions/", "/tracker/1/R1.1/jurisdictions/?page=2"]
    pages = [BeautifulSoup(client.get(address).text, "html.parser") for address in addresses]
    places = [[cell.get_text(" ", strip=True) for cell in page.select("th[scope=row]")] for page in pages]
    assert places == [["South Africa", "Zambia"], ["Zambia continued"]]
    laws = [[link.text for link in page.select("td a")] for page in pages]
    assert (len(laws[0]), len(laws[1]), set(laws[0]) & set(laws[1])) == (2, 2, set())
    for page in pages:
        assert "2 jurisdictions with rules in use" in page.h2.text
    assert "the pages go from 1 to 2" in client.get("/tracker/1/R1.1/jurisdictions/?page=3").text


def test_a_long_list_of_initiatives_is_cut_into_pages(client, tracked, monkeypatch):
    monkeypatch.setattr(contexts, "SIZE", 3)
    for number in range(4):
        InitiativeFactory(title=f"Tied {number}", implementations=[implements(tracked.actions.get())])
    for number in range(3):
        InitiativeFactory(title=f"Untied {number}")
    pages = [BeautifulSoup(client.get(f"/initiatives/?page={number}").text, "html.parser") for number in (1, 2, 3)]
    listed = [[link.text for link in page.select("ul.links > li > a")] for page in pages]
    assert listed == [["Real411", "Tied 0", "Tied 1"], ["Tied 2", "Tied 3", "Untied 0"], ["Untied 1", "Untied 2"]]
    headings = [[heading.get_text(" ", strip=True) for heading in page.select("h2")] for page in pages]
    assert headings == [
        ["1. Clearinghouse"],
        ["1. Clearinghouse continued", "Not yet tied to a recommendation"],
        ["Not yet tied to a recommendation continued"],
    ]
    for page in pages:
        assert page.select_one("[role=status]").text == "8 initiatives"
        assert [count.text for count in page.select("nav .count")] == ["5", "3"]
    leading = [[link["href"] for link in page.select("nav ul.tags a")] for page in pages]
    assert leading == [["#g1", "?page=2#g"], ["?#g1", "#g"], ["?#g1", "?page=2#g"]]
    # What follows is not the same as the beginning.
    assert [len(page.select("link[rel=canonical]")) for page in pages] == [1, 0, 0]
    assert "page 2" in pages[1].title.text
    assert "page" not in pages[0].title.text


def test_a_page_of_initiatives_that_there_is_not_is_named(client, tracked):
    response = client.get("/initiatives/?page=2")
    assert response.status_code == 200
    assert "There is no such page: the pages go from 1 to 1." in response.text
    assert "Real411" in response.text


@pytest.mark.parametrize(
    "address", ["/tracker/1/R1.1/nothing/", "/tracker/1/R9.9/initiatives/", "/tracker/7/R1.1/initiatives/"]
)
def test_what_there_is_no_list_of_is_not_found(client, tracked, address):
    assert client.get(address).status_code == 404


def test_every_record_that_is_listed_can_be_opened(client, tracked):
    (found,) = recommendations(today())
    (action,) = found.actions
    rows = [*action.initiatives, *action.commitments, *action.jurisdictions, *action.jurisdictions[0].rows]
    assert len(rows) == 4
    for row in rows:
        assert client.get(row.url).status_code == 200


def test_the_search_for_its_instruments_finds_them(client, tracked):
    address = "/search/?kind=instrument&provision=public-reporting-channel&status=adopted&status=in-force"
    assert address.replace("&", "&amp;") in client.get("/tracker/1/R1.1/jurisdictions/").text
    assert "Electoral Act" in client.get(address).text


def test_what_editors_wrote_is_escaped(client, tracked):
    action = tracked.actions.get()
    InitiativeFactory(
        title="<b>Bold</b>", slug="bold", implementations=[implements(action, why="<script>alert(1)</script>")]
    )
    page = client.get("/tracker/1/R1.1/initiatives/").text
    assert "<script>alert(1)" not in page
    assert "<b>Bold" not in page
    assert "&lt;b&gt;Bold" in page


def test_drafts_do_not_count(tracked):
    assert counted() == (1, 1, 1)
    tracked.actions.get().implementations.get().initiative.unpublish()
    assert counted() == (0, 1, 1)


def test_what_is_restricted_does_not_count(tracked):
    law = InstrumentPage.objects.get()
    PageViewRestriction.objects.create(page=law, restriction_type="login")
    assert counted() == (1, 0, 1)


def test_instruments_of_a_jurisdiction_that_is_not_public_do_not_count(tracked):
    InstrumentPage.objects.get().get_parent().unpublish()
    assert counted() == (1, 0, 1)


@pytest.mark.parametrize("status", ["proposed", "suspended", "struck-down", "repealed", "expired", "withdrawn"])
def test_only_instruments_in_use_count(tracked, status):
    channel = ProvisionFactory(code="public-reporting-channel")
    InstrumentFactory(parent=JurisdictionFactory(), status=status, provisions=[provided(channel)])
    assert counted() == (1, 1, 1)


@pytest.mark.parametrize(
    "address",
    [
        "/tracker/",
        "/tracker/1/",
        "/tracker/1/R1.1/initiatives/",
        "/initiatives/",
        "/",
        "/api/v1/recommendations/1",
    ],
)
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


def test_the_api_counts_what_the_page_counts(client, tracked):
    (found,) = client.get("/api/v1/recommendations").json()["recommendations"]
    assert found["number"] == 1
    (action,) = found["actions"]
    assert action["action"]["provisions"] == {"public-reporting-channel": "Public reporting channel"}
    counts = action["counts"]
    assert (counts["initiatives"], counts["jurisdictions"], counts["commitments"], counts["differing"]) == (1, 1, 1, 1)
    assert counts["assessed"] == {"withdrawn": 1}


def test_the_api_gives_the_lists_behind_the_figures(client, tracked):
    (action,) = client.get("/api/v1/recommendations/1").json()["actions"]
    assert action["initiatives"][0] | {"id": "", "url": "", "newest": "", "regions": []} == {
        "id": "",
        "title": "Real411",
        "url": "",
        "relation": "implements",
        "why": "It does just that.",
        "status": "active",
        "stakeholder_groups": ["civil-society"],
        "regions": [],
        "reported": None,
        "assessed": None,
        "differ": False,
        "newest": "",
    }
    assert action["initiatives"][0]["regions"] == ["002"]
    assert action["jurisdictions"][0]["code"] == "ZA"
    assert action["jurisdictions"][0]["provisions"][0]["instrument"] == "Electoral Act"
    assert action["commitments"][0]["reported"]["status"] == "fulfilled"
    assert action["commitments"][0]["assessed"]["status"] == "withdrawn"
    assert action["commitments"][0]["differ"] is True


@pytest.mark.parametrize("number", ["2", "0", "99999999999999999999", "x", "-1", "1.5", "%00"])
def test_the_api_says_that_there_is_no_such_recommendation(client, tracked, number):
    response = client.get(f"/api/v1/recommendations/{number}")
    assert response.status_code == 404
    assert response.json()["problems"]
