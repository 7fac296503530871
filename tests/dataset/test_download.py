"""Downloading the data set: made once for each content, whole or not at all, and the same for everybody."""

import json
import re
from contextlib import closing

import pytest
from factories.records import InstrumentFactory, ProvisionFactory
from rdflib import SDO

from policytracker.dataset import published


@pytest.fixture
def version(client, records):
    return client.get("/data/").context["manifest"].version


def content(response) -> bytes:
    with closing(response):
        return b"".join(response.streaming_content)


def status(client, address) -> int:
    with closing(client.get(address, follow=True)) as response:
        return response.status_code


def test_the_page_says_version_licence_citation_and_checksum(client, records):
    response = client.get("/data/")
    manifest = response.context["manifest"]
    assert manifest.version in response.text
    assert f"Data set, version {manifest.version}." in response.text
    assert manifest.archive.sha256 in response.text
    assert 'rel="license"' in response.text
    assert len(response.content) < 100_000


def test_every_link_of_the_page_leads_to_a_file(client, records):
    page = client.get("/data/").text
    links = set(re.findall(r'href="(/data/[^"]+\.[a-z0-9]+|/data/[^"]+SHA256SUMS)"', page))
    assert len(links) > 30
    assert [link for link in links if status(client, link) != 200] == []


def test_machines_read_what_there_is(client, records):
    (found,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', client.get("/data/").text)
    node = json.loads(found)
    assert node["@type"] == "Dataset"
    assert node["distribution"][0]["encodingFormat"] == "application/zip"
    terms = {name for part in (node, *node["distribution"]) for name in part if not name.startswith("@")}
    assert {term for term in terms if SDO[term] not in SDO} == set()


def test_a_file_is_sent_as_it_lies_there_with_its_licence(client, version):
    response = client.get(f"/data/{version}/csv/instruments.csv")
    assert content(response).startswith(b"id,jurisdiction,title,")
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert response.headers["Content-Disposition"] == 'attachment; filename="instruments.csv"'
    assert "immutable" in response.headers["Cache-Control"]
    assert response.headers["Link"] == '<https://creativecommons.org/licenses/by/4.0/>; rel="license"'


def test_who_has_it_is_told_so(client, version):
    address = f"/data/{version}/datapackage.json"
    with closing(client.get(address)) as response:
        etag = response.headers["ETag"]
    assert client.get(address, headers={"If-None-Match": etag}).status_code == 304


def test_it_is_made_once_for_each_content(client, version, monkeypatch):
    def made_again(folder):
        raise AssertionError("it was there already")

    monkeypatch.setattr(published, "write", made_again)
    assert client.get("/data/").context["manifest"].version == version


def test_what_changes_is_in_it_at_once_and_what_was_cited_can_still_be_had(client, records, version):
    law = records["instrument"]
    law.title = "Law with another name"
    law.save_revision().publish()
    now = client.get("/data/").context["manifest"].version
    assert now != version
    assert b"another name" in content(client.get(f"/data/{now}/csv/instruments.csv"))
    assert b"another name" not in content(client.get(f"/data/{version}/csv/instruments.csv"))


@pytest.mark.parametrize("what", ["unpublish", "delete", "vocabulary", "new"])
def test_every_sort_of_change_is_seen(records, what):
    before = published.content_state()
    if what == "vocabulary":
        provision = ProvisionFactory(code="ad-repository")
        provision.definition = "It means something else."
        provision.save()
    elif what == "new":
        InstrumentFactory(parent=records["jurisdiction"])
    else:
        getattr(records["instrument"], what)()
    assert published.content_state() != before


def test_a_draft_makes_no_new_version(client, records, version):
    records["instrument"].title = "A draft"
    records["instrument"].save_revision()
    assert client.get("/data/").context["manifest"].version == version


def test_only_the_newest_versions_are_kept(client, records, version, monkeypatch):
    monkeypatch.setattr(published, "KEPT", 1)
    records["instrument"].save_revision().publish()
    client.get("/data/")
    assert client.get(f"/data/{version}/README.md").status_code == 404


def test_what_broke_off_is_not_given_out(client, records, var, monkeypatch):
    (var / "datasets" / ".making-broken").mkdir(parents=True)
    write = published.write

    def breaks_off(folder):
        write(folder)
        raise OSError("no space left")

    monkeypatch.setattr(published, "write", breaks_off)
    with pytest.raises(OSError, match="no space"):
        client.get("/data/")
    assert list((var / "datasets").iterdir()) == []
    monkeypatch.setattr(published, "write", write)
    assert client.get("/data/").status_code == 200


def test_content_that_changes_while_it_is_written_is_written_again(client, records, monkeypatch):
    write, law = published.write, records["instrument"]

    def written_while_somebody_publishes(folder):
        manifest = write(folder)
        monkeypatch.setattr(published, "write", write)
        law.title = "Published meanwhile"
        law.save_revision().publish()
        return manifest

    monkeypatch.setattr(published, "write", written_while_somebody_publishes)
    version = client.get("/data/").context["manifest"].version
    assert b"Published meanwhile" in content(client.get(f"/data/{version}/csv/instruments.csv"))


@pytest.mark.parametrize(
    "path",
    [
        "2020-01-01-00000000/README.md",
        "{version}/manifest.json",
        "{version}/../present.json",
        "{version}/%2e%2e/present.json",
        "{version}/nothing.csv",
        "{version}/csv",
        "latest/nothing.csv",
        "latest/%00",
        "..%2f..%2fetc/passwd",
    ],
)
def test_nothing_else_is_given_out(client, version, path):
    assert client.get(f"/data/{path.format(version=version)}").status_code == 404


def test_the_dictionary_says_what_columns_mean_and_may_hold(client, db):
    page = client.get("/data/dictionary/")
    assert '<h2 id="instrument_provisions">' in page.text
    assert "<code>partly-in-force</code> Partly in force" in page.text
    assert len(page.content) < 100_000


@pytest.mark.django_db
def test_a_site_without_records_has_the_page_too(client):
    assert "empty-" in client.get("/data/").context["manifest"].version
