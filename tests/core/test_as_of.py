"""The day that an address asks for: read, or refused in words with status 400."""

import datetime
import json

import pytest
from factories.records import InstrumentFactory

from django.test import RequestFactory
from django.utils import timezone

from policytracker.core.as_of import AsOf, oldest_date, others, read, today, without
from policytracker.core.http import RefusedError
from policytracker.core.middleware import Refusals
from policytracker.core.templatetags.as_of import on_day

TODAY = datetime.date(2026, 11, 25)


@pytest.fixture(autouse=True)
def _day(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda: TODAY)


@pytest.fixture
def law(db):
    return InstrumentFactory(record_id="lt-law", adopted="1998", in_force="1999-03-01")


def asked(query: str):
    return RequestFactory().get(f"/tracker/{query}")


def test_a_page_is_of_today_unless_a_day_is_asked_for():
    as_of = read(asked(""))
    assert as_of == today() == AsOf(TODAY, TODAY)
    assert not as_of.is_past
    assert not as_of.asked_for


@pytest.mark.parametrize("address", ["/elections/", "/jurisdictions/", "/initiatives/", "/data/"])
def test_a_page_that_is_always_of_today_says_so(client, law, address):
    said = "it is as of today"
    assert said not in client.get(address).content.decode()
    page = client.get(f"{address}?page=1&as_of=2024-06-06")
    assert page.status_code == 200
    assert said in page.content.decode()
    assert f'href="{address}?page=1"' in page.content.decode()


@pytest.mark.parametrize("address", ["/elections/calendar.ics", "/id/lt-law.bib"])
def test_a_file_that_is_always_of_today_is_not_given_as_of_a_past_day(client, law, address):
    assert client.get(address).status_code == 200
    response = client.get(f"{address}?as_of=2024-06-06")
    assert response.status_code == 400
    assert "This is always of today: leave “as_of” out." in response.content.decode()
    assert f'href="{address}"' in response.content.decode()
    assert "it is as of today" not in response.content.decode()


@pytest.mark.parametrize("address", ["/jurisdictions", "/elections", "/entries/lt-law"])
def test_an_answer_that_is_always_of_today_is_not_given_as_of_a_past_day(client, law, address):
    response = client.get(f"/api/v1{address}?as_of=2024-06-06")
    assert response.status_code == 400
    assert response.json() == {"problems": ["This is always of today: leave “as_of” out."]}


def test_a_past_day_can_be_asked_for(law):
    as_of = read(asked("?as_of=2024-06-06"))
    assert as_of == AsOf(datetime.date(2024, 6, 6), TODAY, asked_for=True)
    assert as_of.is_past


def test_today_can_be_asked_for_where_nothing_is_dated(db):
    as_of = read(asked("?as_of=2026-11-25"))
    assert as_of.asked_for
    assert not as_of.is_past


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("?as_of=", "There is no day behind"),
        ("?as_of=%00", "There is no day behind"),
        ("?as_of=soon", "“soon” is not a day"),
        ("?as_of=2024", "“2024” is not a day: write year, month and day"),
        ("?as_of=2024-06", "“2024-06” is not a day"),
        ("?as_of=20240606", "“20240606” is not a day"),
        ("?as_of=2024-02-30", "“2024-02-30” is not a day"),
        ("?as_of=0000-00-00", "is not a day"),
        ("?as_of=%D9%A2%D9%A0%D9%A2%D9%A4-06-06", "is not a day"),
        ("?as_of=2024-06-06%27--", "is not a day"),
        ("?as_of=2024-06-06&as_of=2024-06-07", "more than one day"),
        ("?as_of=2026-11-26", "2026-11-26 lies in the future"),
        ("?as_of=9999-12-31", "lies in the future"),
        ("?as_of=1997-12-31", "Nothing on record is as old as 1997-12-31. The oldest date is 1998."),
        ("?as_of=0001-01-01", "Nothing on record is as old"),
        ("?as_of=" + "9" * 5000, "is not a day"),
    ],
)
def test_what_is_no_day_on_record_is_refused_in_words(law, query, words):
    with pytest.raises(RefusedError) as refused:
        read(asked(query))
    assert words in refused.value.problems[0]
    assert len(refused.value.problems[0]) < 200
    assert refused.value.instead == "/tracker/"


def test_no_past_day_is_on_record_where_nothing_is_dated(db):
    with pytest.raises(RefusedError, match="Nothing on record is dated yet"):
        read(asked("?as_of=2024-06-06"))


def test_the_oldest_date_is_found_in_one_query(law, django_assert_num_queries):
    InstrumentFactory(adopted="", in_force="1985-07")
    with django_assert_num_queries(1):
        assert oldest_date() == "1985-07"


def test_the_rest_of_the_address_is_kept():
    request = asked("?in=LT,BR&as_of=2024-06-06&only=differences")
    assert others(request) == [("in", "LT,BR"), ("only", "differences")]
    assert without(request) == "/tracker/?in=LT%2CBR&only=differences"


def test_links_keep_a_past_day_and_nothing_else():
    past = AsOf(datetime.date(2024, 6, 6), TODAY, asked_for=True)
    assert on_day("/tracker/1/", past) == "/tracker/1/?as_of=2024-06-06"
    assert on_day("/compare/?in=LT#deepfakes", past) == "/compare/?in=LT&as_of=2024-06-06#deepfakes"
    assert on_day("", past) == ""
    assert on_day("/tracker/1/", AsOf(TODAY, TODAY, asked_for=True)) == "/tracker/1/"
    assert on_day("/tracker/1/", "") == "/tracker/1/"


@pytest.fixture
def refusal():
    return RefusedError(["“<b>” is not a day"], "/tracker/?in=LT")


def test_a_reader_sees_why_and_the_way_to_today(refusal, db):
    response = Refusals(None).process_exception(asked("?as_of=<b>"), refusal)
    assert response.status_code == 400
    assert "“&lt;b&gt;” is not a day" in response.text
    assert 'href="/tracker/?in=LT"' in response.text


def test_the_api_says_why_as_data(refusal):
    response = Refusals(None).process_exception(RequestFactory().get("/api/v1/recommendations?as_of=<b>"), refusal)
    assert response.status_code == 400
    assert json.loads(response.content) == {"problems": ["“<b>” is not a day"]}


def test_other_faults_are_not_hidden():
    assert Refusals(None).process_exception(asked(""), ValueError("a fault of ours")) is None
