"""Initiatives as they were on a day, as readers get them."""

import pytest
from bs4 import BeautifulSoup
from factories.records import InitiativeFactory, JurisdictionFactory, RecommendationFactory, implements

from django.db import connection
from django.test.utils import CaptureQueriesContext

from initiatives.models import ImplementationEvent, InitiativeEvent

pytestmark = pytest.mark.django_db


@pytest.fixture
def action():
    return RecommendationFactory(number=1, title="Work together").actions.get()


def said(action, track, status, date, text):
    source = "https://example.org/" if track == "assessed" else ""
    return ImplementationEvent(action=action, track=track, status=status, date=date, text=text, source_url=source)


@pytest.fixture
def project(action):
    return InitiativeFactory(
        title="Real411",
        status="completed",
        started="2023-05-01",
        ended="2025-06",
        implementations=[implements(action)],
        jurisdictions=[JurisdictionFactory(title="South Africa", code="ZA", slug="south-africa")],
        events=[
            InitiativeEvent(date="2023-05-01", text="It opened."),
            InitiativeEvent(date="2024", text="It grew."),
            InitiativeEvent(date="2025-03-01", text="It was handed over."),
        ],
        status_events=[
            said(action, "reported", "in-progress", "2023-06-01", "It runs."),
            said(action, "assessed", "weakened", "2025-02-01", "Few used it."),
        ],
    )


def status(client, address: str) -> str:
    page = BeautifulSoup(client.get(address).text, "html.parser")
    rows = page.select("article dl.facts > div")
    return next((row.dd.get_text(" ", strip=True) for row in rows if row.dt.get_text(strip=True) == "Status"), "")


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2023-04-30", ""),
        ("2024-06-06", "Active"),
        ("2025-06-15", "Active not certain for this day"),
        ("2025-06-30", "Completed"),
    ],
)
def test_an_initiative_has_the_status_of_the_day(client, project, day, expected):
    InitiativeFactory(started="2020-01-01")
    assert status(client, f"{project.url}?as_of={day}") == expected


def test_what_had_been_said_by_the_day_stands_apart_from_what_changed_since(client, project):
    page = BeautifulSoup(client.get(f"{project.url}?as_of=2024-06-06").text, "html.parser")
    text = page.select_one("article").get_text(" ", strip=True)
    then, _, since = text.partition("What changed since 6 June 2024")
    assert ("It opened." in then, "It runs." in then, "Nobody has assessed this yet." in then) == (True, True, True)
    assert ("It was handed over." in then, "Few used it." in then, "It grew." in then) == (False, False, False)
    changed, _, unclear = since.partition("What cannot be told for this day")
    assert ("It was handed over." in changed, "Assessed: weakened." in changed, "Ended." in changed) == (True,) * 3
    assert "It grew." in unclear
    assert "how that was on this day is not on record" in then
    assert "As it was on 6 June 2024" in then


def test_an_initiative_of_today_says_nothing_of_days(client, project):
    page = client.get(project.url).text
    assert ("Few used it." in page, "It was handed over." in page) == (True, True)
    for words in ("As it was on 6", "What changed since", "not on record", "as_of="):
        assert words not in page


def test_it_is_said_that_it_had_not_started_or_that_nobody_can_tell(client, project, action):
    InitiativeFactory(title="Older", started="2020-01-01")
    page = client.get(f"{project.url}?as_of=2023-04-30").text
    assert "On this day it had not started yet." in page
    assert "By this day nobody had reported or assessed how this stands." in page
    vague = InitiativeFactory(title="Vague", started="2023")
    assert "Whether it had started by this day cannot be told" in client.get(f"{vague.url}?as_of=2023-06-06").text


def test_links_keep_the_day(client, project):
    page = client.get(f"{project.url}?as_of=2024-06-06").text
    assert 'href="/jurisdictions/south-africa/?as_of=2024-06-06"' in page
    assert 'href="/tracker/1/?as_of=2024-06-06#R1.1"' in page
    for address in ("/jurisdictions/south-africa/", "/tracker/1/R1.1/initiatives/"):
        assert f'href="{project.url}?as_of=2024-06-06"' in client.get(f"{address}?as_of=2024-06-06").text


@pytest.mark.parametrize("asked", ["soon", "2999-01-01", "1800-01-01", ""])
def test_what_is_no_day_on_record_is_refused(client, project, asked):
    response = client.get(f"{project.url}?as_of={asked}")
    assert response.status_code == 400
    assert f'href="{project.url}"' in response.text


def test_a_longer_history_needs_no_more_queries(client, project, action):
    def queries():
        client.get(f"{project.url}?as_of=2024-06-06")
        with CaptureQueriesContext(connection) as captured:
            client.get(f"{project.url}?as_of=2024-06-06")
        return len(captured)

    few = queries()
    for number in range(3):
        project.events.add(InitiativeEvent(date="2025-01-01", text=f"Step {number}."))
        project.status_events.add(said(action, "reported", "fulfilled", "2025-01-02", "Done."))
    project.save_revision().publish()
    assert queries() == few
