"""An address is read as far as it can be understood, and what could not be is said."""

import pytest
from factories.records import InstrumentFactory, JurisdictionFactory, ProvisionFactory, provided

from django.http import QueryDict

from search.query import LONGEST, parse

pytestmark = pytest.mark.django_db


def read(address: str):
    return parse(QueryDict(address), "en")


def test_everything_that_the_form_sends_is_understood():
    ProvisionFactory(code="ai-labelling")
    InstrumentFactory(
        parent=JurisdictionFactory(code="LT"), provisions=[provided(ProvisionFactory(code="ai-labelling"))]
    )
    query, problems = read(
        "q=labels&kind=instrument&kind=commitment&jurisdiction=LT&region=150&provision=ai-labelling&force=binding"
        "&status=in-force&reported=fulfilled&assessed=weakened&type=statute&verification=read"
        "&year_from=2020&year_to=2024&sort=newest&page=2"
    )
    assert problems == []
    assert query.chosen["kind"] == ("instrument", "commitment")
    assert (query.year_from, query.year_to, query.sort, query.page) == (2020, 2024, "newest", 2)
    assert parse(QueryDict(query.parameters()), "en") == (query, [])


@pytest.mark.parametrize(
    ("address", "problem"),
    [
        ("colour=red", "“colour” is not something that can be filtered by."),
        ("kind=law", "“law” is not a value of “What”."),
        ("jurisdiction=QQ", "“QQ” is not a value of “Jurisdiction”."),
        ("page=-1", "“page” must be a whole number from 1 to 100000, not “-1”."),
        ("page=2e9", "“page” must be"),
        ("page=%D9%A3", "“page” must be"),
        ("year_from=1066", "“year_from” must be a whole number from 1900 to 2100, not “1066”."),
        ("year_from=2024&year_to=2020", "The first year lies after the last"),
        ("sort=random", "“random” is not an order"),
        ("q=a%00b", "Some characters could not be read and were left out."),
        ("q=%ff", "Some characters could not be read and were left out."),
        ("q=" + "long " * 2000, f"Only the first {LONGEST} characters were searched for."),
        ("kind=%00", "is not a value of “What”."),
        ("kind=" + "x" * 10_000, "is not a value of “What”."),
    ],
)
def test_what_cannot_be_understood_is_said_and_left_out(client, address, problem):
    query, problems = read(address)
    assert any(problem in said for said in problems)
    assert len(query.text) <= LONGEST
    page = client.get(f"/search/?{address}")
    assert page.status_code == 200
    refused = client.get(f"/api/v1/search?{address}")
    assert refused.status_code == 400
    assert any(problem in said for said in refused.json()["problems"])


@pytest.mark.parametrize(
    "text", ["", " ", "AND", '"', '""', "*", "a*", "title:x", "(", "-", "NEAR(a b)", "‮x", "'; DROP TABLE--"]
)
def test_no_text_is_syntax(client, text):
    InstrumentFactory()
    assert client.get("/search/", {"q": text}).status_code == 200
    assert client.get("/api/v1/search", {"q": text}).status_code == 200


def test_a_page_beyond_the_last_shows_the_last(client):
    InstrumentFactory(title="Found")
    page = client.get("/search/?page=99999")
    assert "There is 1 page: this is the last." in page.text
    assert "Found" in page.text
    assert client.get("/api/v1/search?page=99999").status_code == 400
