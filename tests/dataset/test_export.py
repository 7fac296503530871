"""The data set: all that is public and nothing else, described as it is, and the same bytes for the same content."""

import csv
import hashlib
import json
import zipfile

import pytest
from factories.records import CommitmentFactory, InstrumentFactory, JurisdictionFactory, OrganisationFactory
from frictionless import Package

from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from modelcluster.models import get_all_child_relations
from wagtail.models import Page, PageViewRestriction

from policies.choices import InstrumentStatus
from policytracker.core.models import RecordPage, Source
from policytracker.dataset.tables import LEFT_OUT, RECORDS, kinds, tables
from policytracker.dataset.writing import write
from search.builders import BUILDERS

FORMULA = '=HYPERLINK("https://example.org/","Click")'


@pytest.fixture
def written(tmp_path):
    """A function that writes the data set into a new folder: the folder, and what it consists of."""
    made = []

    def write_anew():
        folder = tmp_path / f"written-{len(made)}"
        folder.mkdir()
        made.append(folder)
        return folder, write(folder)

    return write_anew


def rows(folder, name):
    with (folder / "csv" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def lines(folder, name):
    return [json.loads(line) for line in (folder / "jsonl" / f"{name}.jsonl").read_text().splitlines()]


def everything(folder) -> str:
    return "".join(path.read_text() for path in folder.rglob("*") if path.suffix in (".csv", ".jsonl", ".jsonld"))


def test_programs_that_know_data_packages_find_the_tables_as_they_are_described(records, written):
    folder, _manifest = written()
    report = Package(str(folder / "datapackage.json")).validate()
    assert report.flatten(["name", "rowNumber", "fieldName", "message"]) == []
    assert report.stats["tasks"] == len(list(tables()))


def test_a_record_is_whole_with_its_rows(records, written):
    folder, _manifest = written()
    (law,) = lines(folder, "instruments")
    assert law["id"] == records["instrument"].record_id
    assert law["jurisdiction"] == "LT"
    assert law["title_original"] == "Visuomenės informavimo įstatymas 资讯法"
    assert law["applies_to"] == ["media", "online-platforms"]
    assert law["themes"] == ["data-access"]
    assert law["provisions"] == [
        {"provision": "ad-repository", "text": "Platforms keep an archive.", "reference": "Article 3"}
    ]
    assert law["events"][0]["date"] == "2021"
    assert law["sources"][0]["url"] == "https://example.org/gazette"
    (promise,) = lines(folder, "commitments")
    assert [(event["track"], event["status"]) for event in promise["status_events"]] == [
        ("reported", "fulfilled"),
        ("assessed", "withdrawn"),
    ]
    assert (promise["organisation"], promise["jurisdictions"]) == (records["organisation"].record_id, ["LT"])
    (initiative,) = lines(folder, "initiatives")
    assert initiative["implementations"][0]["action"] == "R1.1"


def test_tables_hold_the_same_as_json(records, written):
    folder, _manifest = written()
    (law,) = rows(folder, "instruments")
    assert law["applies_to"] == "media; online-platforms"
    (provision,) = rows(folder, "instrument_provisions")
    assert provision == {
        "instrument": law["id"],
        "position": "1",
        "provision": "ad-repository",
        "text": "Platforms keep an archive.",
        "reference": "Article 3",
    }
    (place,) = rows(folder, "jurisdictions")
    assert place["overview"] == "Two\nlines, “quoted”"
    (finding,) = rows(folder, "jurisdiction_findings")
    assert (finding["state"], finding["checked_on"]) == ("absent", "2026-03-01")
    assert {row["table"] for row in rows(folder, "sources")} == {
        "instruments",
        "commitments",
        "recommendations",
        "initiatives",
        "elections",
    }


def test_no_spreadsheet_runs_what_somebody_wrote(records, written):
    folder, _manifest = written()
    assert rows(folder, "instruments")[0]["critique"] == f"'{FORMULA}"
    assert lines(folder, "instruments")[0]["critique"] == FORMULA


def test_the_same_content_gives_the_same_bytes(records, written):
    (first, manifest), (second, again) = written(), written()
    assert manifest == again
    paths = sorted(path.relative_to(first) for path in first.rglob("*") if path.is_file())
    assert paths == sorted(path.relative_to(second) for path in second.rglob("*") if path.is_file())
    assert [path for path in paths if (first / path).read_bytes() != (second / path).read_bytes()] == []


def test_a_change_gives_another_version(records, written):
    _folder, before = written()
    law = records["instrument"]
    law.summary = "It sets other rules."
    law.save_revision().publish()
    _folder, after = written()
    assert before.version != after.version
    assert after.version.startswith(f"{law.last_published_at:%Y-%m-%d}-") or after.changed


def test_checksums_are_those_of_the_files(records, written):
    folder, manifest = written()
    said = dict(line.split("  ")[::-1] for line in (folder / "SHA256SUMS").read_text().splitlines())
    assert said.keys() == {file.path for file in manifest.files} - {"SHA256SUMS"}
    for path, digest in said.items():
        assert hashlib.sha256((folder / path).read_bytes()).hexdigest() == digest


def test_the_archive_holds_all_files_as_they_are(records, written):
    folder, manifest = written()
    with zipfile.ZipFile(folder / manifest.archive.path) as archive:
        top = f"policy-tracker-{manifest.version}"
        assert sorted(archive.namelist()) == sorted(f"{top}/{file.path}" for file in manifest.files)
        assert archive.read(f"{top}/README.md") == (folder / "README.md").read_bytes()
        assert archive.testzip() is None


def test_nothing_leaves_the_site_that_readers_do_not_see(records, written):
    hidden = JurisdictionFactory(title="Hidden place", code="QQ")
    hidden.unpublish()
    secret = OrganisationFactory(title="Secret body")
    PageViewRestriction.objects.create(page=secret, restriction_type="login")
    CommitmentFactory(parent=secret, title="Secret promise")
    CommitmentFactory(parent=records["organisation"], title="Open promise", jurisdictions=[hidden])
    draft = InstrumentFactory(parent=records["jurisdiction"], title="Law in force")
    draft.title = "Law as drafted"
    draft.save_revision()
    InstrumentFactory(parent=records["jurisdiction"], title="Draft law").unpublish()
    folder, _manifest = written()
    text = everything(folder)
    assert [word for word in ("Hidden", "QQ", "Secret", "drafted", "Draft law") if word in text] == []
    assert "Open promise" in text
    assert "Law in force" in text
    assert not Package(str(folder / "datapackage.json")).validate().flatten(["message"])


def test_nothing_is_asked_again_for_each_record(records, written):
    with CaptureQueriesContext(
        connection,
    ) as few:
        written()
    for number in range(8):
        InstrumentFactory(parent=records["jurisdiction"], title=f"Law number {number}")
        CommitmentFactory(parent=records["organisation"], title=f"Promise number {number}")
    with CaptureQueriesContext(connection) as many:
        written()
    assert len(many) == len(few)


@pytest.mark.django_db
def test_a_site_without_records_has_a_data_set_too(written):
    folder, manifest = written()
    assert manifest.version.startswith("empty-")
    assert Package(str(folder / "datapackage.json")).validate().valid


def test_every_kind_of_record_is_in_the_data_set():
    assert set(RECORDS) == {model for model in BUILDERS if issubclass(model, RecordPage)}


def test_what_is_the_editors_own_business_is_left_out(records, written):
    """And nothing is left out that no model has any more."""
    folder, _manifest = written()
    assert "next_check" not in everything(folder)
    fields = {field.name for table in tables() for field in table.model._meta.fields}
    assert set(LEFT_OUT) - fields == set()


@pytest.mark.parametrize("kind", [kind for kind in kinds() if issubclass(kind.model, Page)], ids=lambda kind: kind.name)
def test_all_rows_of_a_record_are_in_the_data_set(kind):
    ours = {
        relation.related_model
        for relation in get_all_child_relations(kind.model)
        if relation.related_model._meta.app_label in ("core", "policies", "initiatives")
        and not relation.related_model.__name__.endswith("Theme")
    }
    assert ours == {table.model for table in kind.rows.values()}
    assert Source in ours


def test_the_dictionary_says_what_may_stand_in_a_column(records, written):
    folder, _manifest = written()
    text = (folder / "DICTIONARY.md").read_text()
    for status in InstrumentStatus:
        assert f"`{status.value}` {status.label}" in text


def test_the_guide_says_the_licence_and_how_to_cite(records, written):
    folder, manifest = written()
    text = (folder / "README.md").read_text()
    assert "Creative Commons Attribution 4.0" in text
    assert f"Data set, version {manifest.version}." in text


def test_the_command_writes_it_and_says_so(records, tmp_path, capsys):
    call_command("export_dataset", tmp_path / "out")
    said = capsys.readouterr().out
    assert "1 instruments" in said
    assert list((tmp_path / "out").glob("policy-tracker-*.zip"))


@pytest.mark.django_db
def test_the_command_writes_over_nothing(tmp_path):
    (tmp_path / "precious").write_text("Keep me")
    with pytest.raises(CommandError, match="is not empty"):
        call_command("export_dataset", tmp_path)
    (tmp_path / "file").write_text("")
    with pytest.raises(CommandError, match="Nothing can be written"):
        call_command("export_dataset", tmp_path / "file" / "below")
