"""A briefing is drawn once for each version of what is in it."""

import pytest

from initiatives.briefings import render
from policytracker.core.pdf import PdfUnavailableError


@pytest.fixture
def drawn(monkeypatch):
    """The documents that were drawn; nothing is really drawn."""
    documents = []

    def draw(html):
        documents.append(html)
        return b"%PDF-"

    monkeypatch.setattr(render, "render_pdf", draw)
    return documents


def test_a_version_is_drawn_once(client, records, addresses, drawn):
    for path in addresses.values():
        drawn.clear()
        first, second = client.get(path.format(form="pdf")), client.get(path.format(form="pdf"))
        assert first.content == second.content == b"%PDF-"
        assert first["ETag"] == second["ETag"]
        assert len(drawn) == 1


def test_who_has_the_version_gets_nothing_and_nothing_is_drawn(client, records, addresses, drawn):
    for path in addresses.values():
        etag = client.get(path.format(form="html"))["ETag"]
        for form in ("pdf", "html"):
            response = client.get(path.format(form=form), headers={"If-None-Match": etag})
            assert response.status_code == 304
            assert response["ETag"] == etag
            assert response.content == b""
    assert drawn == []


def test_a_change_in_a_record_makes_a_new_version_of_all_that_quote_it(client, records, addresses, drawn):
    quoting = [addresses[kind].format(form="pdf") for kind in addresses if kind != "organisation"]
    before = {path: client.get(path)["ETag"] for path in quoting}
    records.instrument.title = "Another title"
    records.instrument.save_revision().publish()
    for path, etag in before.items():
        response = client.get(path, headers={"If-None-Match": etag})
        assert response.status_code == 200
        assert response["ETag"] != etag
        assert "Another title" in drawn[-1]


def test_a_draft_changes_nothing(client, records, drawn):
    before = client.get("/briefings/instrument/lt-act.pdf")["ETag"]
    records.instrument.summary = "Not yet published."
    records.instrument.save_revision()
    assert client.get("/briefings/instrument/lt-act.pdf")["ETag"] == before


def test_a_new_style_sheet_makes_a_new_version(client, records, drawn, monkeypatch, tmp_path):
    before = client.get("/briefings/instrument/lt-act.pdf")["ETag"]
    changed = tmp_path / "briefing.css"
    changed.write_text("body { color: red }")
    monkeypatch.setattr(render, "static_path", lambda name: changed)
    assert client.get("/briefings/instrument/lt-act.pdf")["ETag"] != before


def test_a_pdf_has_a_name_that_says_what_it_is(client, records, drawn):
    response = client.get("/briefings/instrument/lt-act.pdf")
    day = records.instrument.last_published_at.date().isoformat()
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == f'inline; filename="policy-tracker-lt-act-{day}.pdf"'
    assert response["Cache-Control"] == "public, no-cache"


def test_without_the_libraries_the_reader_is_sent_to_the_browser(client, records, monkeypatch):
    def unavailable(html):
        raise PdfUnavailableError("Pango is missing")

    monkeypatch.setattr(render, "render_pdf", unavailable)
    response = client.get("/briefings/comparison.pdf?in=LT,BR")
    assert response.status_code == 503
    assert "Pango is missing" in response.content.decode()
    assert "/briefings/comparison.html?in=LT,BR" in response.content.decode()


def test_a_briefing_can_only_be_read(client, records):
    assert client.post("/briefings/instrument/lt-act.pdf").status_code == 405
