"""What a program can count on, whatever it asks the API: it can be read from anywhere, kept, and understood."""

import json
from collections import Counter

import pytest
from factories.records import ElectionFactory, InstrumentFactory, JurisdictionFactory, RecommendationFactory
from jsonschema import Draft202012Validator
from ninja import Schema
from openapi_spec_validator import validate

from policytracker.api import EXAMPLES
from policytracker.core import paging

PREFIX = "/api/v1"


@pytest.fixture
def law(db):
    place = JurisdictionFactory(title="Lithuania", code="LT")
    ElectionFactory(parent=place)
    RecommendationFactory(number=1)
    return InstrumentFactory(parent=place, title="Law on Information", record_id="lt-law")


@pytest.fixture
def described(client, db) -> dict:
    return client.get(f"{PREFIX}/openapi.json").json()


ADDRESSES = [
    "/search?q=law",
    "/entries/lt-law",
    "/entries/lt-law/similar",
    "/recommendations",
    "/recommendations/1",
    "/jurisdictions",
    "/jurisdictions/LT",
    "/compare?in=LT",
    "/elections",
    "/openapi.json",
    "/docs",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_what_has_not_changed_is_not_sent_again(client, law, address):
    first = client.get(PREFIX + address)
    assert first.status_code == 200
    assert first.headers["Cache-Control"] == "public, no-cache"
    again = client.get(PREFIX + address, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    assert client.get(PREFIX + address, headers={"If-None-Match": '"other"'}).status_code == 200


@pytest.mark.parametrize("address", ["/search?q=law", "/entries/lt-law", "/jurisdictions/LT"])
def test_what_has_changed_has_another_etag(client, law, address):
    before = client.get(PREFIX + address).headers["ETag"]
    law.title = "Law with another name"
    law.legal_force = "voluntary"
    law.save_revision().publish()
    assert client.get(PREFIX + address, headers={"If-None-Match": before}).status_code == 200


@pytest.mark.parametrize("address", ADDRESSES)
def test_head_is_get_without_the_body(client, law, address):
    got, head = client.get(PREFIX + address), client.head(PREFIX + address)
    assert (head.status_code, head.content) == (200, b"")
    for name in ("ETag", "Content-Type", "Cache-Control"):
        assert head.headers[name] == got.headers[name]


def test_scripts_of_other_sites_may_read_and_send_no_cookies(client, law):
    response = client.get(f"{PREFIX}/entries/lt-law", headers={"Origin": "https://example.org"})
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert response.headers["Access-Control-Expose-Headers"] == "ETag"
    assert "Access-Control-Allow-Credentials" not in response.headers
    missing = client.get(f"{PREFIX}/nothing", headers={"Origin": "https://example.org"})
    assert missing.headers["Access-Control-Allow-Origin"] == "*"


def test_a_browser_that_asks_first_is_told_that_it_may_read(client):
    asked = {"Origin": "https://example.org", "Access-Control-Request-Method": "GET"}
    response = client.options(f"{PREFIX}/search", headers=asked)
    assert response.status_code == 200
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert response.headers["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert "if-none-match" in response.headers["Access-Control-Allow-Headers"]


@pytest.mark.parametrize("address", ["/search/", "/admin/login/", "/api/v2/", "/health/"])
def test_the_rest_of_the_site_is_not_open_to_scripts_of_others(client, db, address):
    response = client.get(address, headers={"Origin": "https://example.org"})
    assert not [name for name in response.headers if name.startswith("Access-Control")]


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/nothing", 404),
        ("/search/", 404),
        ("/jurisdictions/", 404),
        ("/", 404),
        ("/entries/nothing", 404),
        ("/entries/a/b/c", 404),
        ("/jurisdictions/QQ", 404),
        ("/recommendations/x", 404),
        ("/search?page=0", 400),
        ("/search?cursor=made-up", 400),
        ("/jurisdictions?cursor=made-up", 400),
        ("/elections?cursor=%00", 400),
        ("/elections?from=soon", 400),
        ("/compare", 400),
    ],
)
@pytest.mark.parametrize("method", ["get", "head"])
def test_every_failure_is_said_in_the_same_way(client, law, settings, address, status, method):
    for settings.DEBUG in (False, True):
        response = getattr(client, method)(PREFIX + address)
        assert response.status_code == status
        assert response.headers["Content-Type"].startswith("application/json")
        if method == "get":
            assert response.json().keys() == {"problems"}
            assert all(response.json()["problems"])


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
def test_nothing_can_be_written(client, law, method):
    response = getattr(client, method)(f"{PREFIX}/entries/lt-law")
    assert response.status_code == 405
    assert response.headers["Allow"] == "GET, HEAD, OPTIONS"
    assert response.json() == {"problems": ["The API can only be read: GET, HEAD or OPTIONS."]}


def test_a_condition_that_does_not_hold_is_said_too(client, law):
    response = client.get(f"{PREFIX}/entries/lt-law", headers={"If-Match": '"other"'})
    assert response.status_code == 412
    assert response.json() == {"problems": ["This has changed since you read it."]}


def test_a_fault_of_ours_is_said_as_data_and_tells_nothing_of_it(client, law, monkeypatch):
    client.raise_request_exception = False
    monkeypatch.setattr("search.api._present", lambda record_id: 1 / 0)
    response = client.get(f"{PREFIX}/entries/lt-law")
    assert response.status_code == 500
    assert response.json() == {"problems": ["This could not be answered. Try again later."]}


@pytest.fixture
def pages_of_two(monkeypatch):
    monkeypatch.setattr(paging, "PAGE_SIZE", 2)


def follow(client, address: str, name: str) -> list[list]:
    """All pages of a list."""
    found = []
    while address:
        answer = client.get(address).json()
        found.append(answer[name])
        address = answer["next"]
    return found


def test_lists_are_read_page_by_page_without_gap_or_repetition(client, db, pages_of_two):
    for title in ("B", "A", "Ä", "A", "C"):
        JurisdictionFactory(title=title, slug=None)
    pages = follow(client, f"{PREFIX}/jurisdictions", "jurisdictions")
    assert [len(page) for page in pages] == [2, 2, 1]
    ids = [place["id"] for page in pages for place in page]
    assert len(set(ids)) == 5
    assert [place["name"] for page in pages for place in page][:3] == ["A", "A", "B"]


def test_what_is_published_between_two_pages_is_skipped_and_nothing_else(client, db, pages_of_two):
    places = [JurisdictionFactory(title=title) for title in ("B", "C", "D")]
    first = client.get(f"{PREFIX}/jurisdictions").json()
    JurisdictionFactory(title="A")
    places[0].unpublish()
    second = client.get(first["next"]).json()
    assert [place["name"] for place in second["jurisdictions"]] == ["D"]


def test_parameters_go_along_with_the_cursor(client, law, pages_of_two):
    for day in range(1, 6):
        ElectionFactory(parent=law.get_parent(), date=f"2027-01-0{day}")
    ElectionFactory(date="2027-01-09")
    pages = follow(client, f"{PREFIX}/elections?from=2027&jurisdiction=LT", "elections")
    assert [election["date"] for page in pages for election in page] == [f"2027-01-0{day}" for day in range(1, 6)]


def test_a_cursor_is_good_for_what_it_came_from_alone(client, law, pages_of_two):
    for _number in range(3):
        ElectionFactory(parent=law.get_parent())
    following = client.get(f"{PREFIX}/elections").json()["next"]
    cursor = following.partition("cursor=")[2]
    for address in ("/jurisdictions?", "/search?q=law&", "/elections?from=2020&"):
        response = client.get(f"{PREFIX}{address}cursor={cursor}")
        assert response.status_code == 400, address
        assert "belongs to another search" in response.json()["problems"][0]
    assert client.get(f"{PREFIX}/elections?cursor={cursor[:-1]}").status_code == 400


def test_the_description_is_one_of_openapi(described):
    validate(described)


def test_no_two_shapes_share_a_name():
    """Of two with the same name the description would hold one, for both."""
    shapes, found = [Schema], Counter()
    while shapes:
        made = shapes.pop().__subclasses__()
        found.update(shape.__name__ for shape in made if shape.__module__.endswith(".api"))
        shapes.extend(made)
    assert [name for name, number in found.items() if number > 1] == []


def test_every_operation_has_an_example_that_it_could_have_answered(described):
    for path, operations in described["paths"].items():
        for operation in operations.values():
            answer = operation["responses"]["200"]["content"]["application/json"]
            assert "example" in answer, f"{path}: add an example to api_examples.json"
            schema = answer["schema"] | {"components": described["components"]}
            problems = [error.message for error in Draft202012Validator(schema).iter_errors(answer["example"])]
            assert problems == [], path
            shown = described["components"]["schemas"].get(schema.get("$ref", "").rpartition("/")[2])
            if shown:
                assert answer["example"].keys() == shown["properties"].keys(), path
            needed = {parameter["name"] for parameter in operation["parameters"] if parameter["required"]}
            assert needed <= {parameter["name"] for parameter in operation["parameters"] if "example" in parameter}


def test_no_example_is_of_an_address_that_is_gone(described):
    assert json.loads(EXAMPLES.read_text()).keys() == described["paths"].keys()


def test_the_description_for_people_needs_nobody_else(client, db):
    page = client.get(f"{PREFIX}/docs").text
    assert "http" not in page.replace("http://www.w3.org", "")
