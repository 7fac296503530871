"""Jurisdictions, organisations and commitments as they were on a day."""

import pytest
from bs4 import BeautifulSoup
from factories.records import (
    CommitmentFactory,
    ElectionFactory,
    InstrumentFactory,
    JurisdictionFactory,
    OrganisationFactory,
    ProvisionFactory,
    provided,
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


@pytest.mark.parametrize(
    "address",
    [
        "/jurisdictions/lithuania/",
        "/organisations/meta/",
        "/jurisdictions/lithuania/seimas/",
        "/jurisdictions/lithuania/code/",
    ],
)
def test_a_past_day_needs_a_fixed_number_of_queries(client, lithuania, promise, address):
    def queries():
        client.get(f"{address}?as_of=2024-06-06")
        with CaptureQueriesContext(connection) as captured:
            assert client.get(f"{address}?as_of=2024-06-06").status_code == 200
        return len(captured)

    ElectionFactory(parent=lithuania, title="Seimas", slug="seimas", date="2025-10-12")
    InstrumentFactory(parent=lithuania, title="Code", slug="code")
    promise.jurisdictions.add(lithuania)
    promise.save()
    few = queries()
    for _ in range(3):
        InstrumentFactory(parent=lithuania, events=[InstrumentEvent(date="2025", kind="amended", text="Changed.")])
        CommitmentFactory(parent=promise.get_parent().specific, announced="2023", jurisdictions=[lithuania])
    assert queries() == few


def test_an_election_of_a_past_day_says_what_was_known_of_it_then(client, lithuania):
    vote = ElectionFactory(parent=lithuania, title="Seimas", date="2025-10-12", record_id="seimas")
    CommitmentFactory(title="Label it", jurisdictions=[lithuania], announced="2025-01-01")
    now = client.get(vote.url).text
    assert "As of the vote, 12 October 2025" in now
    assert ("Election code" in now, "Label it" in now) == (True, True)
    then = client.get(f"{vote.url}?as_of=2024-06-06").text.partition("What changed since")[0]
    assert "As it was on 6 June 2024" in then
    assert "In 493 days." in then
    assert ("Law on Information" in then, "Election code" in then, "Label it" in then) == (True, False, False)
    assert f'href="{lithuania.url}?as_of=2024-06-06"' in then
    assert "/briefings/election/seimas.pdf?as_of=2024-06-06" in then
    paper = client.get("/briefings/election/seimas.html?as_of=2024-06-06").text
    paper = paper[: paper.rindex("What changed since")]
    assert "As it was on 6 June 2024" in paper
    assert ("Law on Information" in paper, "Election code" in paper, "Label it" in paper) == (True, False, False)
    for address in (vote.url, "/briefings/election/seimas.pdf"):
        assert client.get(f"{address}?as_of=2999-01-01").status_code == 400


def test_an_election_of_a_past_day_names_what_changed_since_there_and_in_what_covers_it(client, lithuania):
    vote = ElectionFactory(parent=lithuania, title="Seimas", date="2025-10-12", record_id="seimas")
    union = JurisdictionFactory(title="European Union", code="EU", kind="regional-body")
    InstrumentFactory(parent=union, title="Act of the Union", adopted="2024-09-01", in_force="2024-10")
    InstrumentFactory(title="Law of elsewhere", adopted="2025-01-01", in_force="2025-01-01")
    CommitmentFactory(title="Label it", jurisdictions=[lithuania], announced="2025-01-01", status_events=[])
    CommitmentFactory(title="Not for them", announced="2025-01-02", status_events=[])
    then = parts(client, f"{vote.url}?as_of=2024-10-06")
    since = then["What changed since 6 October 2024"]
    # The code and the promise were not there yet: what came is the change.
    assert ("Election code" in since, "Duties were widened." in since, "Label it" in since) == (True, True, True)
    assert ("Emergency order" in since, "elsewhere" in since, "Not for them" in since) == (False, False, False)
    assert "Act of the Union" in then["What cannot be told for this day"]
    assert "What changed since" not in client.get(vote.url).text
    paper = client.get("/briefings/election/seimas.html?as_of=2024-10-06").text
    assert ("Election code" in paper, "Duties were widened." in paper, "Law of elsewhere" in paper) == (
        True,
        True,
        False,
    )


def test_an_election_of_a_past_day_shows_the_newest_changes_and_leads_to_all(client, lithuania):
    vote = ElectionFactory(parent=lithuania, title="Seimas", date="2025-10-12", record_id="seimas")
    events = [InstrumentEvent(date=f"2025-01-{day:02}", kind="applied", text=f"Case {day}.") for day in range(1, 26)]
    InstrumentFactory(parent=lithuania, events=events)
    page = client.get(f"{vote.url}?as_of=2024-06-06").text
    assert ("Case 1." in page, "Case 25." in page) == (False, True)
    assert "/briefings/election/seimas.html?as_of=2024-06-06" in page
    assert "Case 1." in client.get("/briefings/election/seimas.html?as_of=2024-06-06").text


@pytest.fixture
def law(lithuania):
    return InstrumentFactory(
        parent=lithuania,
        title="Act on Advertising",
        adopted="2022-05-01",
        in_force="2023-01-01",
        ended="2025-06-30",
        status="repealed",
        provisions=[provided(ProvisionFactory(code="ad-labels"), "Advertisements name who pays.")],
        events=[
            InstrumentEvent(date="2021-11-02", kind="proposed", text="The bill was tabled."),
            InstrumentEvent(date="2022-05-01", kind="adopted", text="Adopted by parliament."),
            InstrumentEvent(date="2024", kind="reviewed", text="A committee reviewed it."),
            InstrumentEvent(date="2025-06-30", kind="repealed", text="Replaced by the code."),
        ],
    )


def facts(client, address: str) -> dict[str, str]:
    rows = BeautifulSoup(client.get(address).text, "html.parser").select("article dl.facts > div")
    return {row.dt.get_text(" ", strip=True): row.dd.get_text(" ", strip=True) for row in rows}


@pytest.mark.parametrize(
    ("day", "status", "dated"),
    [
        ("2021-11-02", "Proposed", set()),
        ("2022-12-31", "Adopted", {"Adopted", "In force from"}),
        ("2024-06-06", "In force", {"Adopted", "In force from"}),
        ("2025-06-29", "In force", {"Adopted", "In force from"}),
        ("2025-06-30", "Repealed", {"Adopted", "In force from", "Ended"}),
    ],
)
def test_an_instrument_has_the_status_of_the_day_and_the_dates_that_were_known_then(client, law, day, status, dated):
    found = facts(client, f"{law.url}?as_of={day}")
    assert found["Status"] == status
    assert found.keys() & {"Adopted", "In force from", "Ended"} == dated


def test_an_instrument_of_a_past_day_shows_its_history_by_then_and_what_changed_since(client, law):
    then = parts(client, f"{law.url}?as_of=2024-06-06")
    assert "Adopted by parliament." in then["History"]
    assert ("reviewed" in then["History"], "Replaced" in then["History"]) == (False, False)
    assert "Replaced by the code." in then["What changed since 6 June 2024"]
    assert "A committee reviewed it." in then["What cannot be told for this day"]
    now = parts(client, law.url)
    assert "Replaced by the code." in now["History"]
    assert not [heading for heading in now if "since" in heading or "cannot be told" in heading]


def test_an_instrument_of_a_past_day_says_what_is_not_on_record_for_it(client, law):
    page = client.get(f"{law.url}?as_of=2024-06-06").text
    assert "As it was on 6 June 2024" in page
    assert "how they read on this day is not on record" in page
    assert "This is not in use" not in page
    now = client.get(law.url).text
    assert "is not on record. What is known" not in now
    assert "This is not in use: repealed." in now


def test_it_is_said_that_an_instrument_was_not_there_yet_or_that_nobody_can_tell(client, law, lithuania):
    page = client.get(f"{law.url}?as_of=2021-11-01").text
    assert "On this day it was not there yet." in page
    assert "Status" not in facts(client, f"{law.url}?as_of=2021-11-01")
    vague = InstrumentFactory(parent=lithuania, title="Code of conduct", adopted="2022", in_force="")
    assert "Whether it was there on this day cannot be told" in client.get(f"{vague.url}?as_of=2022-06-06").text
    ended = InstrumentFactory(parent=lithuania, status="expired", ended="2024")
    assert "not certain for this day" in client.get(f"{ended.url}?as_of=2024-06-06").text
    assert "On this day it was not in use: repealed." in client.get(f"{law.url}?as_of=2025-07-01").text


def test_the_links_of_an_instrument_keep_the_day(client, law, lithuania):
    page = client.get(f"{law.url}?as_of=2022-06-06").text
    assert f'href="{lithuania.url}?as_of=2022-06-06"' in page
    assert f"/compare/?in={law.record_id}&amp;as_of=2022-06-06" in page
    assert f"/briefings/instrument/{law.record_id}.pdf?as_of=2022-06-06" in page
    assert "/provisions/ad-labels/?as_of=2022-06-06" in page
    others = parts(client, f"{law.url}?as_of=2022-06-06")["Other instruments of the same jurisdiction"]
    assert ("Emergency order In force" in others.replace("Statute Binding ", ""), "Election code" in others) == (
        True,
        False,
    )
    assert f'href="{law.url}?as_of=2022-06-06"' in client.get(f"{lithuania.url}?as_of=2022-06-06").text
    assert "as_of=" not in client.get(law.url).text


def test_the_briefing_of_an_instrument_is_of_the_day_too(client, law):
    paper = client.get(f"/briefings/instrument/{law.record_id}.html?as_of=2024-06-06").text
    assert "As it was on 6 June 2024" in paper
    history, _, since = paper.partition("What changed since 6 June 2024")
    assert ("Replaced by the code." in history, "Replaced by the code." in since) == (False, True)
    assert "Repealed" not in history
    refused = client.get(f"/briefings/instrument/{law.record_id}.html?as_of=2021-06-06")
    assert refused.status_code == 400
    assert "Nothing on record says that it was there on 6 June 2021." in refused.text


@pytest.mark.parametrize("asked", ["soon", "2999-01-01", "1800-01-01", ""])
def test_an_instrument_refuses_what_is_no_day_on_record(client, law, asked):
    response = client.get(f"{law.url}?as_of={asked}")
    assert response.status_code == 400
    assert f'href="{law.url}"' in response.text
