"""A comparison to take away: each answer with what belongs to it, each empty cell with which empty it is."""

from datetime import date

import pytest
from downloads import csv_rows, data, sheet
from factories.records import (
    CommitmentFactory,
    InstrumentFactory,
    JurisdictionFactory,
    OrganisationFactory,
    ProvisionFactory,
    provided,
    said,
)

from policies.models import Finding

pytestmark = pytest.mark.django_db

ADDRESS = "/compare/export.{}?in=LT,BR"


def rows(client, address: str = ADDRESS) -> list[dict]:
    return csv_rows(client.get(address.format("csv")))


@pytest.fixture(autouse=True)
def places():
    lithuania = JurisdictionFactory(title="Lithuania", code="LT")
    brazil = JurisdictionFactory(title="Brazil", code="BR")
    labels, archive = ProvisionFactory(code="labels"), ProvisionFactory(code="archive")
    restriction = ProvisionFactory(code="restriction", restricts_expression=True)
    ProvisionFactory(code="nobody-asked")
    InstrumentFactory(
        parent=lithuania,
        record_id="lt-law",
        title="Law",
        provisions=[provided(labels, "=Labels", reference="Art. 5"), provided(restriction)],
    )
    InstrumentFactory(parent=lithuania, record_id="lt-old", status="repealed", provisions=[provided(archive, "Once.")])
    Finding.objects.create(
        jurisdiction=brazil, provision=labels, state="absent", checked_on=date(2026, 3, 1), text="Read the code."
    )
    Finding.objects.create(
        jurisdiction=brazil, provision=archive, state="not-applicable", checked_on=date(2026, 3, 2), text=""
    )
    return lithuania, brazil


def answer(found: list[dict], key: str, provision: str) -> dict:
    (row,) = [row for row in found if (row["Key"], row["Provision"]) == (key, provision)]
    return row


def test_an_answer_has_its_text_force_status_reference_and_address(client):
    row = answer(rows(client), "LT", "Labels")
    assert row == row | {
        "Question": "Is it there?",
        "Compared": "Lithuania",
        "Answer": "On record",
        "Text": "'=Labels",
        "Legal force": "Binding",
        "Status": "In force",
        "Reference": "Art. 5",
        "Instrument": "Law",
        "Id": "lt-law",
    }
    assert client.get(row["Address"].removeprefix("http://127.0.0.1:8000")).status_code == 200


def test_an_empty_cell_says_which_empty_it_is(client):
    found = rows(client)
    absent = answer(found, "BR", "Labels")
    assert (absent["Answer"], absent["Checked on"], absent["Text"]) == (
        "Looked for and not found",
        "2026-03-01",
        "Read the code.",
    )
    assert answer(found, "BR", "Archive")["Answer"] == "Not applicable"
    assert answer(found, "BR", "Nobody asked")["Answer"] == "Nobody has looked yet"


def test_what_is_not_in_use_is_no_answer_and_is_not_left_out(client):
    found = [row for row in rows(client) if (row["Key"], row["Provision"]) == ("LT", "Archive")]
    assert [(row["Answer"], row["Status"], row["Text"]) for row in found] == [
        ("Nobody has looked yet", "", ""),
        ("On record, not in use", "Repealed", "Once."),
    ]


def test_a_promise_has_both_statuses_and_where_none_was_made_it_says_so(client):
    CommitmentFactory(
        parent=OrganisationFactory(record_id="meta"),
        title="Mark it",
        measure="Every picture has a mark.",
        provisions=[ProvisionFactory(code="labels")],
        status_events=[said("reported", "fulfilled"), said("assessed", "weakened")],
    )
    found = rows(client, "/compare/export.{}?in=LT,meta")
    row = answer(found, "meta", "Labels")
    assert row == row | {
        "Answer": "Promised",
        "Text": "Every picture has a mark.",
        "Promise": "Mark it",
        "Reported": "Fulfilled",
        "Assessed": "Weakened",
    }
    assert answer(found, "meta", "Archive")["Answer"] == "No promise on record"


def test_every_form_has_the_same_rows(client):
    found = rows(client)
    (_, *lines) = sheet(client.get(ADDRESS.format("xlsx"))).iter_rows(values_only=True)
    answers = data(client.get(ADDRESS.format("json")))
    assert len(found) == len(lines) == len(answers["results"]) == answers["total"]
    assert answers["address"] == "http://127.0.0.1:8000/compare/?in=LT,BR"
    (labels,) = [row for row in answers["results"] if (row["column"], row["provision"]) == ("LT", "labels")]
    assert (labels["state"], labels["text"], labels["legal_force"]) == ("recorded", "=Labels", "binding")


def test_only_differences_can_be_taken(client):
    assert "Nobody asked" not in {row["Provision"] for row in rows(client, ADDRESS + "&only=differences")}


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ("", "Choose what to compare"),
        ("?in=LT,QQ", "Nothing is known as QQ."),
        ("?in=LT&only=nonsense", "differences”, “binding” or both"),
        ("?in=LT,%00", "characters that nobody can see"),
    ],
)
def test_what_cannot_be_compared_gives_no_file_but_words(client, asked, words):
    response = client.get(f"/compare/export.csv{asked}")
    assert response.status_code == 400
    assert words in response.text


def test_the_page_leads_to_its_files(client):
    page = client.get("/compare/?in=LT,BR&only=differences").text
    for form in ("csv", "json", "xlsx"):
        assert f'href="/compare/export.{form}?in=LT,BR&amp;only=differences"' in page
    assert "export.csv" not in client.get("/compare/").text
