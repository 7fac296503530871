"""How records are cited: what a reference manager reads is what the record says, whatever letters are in it."""

from datetime import date

import bibtexparser
import pytest
import rispy
from factories.records import (
    CommitmentFactory,
    ElectionFactory,
    InitiativeFactory,
    InstrumentFactory,
    JurisdictionFactory,
    OrganisationFactory,
    RecommendationFactory,
)

from search.citations import bibtex, citation, ris
from search.models import Entry

TODAY = date(2026, 11, 25)
LAW = {
    "type": "statute",
    "jurisdiction": {"code": "LT", "name": "Lithuania"},
    "adopted": "2021-05",
    "updated": "2026-03-04T10:00:00+00:00",
    "approach": "One regulator.",
}


def cited(title="Law on Information", kind="instrument", **payload):
    entry = Entry(record_id="law", kind=kind, title=title, locale="en", date="2021-05", payload=LAW | payload)
    return citation(entry)


def in_bibtex(cited) -> dict:
    library = bibtexparser.parse_string(bibtex(cited, TODAY))
    assert not library.failed_blocks
    (entry,) = library.entries
    return {"type": entry.entry_type, "key": entry.key} | {field.key: field.value for field in entry.fields}


def in_ris(cited) -> dict:
    (reference,) = rispy.loads(ris(cited, TODAY))
    return reference


def test_a_law_is_cited_with_whose_it_is_when_it_was_adopted_and_where_it_stays():
    assert cited().sentence == (
        "Lithuania: Law on Information (2021). Policy Tracker, changed on 4 March 2026. http://127.0.0.1:8000/id/law"
    )


def test_a_law_in_bibtex():
    assert in_bibtex(cited()) == {
        "type": "legislation",
        "key": "law",
        "author": "{Lithuania}",
        "title": "{Law on Information}",
        "year": "2021",
        "month": "05",
        "date": "2021-05",
        "howpublished": "{Policy Tracker}",
        "note": "Record law, changed on 2026-03-04, CC BY 4.0",
        "url": "http://127.0.0.1:8000/id/law",
        "urldate": "2026-11-25",
    }


def test_a_law_in_ris():
    found = in_ris(cited(title_original="Informacijos įstatymas"))
    assert found | {"notes": []} == {
        "type_of_reference": "STAT",
        "title": "Law on Information",
        "authors": ["Lithuania"],
        "year": "2021",
        "date": "2021/05//",
        "publisher": "Policy Tracker",
        "abstract": "One regulator.",
        "notes": [],
        "language": "en",
        "urls": ["http://127.0.0.1:8000/id/law"],
        "access_date": "2026/11/25/",
        "id": "law",
    }
    assert found["notes"][0] == "Original title: Informacijos įstatymas"


@pytest.mark.parametrize(
    ("known", "year", "month", "ris_date"),
    [
        ("2021-05-17", "2021", "05", "2021/05/17/"),
        ("2021-05", "2021", "05", "2021/05//"),
        ("2021", "2021", None, "2021///"),
    ],
)
def test_a_date_is_cited_as_far_as_it_is_known(known, year, month, ris_date):
    found = in_bibtex(cited(adopted=known))
    assert (found["year"], found.get("month"), found["date"]) == (year, month, known)
    assert in_ris(cited(adopted=known))["date"] == ris_date


def test_no_date_is_made_up():
    entry = Entry(record_id="law", kind="instrument", title="Law", locale="en", date="", payload=LAW | {"adopted": ""})
    assert not {"year", "month", "date"} & in_bibtex(citation(entry)).keys()
    assert not {"year", "date"} & in_ris(citation(entry)).keys()
    assert citation(entry).sentence.startswith("Lithuania: Law. Policy Tracker")


@pytest.mark.parametrize(
    ("title", "in_latex"),
    [
        ("R&D: 50% of #1_a ~ $5^2", r"R\&D: 50\% of \#1\_a \textasciitilde{} \$5\textasciicircum{}2"),
        ("Open { and \\", r"Open \textbraceleft{} and \textbackslash{}"),
        ("Закон о выборах", "Закон о выборах"),
        ("قانون الانتخابات", "قانون الانتخابات"),
        ('The "net", @home', 'The "net", @home'),
    ],
)
def test_what_latex_takes_for_commands_is_printed(title, in_latex):
    assert in_bibtex(cited(title))["title"] == f"{{{in_latex}}}"


def test_a_line_end_in_a_title_begins_no_field():
    title = "Law\r\nER  - \r\nTY  - BOOK\u2028AU  - Somebody"
    assert in_ris(cited(title))["title"] == "Law ER - TY - BOOK AU - Somebody"
    assert in_ris(cited(title))["type_of_reference"] == "STAT"
    assert in_bibtex(cited(title))["title"] == "{Law ER - TY - BOOK AU - Somebody}"


@pytest.mark.parametrize(
    ("kind", "bibtex_type", "ris_type"),
    [
        ("regulation", "legislation", "STAT"),
        ("court-decision", "misc", "CASE"),
        ("strategy", "misc", "GOVDOC"),
        ("institution", "misc", "ELEC"),
    ],
)
def test_what_is_no_law_is_not_cited_as_one(kind, bibtex_type, ris_type):
    found = cited(type=kind)
    assert (in_bibtex(found)["type"], in_ris(found)["type_of_reference"]) == (bibtex_type, ris_type)


@pytest.fixture
def records(db):
    place = JurisdictionFactory(title="Lithuania", code="LT")
    company = OrganisationFactory(title="Company & Sons", slug="company-and-sons")
    return [
        place,
        company,
        InstrumentFactory(parent=place),
        CommitmentFactory(parent=company),
        ElectionFactory(parent=place),
        RecommendationFactory(),
        InitiativeFactory(lead=[company]),
    ]


def test_every_kind_of_record_can_be_cited(client, records):
    for page in records:
        shown = client.get(page.url).text
        for form in ("bib", "ris"):
            address = f"/id/{page.record_id}.{form}"
            assert f'href="{address}"' in shown
            assert client.get(address).status_code == 200
        (entry,) = bibtexparser.parse_string(client.get(f"/id/{page.record_id}.bib").text).entries
        assert entry.key == page.record_id
        (reference,) = rispy.loads(client.get(f"/id/{page.record_id}.ris").text)
        assert reference["title"] == page.title


def test_a_file_for_reference_managers_has_a_name_and_a_type(client, records):
    response = client.get(f"/id/{records[0].record_id}.bib")
    assert response.headers["Content-Type"] == "application/x-bibtex; charset=utf-8"
    assert response.headers["Content-Disposition"] == f'attachment; filename="{records[0].record_id}.bib"'


def test_what_is_not_published_is_not_cited(client, records):
    law = records[2]
    law.unpublish()
    assert client.get(f"/id/{law.record_id}.bib").status_code == 410
    assert client.get("/id/nothing.bib").status_code == 404
    assert client.get(f"/id/{records[0].record_id}.doc").status_code == 404
