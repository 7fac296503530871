"""Jurisdictions, elections and the comparison for machines: what is there, and clear words for what is not."""

from datetime import date

import pytest
from factories.records import (
    CommitmentFactory,
    ElectionFactory,
    InstrumentFactory,
    JurisdictionFactory,
    ProvisionFactory,
    provided,
    said,
)

from django.db import connection
from django.test.utils import CaptureQueriesContext

from policies.models import Finding


@pytest.fixture
def law(db):
    place = JurisdictionFactory(title="Lithuania", code="LT")
    ElectionFactory(parent=place, title="Seimas 2024", date="2024-10-13", date_end="2024-10-27")
    return InstrumentFactory(
        parent=place, title="Law on Information", provisions=[provided(ProvisionFactory(code="content-removal"))]
    )


def get(client, path, status=200):
    response = client.get(f"/api/v1/{path}")
    assert response.status_code == status, response.content
    return response.json()


def test_jurisdictions_are_listed_with_how_much_is_on_record(client, law):
    InstrumentFactory(parent=law.get_parent(), status="repealed")
    (place,) = get(client, "jurisdictions")["jurisdictions"]
    assert place | {"id": "", "url": ""} == {
        "id": "",
        "code": "LT",
        "name": "Lithuania",
        "kind": "country",
        "part_of": "",
        "region": "150",
        "url": "",
        "instruments": 2,
        "in_use": 1,
    }
    assert client.get(place["url"]).status_code == 200


def test_a_jurisdiction_has_its_instruments_findings_and_elections(client, law):
    archive = ProvisionFactory(code="ad-repository")
    Finding.objects.create(
        jurisdiction=law.get_parent().specific, provision=archive, state="absent", checked_on=date(2026, 3, 1)
    )
    place = get(client, "jurisdictions/lt")
    assert [item["title"] for item in place["records"]] == ["Law on Information"]
    assert place["records"][0]["provisions"] == ["content-removal"]
    assert place["findings"] == [
        {"provision": "ad-repository", "state": "absent", "checked_on": "2026-03-01", "text": ""}
    ]
    assert [item["title"] for item in place["elections"]] == ["Seimas 2024"]


@pytest.fixture
def past(law):
    """Beside the law of 2022: one that has ended since, one of later, and one of which nobody knows the day."""
    place = law.get_parent()
    dates = {"adopted": "2021", "in_force": "2021-06-01", "ended": "2023-09-30"}
    InstrumentFactory(parent=place, title="Emergency order", status="expired", **dates)
    InstrumentFactory(parent=place, title="Election code", adopted="2025", in_force="2025-03-01")
    InstrumentFactory(parent=place, title="Old custom", adopted="2022", in_force="")
    return place.specific


def stood(place: dict) -> list[tuple]:
    return [tuple(item[name] for name in ("title", "status", "is_certain", "ended")) for item in place["records"]]


def test_a_jurisdiction_can_be_had_as_of_a_past_day(client, past):
    then = get(client, "jurisdictions/LT?as_of=2022-06-06")
    assert stood(then) == [
        ("Law on Information", "in-force", True, ""),
        ("Emergency order", "in-force", True, ""),
        ("Old custom", "", False, ""),
    ]
    assert (then["instruments"], then["in_use"]) == (2, 2)
    now = get(client, "jurisdictions/LT")
    assert ("Emergency order", "expired", True, "2023-09-30") in stood(now)
    assert (now["instruments"], now["in_use"]) == (4, 3)


def test_what_was_looked_for_later_was_not_known_on_the_day(client, past):
    for code, checked_on in (("ad-repository", date(2022, 3, 1)), ("ad-labels", date(2026, 3, 1))):
        Finding.objects.create(
            jurisdiction=past, provision=ProvisionFactory(code=code), state="absent", checked_on=checked_on
        )
    findings = {
        day: [found["provision"] for found in get(client, f"jurisdictions/LT{day}")["findings"]]
        for day in ("?as_of=2022-06-06", "")
    }
    assert findings == {"?as_of=2022-06-06": ["ad-repository"], "": ["ad-repository", "ad-labels"]}


@pytest.mark.parametrize("asked", ["soon", "2999-01-01", "1800-01-01", "", "%00", "2022-06-06&as_of=2022-06-07"])
def test_a_jurisdiction_refuses_what_is_no_day_on_record(client, past, asked):
    assert get(client, f"jurisdictions/LT?as_of={asked}", 400)["problems"]


@pytest.mark.parametrize("code", ["QQ", "%00", "x" * 1000, "<b>"])
def test_a_jurisdiction_that_is_not_there_is_said_to_be_missing(client, law, code):
    assert get(client, f"jurisdictions/{code}", 404)["problems"] == ["There is no jurisdiction with this code."]


def test_drafts_are_not_given_away(client, law):
    law.unpublish()
    assert get(client, "jurisdictions/LT")["records"] == []
    law.get_parent().unpublish()
    assert get(client, "jurisdictions")["jurisdictions"] == []
    assert get(client, "elections")["elections"] == []


def test_a_comparison_says_which_kind_of_empty_a_cell_is(client, law):
    JurisdictionFactory(code="BR")
    found = get(client, "compare?in=LT&in=br")
    assert [column["key"] for column in found["columns"]] == ["LT", "BR"]
    (row,) = found["groups"][0]["rows"]
    assert (row["differs"], row["may_differ"]) == (False, True)
    lt, br = row["cells"]
    assert (lt["column"], lt["state"], lt["standing"][0]["id"]) == ("LT", "recorded", law.record_id)
    assert (br["column"], br["state"], br["standing"]) == ("BR", "unknown", [])


def test_a_comparison_can_be_of_differences_alone(client, law):
    JurisdictionFactory(code="BR")
    ProvisionFactory(code="nobody-asked")
    found = get(client, "compare?in=LT,BR&only=differences")
    assert [row["question"]["code"] for row in found["groups"][0]["rows"]] == ["content-removal"]


@pytest.mark.parametrize(
    ("query", "problem"),
    [
        ("", "Say what to compare"),
        ("?in=", "Say what to compare"),
        ("?in=LT,QQ", "Nothing is known as QQ"),
        ("?in=%00", "characters that nobody can see"),
        ("?in=" + "x" * 10_000, "The list is too long"),
        ("?in=" + ",".join(f"Q{number}" for number in range(13)), "At most 12"),
        ("?in=LT&only=x", "“only”"),
    ],
)
def test_a_comparison_that_cannot_be_made_says_why(client, law, query, problem):
    assert any(problem in said for said in get(client, f"compare{query}", 400)["problems"])


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["2024-10-13", "2027-02", "2027"]),
        ("?from=2024-10-27", ["2024-10-13", "2027-02", "2027"]),
        ("?from=2024-10-28", ["2027-02", "2027"]),
        ("?from=2027-03", ["2027"]),
        ("?to=2024", ["2024-10-13"]),
        ("?from=2026&to=2027-01", ["2027"]),
        ("?jurisdiction=LT&jurisdiction=lt", ["2024-10-13"]),
        ("?region=150", ["2024-10-13"]),
        ("?region=154&kind=parliamentary&kind=local", ["2024-10-13"]),
        ("?kind=referendum", []),
    ],
)
def test_elections_are_found_by_dates_as_far_as_they_are_known(client, law, query, found):
    ElectionFactory(date="2027-02")
    ElectionFactory(date="2027")
    assert sorted(election["date"] for election in get(client, f"elections{query}")["elections"]) == sorted(found)


@pytest.mark.parametrize(
    ("query", "problem"),
    [
        ("?from=soon", "“from” is not a date"),
        ("?to=2026-13", "“to” is not a date"),
        ("?to=%00", "“to” is not a date"),
        ("?from=" + "2" * 10_000, "“from” is not a date"),
        ("?region=Europe", "There is no region"),
        ("?kind=%00", "There is no kind of election"),
        ("?jurisdiction=QQ", "There is no jurisdiction 'QQ'"),
        ("?jurisdiction=%00", "There is no jurisdiction"),
        ("?jurisdiction=" + "x" * 10_000, "There is no jurisdiction"),
    ],
)
def test_a_question_about_elections_that_cannot_be_answered_says_why(client, law, query, problem):
    assert any(problem in said for said in get(client, f"elections{query}", 400)["problems"])


def test_an_election_is_told_with_its_clock(client, law):
    CommitmentFactory(
        title="Label AI content",
        jurisdictions=[law.get_parent().specific],
        deadline="2024-06",
        status_events=[said("reported", "fulfilled", "2024-09-01"), said("assessed", "weakened", "2025-01-01")],
    )
    election = get(client, "elections/seimas-2024")
    clock = election["clock"]
    assert (election["date"], election["jurisdiction"]["code"]) == ("2024-10-13", "LT")
    assert clock["read_on"] == "2024-10-13"
    assert clock["days_left"] < 0
    assert [(rule["title"], rule["jurisdiction"], rule["since"]) for rule in clock["in_force"]] == [
        ("Law on Information", "LT", "2022-01-01")
    ]
    assert [provision["code"] for provision in clock["in_force"][0]["provisions"]] == ["content-removal"]
    (promise,) = clock["commitments"]
    assert promise["reported"]["status"] == "fulfilled"
    assert promise["assessed"] is None
    assert clock["due"] == [{"id": promise["id"], "deadline": "2024-06", "kept": False, "to_come": False}]
    assert clock["state"][0] == "In force there on the day: 1 rule on record, of which binding 1."


def test_the_clock_of_an_election_can_be_had_as_of_a_past_day(client, law):
    clock = get(client, "elections/seimas-2024?as_of=2024-06-06")["clock"]
    assert (clock["read_on"], clock["days_left"]) == ("2024-06-06", 129)
    assert get(client, "elections/seimas-2024?as_of=2999-01-01", 400)["problems"][0].startswith("2999-01-01 lies in")


def test_elections_that_are_narrowed_down_can_be_read_page_by_page(client, law, monkeypatch):
    monkeypatch.setattr("policytracker.core.paging.PAGE_SIZE", 1)
    ElectionFactory(parent=JurisdictionFactory(code="BR"), date="2024-10-20")
    ElectionFactory(parent=law.get_parent(), title="Seimas 2028", date="2028-10")
    first = get(client, "elections?region=150")
    second = client.get(first["next"]).json()
    titles = [election["title"] for page in (first, second) for election in page["elections"]]
    assert titles == ["Seimas 2024", "Seimas 2028"]
    assert (first["total"], second["total"], second["next"]) == (2, 2, None)


@pytest.mark.parametrize("record_id", ["nothing", "%00", "x" * 1000])
def test_an_election_that_is_not_there_is_said_to_be(client, law, record_id):
    assert get(client, f"elections/{record_id}", 404)["problems"] == ["There is no election with this id."]


@pytest.mark.parametrize(
    "path",
    [
        "jurisdictions",
        "jurisdictions/LT",
        "jurisdictions/LT?as_of=2022-06-06",
        "elections",
        "elections/seimas-2024",
    ],
)
def test_more_records_need_no_more_queries(client, law, path):
    def queries():
        get(client, path)
        with CaptureQueriesContext(connection) as captured:
            get(client, path)
        return len(captured)

    few = queries()
    for place in [law.get_parent(), JurisdictionFactory(), JurisdictionFactory()]:
        for _ in range(2):
            InstrumentFactory(parent=place, provisions=[provided(ProvisionFactory(code="content-removal"))])
            ElectionFactory(parent=place)
    assert queries() == few


def test_all_of_it_is_described(client, db):
    paths = get(client, "openapi.json")["paths"]
    for path in (
        "recommendations",
        "recommendations/{number}",
        "jurisdictions",
        "jurisdictions/{code}",
        "compare",
        "elections",
        "elections/{record_id}",
    ):
        answers = paths[f"/api/v1/{path}"]["get"]["responses"]
        assert "schema" in answers["200"]["content"]["application/json"]
    assert "400" in paths["/api/v1/compare"]["get"]["responses"]
    names = {parameter["name"] for parameter in paths["/api/v1/elections"]["get"]["parameters"]}
    assert names == {"from", "to", "jurisdiction", "region", "kind", "cursor"}
    for path in ("jurisdictions/{code}", "compare"):
        described = {found["name"]: found for found in paths[f"/api/v1/{path}"]["get"]["parameters"]}
        assert described["as_of"]["description"] == "As it was on a past day: 2024-06-06.", path
