"""What machines read in a page: terms that schema.org has, about this record, and nothing that could run."""

import json
import re

import pytest
from factories.records import (
    CommitmentFactory,
    ElectionFactory,
    InitiativeFactory,
    InstrumentFactory,
    JurisdictionFactory,
    OrganisationFactory,
    ProvisionFactory,
    RecommendationFactory,
    ThemeFactory,
    provided,
    said,
)
from rdflib import RDF, SDO, Graph, URIRef

from policies.choices import InstrumentKind, InstrumentStatus
from search.linked_data import linked_data
from search.models import Entry

# rdflib's own parser uses a class that rdflib has deprecated.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
SCRIPT = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
ADDRESS = "http://127.0.0.1:8000/id/"


def read(page: str) -> dict:
    (found,) = SCRIPT.findall(page)
    return json.loads(found)


def graph(data: dict) -> Graph:
    """What the data say, with every name taken for a term of schema.org; nothing is fetched."""
    assert data["@context"] == "https://schema.org"
    local = data | {"@context": {"@vocab": str(SDO), "legislationLegalForce": {"@type": "@id"}}}
    return Graph().parse(data=json.dumps(local), format="json-ld")


def unknown_terms(found: Graph) -> set[str]:
    """Properties and classes that are not schema.org's."""
    used = set(found.predicates()) | set(found.objects(predicate=RDF.type))
    return {str(term) for term in used - {RDF.type} if not (str(term).startswith(str(SDO)) and term in SDO)}


@pytest.fixture
def place(db):
    return JurisdictionFactory(title="Lithuania", code="LT")


@pytest.fixture
def company(db):
    return OrganisationFactory(title="Company", acronym="C", website="https://example.org/")


@pytest.fixture
def records(place, company):
    theme = ThemeFactory(slug="data-access", name="Access to data")
    made = {
        "Country": place,
        "Organization": company,
        "Legislation": InstrumentFactory(
            parent=place,
            title_original="Įstatymas",
            ended="2025",
            body="Commission",
            provisions=[provided(ProvisionFactory(code="ad-repository"))],
        ),
        "PlanAction": CommitmentFactory(
            parent=company,
            deadline="2025-06",
            jurisdictions=[place],
            status_events=[said("reported", "fulfilled", by="Company"), said("assessed", "withdrawn", by="Observer")],
        ),
        "Event": ElectionFactory(parent=place, date="2027-02", body="VRK"),
        "CreativeWork": RecommendationFactory(),
        "Project": InitiativeFactory(lead=[company], partners=[OrganisationFactory()], jurisdictions=[place]),
    }
    made["Legislation"].themes.add(theme)
    made["Legislation"].save_revision().publish()
    return made


def test_every_record_says_what_it_is_in_terms_that_are_schema_orgs(client, records):
    for type_name, page in records.items():
        data = read(client.get(page.url).text)
        found = graph(data)
        assert unknown_terms(found) == set()
        assert (URIRef(ADDRESS + page.record_id), RDF.type, SDO[type_name]) in found, type_name
        assert data["name"] == page.title
        assert data["mainEntityOfPage"]["@id"].endswith(page.url)
        assert data["mainEntityOfPage"]["license"] == "https://creativecommons.org/licenses/by/4.0/"


def test_a_law_says_where_it_holds_since_when_and_with_which_force(client, records):
    law = read(client.get(records["Legislation"].url).text)
    assert law["legislationJurisdiction"] == {"@type": "AdministrativeArea", "name": "Lithuania", "identifier": "LT"}
    assert (law["legislationDate"], law["temporalCoverage"]) == ("2021-05", "2022-01-01/2025")
    assert law["legislationLegalForce"] == "https://schema.org/InForce"
    assert law["about"][0]["termCode"] == "ad-repository"
    assert law["keywords"] == ["Access to data"]


def test_a_promise_has_no_status_but_what_is_said_of_it(client, records):
    promise = read(client.get(records["PlanAction"].url).text)
    assert "actionStatus" not in promise
    assert [(claim["name"], claim["author"]["name"]) for claim in promise["subjectOf"]] == [
        ("Reported: Fulfilled", "Company"),
        ("Assessed: Withdrawn", "Observer"),
    ]
    assert promise["scheduledTime"] == "2025-06"


def test_what_was_corrected_is_nobodys_claim(client, company):
    wrong = said("assessed", "fulfilled", event_id="wrong", text="It was kept.")
    right = said("assessed", "withdrawn", "2024-06-01", corrects="wrong", text="It was given up.")
    promise = read(client.get(CommitmentFactory(parent=company, status_events=[wrong, right]).url).text)
    assert [claim["text"] for claim in promise["subjectOf"]] == ["It was given up."]


@pytest.mark.django_db
@pytest.mark.parametrize("kind", InstrumentKind.values)
def test_only_legislation_is_called_legislation(kind):
    law = InstrumentFactory(kind=kind)
    node = linked_data(Entry.objects.get(record_id=law.record_id))
    is_law = kind in ("statute", "regulation", "electoral-resolution")
    assert (node["@type"] == "Legislation") is is_law
    assert unknown_terms(graph({"@context": "https://schema.org"} | node)) == set()


@pytest.mark.django_db
@pytest.mark.parametrize("status", InstrumentStatus.values)
def test_what_is_not_in_use_is_never_said_to_be_in_force(status):
    law = InstrumentFactory(status=status)
    force = linked_data(Entry.objects.get(record_id=law.record_id)).get("legislationLegalForce", "")
    assert force.endswith("/InForce") is (status in ("in-force", "amended"))


def test_a_title_ends_no_script(client, place):
    hostile = "</script><script>alert(1)</script><!-- & é"
    law = InstrumentFactory(parent=place, title=hostile, slug="hostile")
    page = client.get(law.url).text
    assert read(page)["name"] == hostile
    assert "<script>alert" not in page


def test_what_is_not_published_says_nothing(client, place):
    law = InstrumentFactory(parent=place)
    law.title = "A draft that nobody may see"
    law.save_revision()
    assert "draft" not in client.get(law.url).text
    assert SCRIPT.search(client.get("/search/").text) is None
