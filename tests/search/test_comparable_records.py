"""Comparable records as readers see them: on the page of an instrument and in the API."""

import pytest
from factories.records import (
    CommitmentFactory,
    InstrumentFactory,
    JurisdictionFactory,
    OrganisationFactory,
    ProvisionFactory,
    provided,
)

from django.db import connection
from django.template import Context, Template
from django.test.utils import CaptureQueriesContext

from policies.models import InstrumentPage
from search.models import Entry

pytestmark = pytest.mark.django_db

HEADING = "Comparable approaches elsewhere"
HOSTILE = '<script>alert("x")</script>'


@pytest.fixture
def laws():
    labels = ProvisionFactory(code="ai-labelling", label="AI labels")
    for code, name, status in (("LT", "Lithuania", "in-force"), ("BR", "Brazil", "struck-down")):
        place = JurisdictionFactory(title=name, code=code)
        InstrumentFactory(
            parent=place,
            record_id=code.lower(),
            title=f"Law of {name}",
            status=status,
            applies_to=["media", "public"],
            provisions=[provided(labels)],
        )
    return InstrumentPage.objects.get(record_id="lt")


def test_the_page_names_comparable_approaches_with_the_reasons(client, laws):
    html = client.get(laws.url).text
    section = html[html.index(HEADING) :]
    for words in (
        "Law of Brazil",
        "/jurisdictions/",
        "Binding",
        "Struck down",
        "Both provide for: AI labels.",
        "Both are binding, or were meant to be.",
        "Both address media and the public.",
        "/compare/?in=lt,br",
    ):
        assert words in section


def test_the_comparison_has_all_of_them(client, laws):
    html = client.get("/compare/?in=lt,br").text
    assert "Law of Lithuania" in html
    assert "Law of Brazil" in html


def test_a_page_without_comparable_ones_says_nothing(client):
    law = InstrumentFactory(provisions=[provided(ProvisionFactory())])
    assert HEADING not in client.get(law.url).text


def test_at_most_six_are_shown(client, laws):
    for number in range(8):
        InstrumentFactory(title=f"Law {number}", provisions=[provided(ProvisionFactory(code="ai-labelling"))])
    html = client.get(laws.url).text
    assert html[html.index(HEADING) :].count("Both provide for") == 6


def test_the_preview_of_a_page_that_was_never_saved_shows_none(laws):
    page = InstrumentPage(title="New", record_id="new", kind="statute", legal_force="binding", status="proposed")
    assert (
        Template("{% load comparable %}{% comparable_approaches page %}").render(Context({"page": page})).strip() == ""
    )
    assert page.make_preview_request(preview_mode="").status_code == 200


def test_a_draft_is_not_compared(laws):
    laws.unpublish()
    context = Context({"page": InstrumentPage.objects.get(pk=laws.pk)})
    assert Template("{% load comparable %}{% comparable_approaches page %}").render(context).strip() == ""


def test_no_text_of_an_editor_is_markup(client):
    provision = ProvisionFactory(label=HOSTILE)
    laws = [InstrumentFactory(title=HOSTILE, slug=f"law-{n}", provisions=[provided(provision)]) for n in range(2)]
    html = client.get(laws[0].url).text
    assert HEADING in html
    assert "<script>alert" not in html


def test_more_laws_need_no_more_queries(client, laws):
    def queries():
        client.get(laws.url)
        with CaptureQueriesContext(connection) as captured:
            client.get(laws.url)
        return len(captured)

    some = queries()
    for _ in range(4):
        InstrumentFactory(provisions=[provided(ProvisionFactory(code="ai-labelling")), provided(ProvisionFactory())])
    assert queries() == some


def test_the_api_gives_them_with_the_reasons(client, laws):
    answer = client.get("/api/v1/entries/lt/similar")
    assert answer.status_code == 200
    (found,) = answer.json()["results"]
    assert found.pop("score") > 0.5
    assert found == {
        "id": "br",
        "kind": "instrument",
        "title": "Law of Brazil",
        "url": Entry.objects.get(record_id="br").url,
        "jurisdiction": {"code": "BR", "name": "Brazil"},
        "organisations": [],
        "legal_force": "binding",
        "status": "struck-down",
        "summary": "One regulator. It sets rules.",
        "reasons": [
            "Both provide for: AI labels.",
            "Both are binding, or were meant to be.",
            "Both address media and the public.",
            "Both are described in much the same words.",
        ],
    }


def test_the_api_says_whose_a_commitment_is(client):
    provisions = [ProvisionFactory()]
    for name in ("meta", "google"):
        parent = OrganisationFactory(title=name.capitalize(), record_id=name)
        CommitmentFactory(record_id=f"{name}-promise", parent=parent, provisions=provisions)
    (found,) = client.get("/api/v1/entries/meta-promise/similar").json()["results"]
    assert found["organisations"] == [{"id": "google", "name": "Google"}]
    assert found["status"] == "announced"
    assert found["jurisdiction"] is None


def test_records_of_other_kinds_have_none(client):
    JurisdictionFactory(record_id="lithuania")
    assert client.get("/api/v1/entries/lithuania/similar").json() == {"results": []}


@pytest.mark.parametrize("end", ["", "/similar"])
@pytest.mark.parametrize("record_id", ["nothing", "a%00b", "%00", "a b", "%FF", "é", "x" * 2000, "<script>", "';--"])
def test_unknown_ids_are_problems(client, laws, record_id, end):
    answer = client.get(f"/api/v1/entries/{record_id}{end}")
    assert answer.status_code == 404
    assert answer.json() == {"problems": ["There is no record with this id."]}


def test_what_was_withdrawn_is_unknown(client, laws):
    laws.unpublish()
    assert client.get("/api/v1/entries/lt/similar").status_code == 404
    assert client.get("/api/v1/entries/br/similar").json() == {"results": []}


def test_the_api_describes_it(client):
    described = client.get("/api/v1/openapi.json").json()
    operation = described["paths"]["/api/v1/entries/{record_id}/similar"]["get"]
    assert "other jurisdictions" in operation["description"]
    assert operation["responses"]["404"]["content"]["application/json"]["schema"]["$ref"].endswith("/ProblemsOut")
    assert "reasons" in described["components"]["schemas"]["ComparableOut"]["properties"]
