"""The tracker to take away: the counts of each action, and the records that they count."""

import pytest
from downloads import csv_rows, data, sheet
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

pytestmark = pytest.mark.django_db


def rows(client, address: str) -> list[dict]:
    return csv_rows(client.get(address))


@pytest.fixture(autouse=True)
def recommendation():
    labels = ProvisionFactory(code="labels")
    page = RecommendationFactory(number=2, title="Accountability")
    action = page.actions.get()
    action.provisions.add(labels)
    action.save()
    InitiativeFactory(title="+Watch", slug="watch", record_id="watch", implementations=[implements(action)])
    place = JurisdictionFactory(title="Lithuania", code="LT")
    InstrumentFactory(parent=place, title="Law", record_id="law", provisions=[provided(labels)])
    CommitmentFactory(
        parent=OrganisationFactory(title="Company"),
        record_id="promise",
        provisions=[labels],
        status_events=[said("reported", "fulfilled", by="Company"), said("assessed", "weakened", "2025-01", by="Us")],
    )
    return page


def test_an_action_is_a_row_with_what_is_counted(client):
    (row,) = rows(client, "/tracker/export.csv")
    assert row == row | {
        "Recommendation": "2",
        "Action": "R2.1",
        "Indicator": "How often it is done",
        "Initiatives": "1",
        "Initiatives: Implements": "1",
        "Jurisdictions with rules in use": "1",
        "Jurisdictions with binding rules in use": "1",
        "Commitments": "1",
        "Commitments reported: Fulfilled": "1",
        "Commitments assessed: Weakened": "1",
        "Commitments assessed: Fulfilled": "0",
        "Commitments of which report and evidence differ": "1",
        "Address": "http://127.0.0.1:8000/tracker/2/#R2.1",
    }


def test_counts_are_numbers_in_a_sheet(client):
    counts = sheet(client.get("/tracker/export.xlsx"))
    header, row = counts.iter_rows(values_only=True)
    assert dict(zip(header, row, strict=True))["Initiatives"] == 1


def test_a_recommendation_has_all_that_bears_on_it(client):
    found = rows(client, "/tracker/2/export.csv")
    assert [row["What"] for row in found] == ["Action", "Initiative", "Jurisdiction with rules in use", "Commitment"]
    assert {row["Action"] for row in found} == {"R2.1"}
    _action, initiative, place, promise = found
    assert initiative == initiative | {
        "Id": "watch",
        "Title": "'+Watch",
        "Relation": "Implements",
        "Text": "It does just that.",
        "Status": "Active",
    }
    assert place == place | {
        "Code of the jurisdiction": "LT",
        "Jurisdiction": "Lithuania",
        "Title": "Law",
        "Provision": "Labels",
        "Legal force": "Binding",
    }
    assert promise == promise | {
        "Organisation": "Company",
        "Reported by the organisation": "Fulfilled",
        "Reported on": "2024-05-01",
        "Reported by": "Company",
        "Assessed on the evidence": "Weakened",
        "Assessed on": "2025-01",
        "Assessed by": "Us",
        "Report and evidence differ": "yes",
    }


def test_json_has_the_codes(client):
    answer = data(client.get("/tracker/2/export.json"))
    assert answer["address"] == "http://127.0.0.1:8000/tracker/2/"
    promise = answer["results"][-1]
    assert promise == promise | {"what": "commitment", "reported": "fulfilled", "assessed": "weakened", "differ": True}
    (action,) = data(client.get("/tracker/export.json"))["results"]
    assert action == action | {"action": "R2.1", "initiatives": 1, "assessed_weakened": 1}


def test_what_is_not_there_has_no_file(client):
    for address in ("/tracker/3/export.csv", "/tracker/2/export.pdf", "/tracker/two/export.csv"):
        assert client.get(address).status_code == 404


def test_the_pages_lead_to_their_files(client):
    for address in ("/tracker/", "/tracker/2/"):
        page = client.get(address).text
        for form in ("csv", "json", "xlsx"):
            assert f'href="{address}export.{form}"' in page
