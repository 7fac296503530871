"""Jurisdictions, organisations and commitments as they were on a day."""

import pytest
from bs4 import BeautifulSoup
from factories.records import (
    CommitmentFactory,
    InstrumentFactory,
    JurisdictionFactory,
    OrganisationFactory,
    said,
)

from django.db import connection
from django.test.utils import CaptureQueriesContext

from policies.models import InstrumentEvent

pytestmark = pytest.mark.django_db


@pytest.fixture
def lithuania():
    place = JurisdictionFactory(title="Lithuania", code="LT", slug="lithuania")
    InstrumentFactory(
        parent=place,
        title="Law on Information",
        adopted="2021-05",
        in_force="2022-01-01",
        events=[
            InstrumentEvent(date="2021-05", kind="adopted", text="Adopted by parliament."),
            InstrumentEvent(date="2025-02-03", kind="amended", text="Duties were widened."),
        ],
    )
    InstrumentFactory(
        parent=place,
        title="Emergency order",
        adopted="2022-02",
        in_force="2022-02-26",
        ended="2022-09-30",
        status="expired",
    )
    InstrumentFactory(parent=place, title="Election code", adopted="2025-03-01", in_force="2025-03-01")
    return place


@pytest.fixture
def promise():
    return CommitmentFactory(
        title="Keep it open",
        parent=OrganisationFactory(title="Meta", slug="meta"),
        announced="2023-04",
        deadline="2024-01-31",
        status_events=[
            said("reported", "announced", "2023-04", text="It will stay open."),
            said("reported", "fulfilled", "2024-03-01", by="Meta", text="It is open."),
            said("assessed", "weakened", "2024", by="The Observatory", text="Fewer may use it."),
            said("assessed", "withdrawn", "2024-08-14", by="The Observatory", text="It was shut down."),
        ],
    )


def parts(client, address: str) -> dict[str, str]:
    """The text below each heading of the second and third level, by the words of the heading."""
    response = client.get(address)
    assert response.status_code == 200
    found = {}
    for heading in BeautifulSoup(response.text, "html.parser").select("article h2, article h3"):
        texts = []
        for node in heading.next_siblings:
            if node.name in ("h2", "h3"):
                break
            texts.append(node.get_text(" ", strip=True) if node.name else str(node).strip())
        found[heading.get_text(" ", strip=True)] = " ".join(filter(None, texts))
    return found


def test_a_jurisdiction_shows_what_was_in_use_on_the_day(client, lithuania):
    then = parts(client, "/jurisdictions/lithuania/?as_of=2022-06-06")
    assert "Emergency order" in then["Binding"]
    assert "Law on Information" in then["Binding"]
    assert "Election code" not in then["Binding"]
    now = parts(client, "/jurisdictions/lithuania/")
    assert "Emergency order" in now["Ended"]
    assert "Election code" in now["Binding"]


def test_a_jurisdiction_shows_what_changed_since(client, lithuania):
    since = parts(client, "/jurisdictions/lithuania/?as_of=2022-06-06")["What changed since 6 June 2022"]
    assert "Ended: expired." in since
    assert "Duties were widened." in since
    assert "Came into force." in since
    assert "Adopted by parliament." not in since


def test_what_is_dated_to_a_month_around_the_day_is_named(client, lithuania):
    then = parts(client, "/jurisdictions/lithuania/?as_of=2021-05-15")
    assert "Adopted by parliament." in then["What cannot be told for this day"]
    assert "Law on Information" in then["Not known whether they were there"]


def test_a_commitment_shows_what_had_been_said_by_the_day(client, promise):
    then = parts(client, f"{promise.url}?as_of=2024-06-06")
    assert "Fulfilled" in then["What it says"]
    assert "Nobody has assessed this yet." in then["What the evidence says"]
    assert "It was shut down." not in then["History"]
    assert "It was shut down." in then["What was said since 6 June 2024"]
    assert "Fewer may use it." in then["What cannot be told for this day"]


def test_a_commitment_of_today_says_nothing_of_days(client, promise):
    page = client.get(promise.url).text
    assert "The two differ: reported as fulfilled, assessed as withdrawn." in page
    assert "As it was on 6" not in page
    assert "What cannot be told" not in page


def test_it_is_said_that_a_promise_had_not_been_made_yet(client, promise, lithuania):
    assert "On this day it had not been announced." in client.get(f"{promise.url}?as_of=2023-03-31").text
    assert "cannot be told" in client.get(f"{promise.url}?as_of=2023-04-15").text
    company = client.get("/organisations/meta/?as_of=2023-03-31").text
    assert "Keep it open" not in company.partition("What changed since")[0]


def test_a_deadline_is_overdue_only_once_it_has_passed(client, promise):
    assert "(past, and not assessed as fulfilled)" not in client.get(f"{promise.url}?as_of=2024-01-31").text
    assert "(past, and not assessed as fulfilled)" in client.get(f"{promise.url}?as_of=2024-02-01").text


def test_the_banner_names_the_day_and_leads_to_today(client, promise):
    page = BeautifulSoup(client.get(f"{promise.url}?as_of=2024-06-06").text, "html.parser")
    banner = page.select_one(".as-of")
    assert "As it was on 6 June 2024" in banner.get_text(" ", strip=True)
    assert banner.find("a", string="As it is today")["href"] == promise.url
    assert banner.find("input", type="date")["value"] == "2024-06-06"


def test_the_day_is_kept_in_links_to_other_commitments(client, promise):
    other = CommitmentFactory(parent=promise.get_parent().specific, title="Label it", announced="2023")
    assert f'href="{other.url}?as_of=2024-06-06"' in client.get(f"{promise.url}?as_of=2024-06-06").text
    assert f'href="{other.url}"' in client.get(promise.url).text


@pytest.mark.parametrize("asked", ["soon", "2024", "2999-01-01", "1800-01-01", "", "2024-06-06&as_of=2024-06-07"])
def test_what_is_no_day_on_record_gets_a_page_that_says_so(client, promise, asked):
    response = client.get(f"{promise.url}?as_of={asked}")
    assert response.status_code == 400
    assert "This cannot be shown" in response.text
    assert f'href="{promise.url}"' in response.text


@pytest.mark.parametrize("address", ["/jurisdictions/lithuania/", "/organisations/meta/"])
def test_a_past_day_needs_a_fixed_number_of_queries(client, lithuania, promise, address):
    def queries():
        client.get(f"{address}?as_of=2024-06-06")
        with CaptureQueriesContext(connection) as captured:
            assert client.get(f"{address}?as_of=2024-06-06").status_code == 200
        return len(captured)

    promise.jurisdictions.add(lithuania)
    promise.save()
    few = queries()
    for _ in range(3):
        InstrumentFactory(parent=lithuania, events=[InstrumentEvent(date="2025", kind="amended", text="Changed.")])
        CommitmentFactory(parent=promise.get_parent().specific, announced="2023", jurisdictions=[lithuania])
    assert queries() == few
