"""Elections as list, month calendar and calendar file, each narrowed down alike."""

import datetime

import pytest
from bs4 import BeautifulSoup
from factories.records import ElectionFactory, JurisdictionFactory
from icalendar import Calendar

from django.db import connection
from django.test.utils import CaptureQueriesContext

from policies.elections import listing
from policies.elections.listing import by_date
from policies.elections.months import Month, month_calendar
from policies.elections.selection import ElectionRow, Selection
from policytracker.core.dates import PartialDate

TODAY = datetime.date(2026, 11, 24)


def election(date, date_end="", **values) -> ElectionRow:
    defaults = {
        "pk": 1,
        "record_id": "vote",
        "title": "Vote",
        "url": "/vote/",
        "kinds": ("parliamentary",),
        "snap": False,
        "body": "",
        "place": "LT",
        "place_name": "Lithuania",
        "regions": ("150", "154"),
        "published": None,
    }
    return ElectionRow(**defaults | values, date=PartialDate(date), date_end=date_end)


def on_days(month: str, *elections) -> dict[int, list[bool]]:
    """The days of a month with a vote, and of each whether it is its last day."""
    drawn = month_calendar(Month.parse(month), elections)
    return {day.date.day: [vote.is_last for vote in day.votes] for day in drawn.days}


def test_a_vote_stands_on_its_first_and_its_last_day():
    vote = election("2024-10-13", "2024-11-03")
    assert on_days("2024-10", vote) == {13: [False]}
    assert on_days("2024-11", vote) == {3: [True]}
    assert on_days("2024-12", vote) == {}


def test_a_vote_whose_day_is_not_known_stands_in_no_day_of_the_month_in_which_it_may_fall():
    votes = [election("2026-12"), election("2026")]
    december = month_calendar(Month(2026, 12), votes)
    assert (december.days, december.undated) == ([], tuple(votes))
    assert month_calendar(Month(2026, 11), votes).undated == (votes[1],)


@pytest.mark.parametrize("first_weekday", [0, 5, 6])
def test_weeks_have_seven_days_and_the_month_has_all_of_its_own(first_weekday):
    drawn = month_calendar(Month(2024, 2), [], first_weekday)
    assert {len(week) for week in drawn.weeks} == {7}
    days = [day for week in drawn.weeks for day in week if day]
    assert [day.date.day for day in days] == list(range(1, 30))
    assert next(week for week in drawn.weeks if week[0])[0].date.weekday() == first_weekday


@pytest.mark.parametrize("value", ["2026", "2026-13", "2026-11-04", "1899-12", "2101-01", "soon", "", "٢٠٢٦-١١"])
def test_what_is_no_month_is_refused(value):
    with pytest.raises(ValueError):  # noqa: PT011 - the words are the caller's
        Month.parse(value)


def test_months_follow_each_other_over_the_years():
    assert str(Month(2026, 12).later(1)) == "2027-01"
    assert str(Month(2026, 1).later(-1)) == "2025-12"
    assert str(Month(2026, 3).later(-12)) == "2025-03"


def test_the_list_begins_with_the_next_vote_and_goes_back_from_the_last():
    days = ("2024-10-13", "2026-11-23", "2026-11-24", "2026-11", "2027-01-01")
    listed = by_date([election(day) for day in days], TODAY)
    assert [(month, len(found)) for month, found in listed["coming"]] == [("2026-11", 2), ("2027-01", 1)]
    assert [(year, [vote.date for vote in found]) for year, found in listed["past"]] == [
        ("2026", ["2026-11-23"]),
        ("2024", ["2024-10-13"]),
    ]


@pytest.mark.parametrize(
    ("selection", "covered"),
    [
        (Selection(), True),
        (Selection(region=("150",)), True),
        (Selection(region=("154", "002")), True),
        (Selection(region=("002",)), False),
        (Selection(jurisdiction=("LV", "LT")), True),
        (Selection(kind=("local",)), False),
        (Selection(region=("150",), kind=("local",)), False),
    ],
)
def test_values_of_a_field_are_alternatives_and_fields_hold_together(selection, covered):
    assert selection.covers(election("2024-10-13")) is covered


@pytest.fixture
def votes(db):
    lithuania, kenya = JurisdictionFactory(title="Lithuania", code="LT"), JurisdictionFactory(title="Kenya", code="KE")
    ElectionFactory(
        parent=lithuania,
        title="Seimas, the parliament; first, second",
        record_id="seimas",
        slug="seimas",
        date="2024-10-13",
        date_end="2024-10-27",
        body="Central Electoral Commission",
    )
    ElectionFactory(parent=lithuania, title="Councils", record_id="councils", kinds=["local"], date="2027-03-07")
    ElectionFactory(parent=kenya, title="Kenya votes", record_id="kenya", kinds=["presidential"], date="2027-08")


def text(client, address, status=200) -> str:
    response = client.get(address)
    assert response.status_code == status
    return response.content.decode()


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", {"Seimas", "Councils", "Kenya votes"}),
        ("?region=150", {"Seimas", "Councils"}),
        ("?region=002&region=154", {"Seimas", "Councils", "Kenya votes"}),
        ("?jurisdiction=ke", {"Kenya votes"}),
        ("?kind=local&jurisdiction=LT", {"Councils"}),
        ("?kind=referendum", set()),
    ],
)
def test_the_list_can_be_narrowed_down(client, votes, query, shown):
    html = text(client, f"/elections/{query}")
    assert {name for name in ("Seimas", "Councils", "Kenya votes") if name in html} == shown


def test_a_long_list_is_cut_into_pages_that_begin_with_the_next_vote(client, db, monkeypatch):
    monkeypatch.setattr(listing, "SIZE", 2)
    lithuania = JurisdictionFactory(title="Lithuania", code="LT")
    for date in ("2023-05-07", "2023-05-08", "2024-10-13", "2999-01-01", "2999-02-02", "2999-02-01"):
        ElectionFactory(parent=lithuania, title=f"Of {date}", date=date)
    ElectionFactory(title="Of elsewhere", date="2999-01-01")
    addresses = [f"/elections/?jurisdiction=LT&page={number}" for number in (1, 2, 3)]
    pages = [BeautifulSoup(text(client, address), "html.parser") for address in addresses]
    assert [[vote.text for vote in page.select("ul.dated a")] for page in pages] == [
        ["Of 2999-01-01", "Of 2999-02-01"],
        ["Of 2999-02-02", "Of 2024-10-13"],
        ["Of 2023-05-08", "Of 2023-05-07"],
    ]
    headings = [[h.get_text(" ", strip=True) for h in page.select(".with-facets > div h2, h3")] for page in pages]
    assert headings == [
        ["To come", "January 2999", "February 2999"],
        ["To come continued", "February 2999 continued", "2024"],
        ["2023"],
    ]
    for page in pages:
        assert page.select_one("[role=status] strong").text == "6 elections"
    ways = {link.text: link["href"] for link in pages[1].select("nav ul.tags a")}
    assert ways["To come"] == "?jurisdiction=LT#coming"
    assert (ways["2024"], ways["2023"]) == ("#y2024", "?jurisdiction=LT&page=3#y2023")
    assert pages[0].select_one("[rel=next]")["href"] == "?jurisdiction=LT&page=2"
    # What else the list leads to begins at its beginning.
    assert "page=" not in ways["Month"]
    assert len(read(client, "?jurisdiction=LT")) == 6
    assert "There is no such page: the pages go from 1 to 3." in text(client, "/elections/?jurisdiction=LT&page=4")


def test_of_many_votes_whose_day_is_not_known_twenty_are_named_once(client, db, monkeypatch):
    place = JurisdictionFactory()
    for number in range(22):
        ElectionFactory(parent=place, title=f"Vote {number}", date="2999-08")
    note = BeautifulSoup(text(client, "/elections/calendar/"), "html.parser").select_one("p.note")
    assert "The days of 22 votes are not known yet." in note.text
    assert len(note.select("a")) == 20
    assert note.text.endswith("and 2 more, which stand in the list without a day.")
    monkeypatch.setattr(listing, "SIZE", 20)
    assert "not known yet" in text(client, "/elections/")
    assert "not known yet" not in text(client, "/elections/?page=2")


@pytest.mark.parametrize("address", ["/elections/", "/elections/calendar/"])
@pytest.mark.parametrize(
    ("query", "problem"),
    [
        ("?region=Europe", "There is no region"),
        ("?kind=%00", "There is no kind of election"),
        ("?jurisdiction=<script>", "There is no jurisdiction"),
        ("?kind=" + "x" * 10_000, "There is no kind of election"),
    ],
)
def test_what_cannot_be_understood_is_named_and_the_rest_is_shown(client, votes, address, query, problem):
    html = text(client, f"{address}{query}")
    assert problem in html
    assert "<script>" not in html
    assert len(html) < 60_000


def test_the_calendar_is_a_table_of_the_month_that_is_asked_for(client, votes):
    html = text(client, "/elections/calendar/?month=2024-10&region=150")
    assert "<caption>October 2024</caption>" in html
    assert html.count('<th scope="col"') == 7
    assert html.count("last day or second round") == 2
    assert "?region=150&amp;month=2024-11" in html
    assert '<input type="hidden" name="month" value="2024-10">' in html


@pytest.mark.parametrize("month", ["2026-13", "soon", "1500-01", "%00"])
def test_a_month_that_is_none_is_named_and_this_month_is_shown(client, votes, month):
    html = text(client, f"/elections/calendar/?month={month}")
    assert "is no month that can be shown" in html
    assert "<caption>" in html


def test_the_way_to_other_months_ends_where_the_elections_end(client, votes):
    assert 'rel="prev"' not in text(client, "/elections/calendar/?month=2024-01")
    last = max(2027, datetime.datetime.now(tz=datetime.UTC).year)
    assert 'rel="next"' not in text(client, f"/elections/calendar/?month={last}-12")


def read(client, query="") -> list:
    """The events of the calendar file, parsed by the library that others use too."""
    return list(Calendar.from_ical(text(client, f"/elections/calendar.ics{query}")).walk("VEVENT"))


def test_the_calendar_file_holds_every_vote_whose_day_is_known(client, votes):
    seimas, councils = read(client)
    assert seimas["summary"] == "Seimas, the parliament; first, second"
    assert seimas["dtstart"].dt == datetime.date(2024, 10, 13)
    assert seimas["dtend"].dt == datetime.date(2024, 10, 28)
    assert seimas["dtstart"].params["VALUE"] == seimas["dtend"].params["VALUE"] == "DATE"
    assert "Last day or second round: 27 October 2024." in seimas["description"]
    assert "Central Electoral Commission" in seimas["description"]
    assert seimas["url"].endswith("/id/seimas")
    assert seimas["location"] == "Lithuania"
    assert councils["dtend"].dt - councils["dtstart"].dt == datetime.timedelta(days=1)
    assert councils["categories"].cats == ["Local"]
    assert "No calendar file holds it:" in text(client, "/elections/")


def test_the_calendar_file_is_written_as_the_standard_asks(client, votes):
    response = client.get("/elections/calendar.ics")
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    lines = response.content.split(b"\r\n")
    assert b"\n" not in b"".join(lines)
    assert max(map(len, lines)) <= 75
    assert rb"SUMMARY:Seimas\, the parliament\; first\, second" in lines
    calendar = Calendar.from_ical(response.content)
    assert (calendar["version"], bool(calendar["prodid"])) == ("2.0", True)
    assert "method" not in calendar
    for event in calendar.walk("VEVENT"):
        assert all(name in event for name in ("uid", "dtstamp", "dtstart", "dtend", "summary"))
        assert event.errors == []


def test_a_calendar_knows_a_vote_again(client, votes):
    before = {str(event["summary"]): str(event["uid"]) for event in read(client)}
    assert len(set(before.values())) == 2
    page = ElectionFactory._meta.model.objects.get(record_id="councils")
    page.title, page.date, page.slug = "Municipal councils", "2027-03-14", "moved"
    page.save_revision().publish()
    after = {str(event["summary"]): str(event["uid"]) for event in read(client)}
    assert after["Municipal councils"] == before["Councils"]


def test_the_calendar_file_is_narrowed_down_as_the_list_is_and_a_mistake_is_refused(client, votes):
    assert [str(event["summary"]) for event in read(client, "?region=150&kind=local")] == ["Councils"]
    assert "There is no region" in text(client, "/elections/calendar.ics?region=Europe", 400)


def test_an_unchanged_calendar_file_is_not_sent_again(client, votes):
    etag = client.get("/elections/calendar.ics")["ETag"]
    assert client.get("/elections/calendar.ics", headers={"If-None-Match": etag}).status_code == 304


def test_no_title_can_add_a_line_to_the_calendar_file(client, db):
    ElectionFactory(slug="vote", title="Vote\r\nATTENDEE:mailto:x@example.org", date="2027-01-01", body="A\r\nB: c;d")
    (event,) = read(client)
    assert "attendee" not in event
    assert b"\nATTENDEE" not in client.get("/elections/calendar.ics").content


@pytest.mark.parametrize("address", ["/elections/", "/elections/calendar/?month=2027-03", "/elections/calendar.ics"])
def test_more_elections_need_no_more_queries(client, votes, address):
    def queries():
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        return len(captured)

    few = queries()
    for _ in range(4):
        ElectionFactory(date="2027-03-07")
    assert queries() == few


def test_what_is_not_public_is_in_no_form_of_the_list(client, votes):
    ElectionFactory(title="Secret vote", date="2027-03-07").unpublish()
    ElectionFactory(title="Secret place", date="2027-03-07").get_parent().specific.unpublish()
    for address in ("/elections/", "/elections/calendar/?month=2027-03", "/elections/calendar.ics"):
        assert "Secret" not in text(client, address)
