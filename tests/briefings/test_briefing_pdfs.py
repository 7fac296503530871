"""Briefings as PDF: valid as PDF/UA-1, with real text in the order in which it is read."""

import io
import re

import pypdf
import pytest

from initiatives.briefings.contents import BriefingContents, Fact, Passage
from initiatives.briefings.render import render_html
from policytracker.core.pdf import render_pdf

SCRIPTS = {
    "ar": "قانون الجرائم الإلكترونية رقم 17 لسنة 2023",
    "bn": "সাইবার সুরক্ষা অধ্যাদেশ",
    "hi": "सूचना प्रौद्योगिकी नियम",
    "ja": "特定電気通信による情報の流通",
    "kk": "Онлайн-платформалар және онлайн-жарнама туралы заң",
    "ko": "공직선거법 제82조의8",
    "zh-Hant": "公職人員選舉罷免法、總統副總統選舉罷免法",
    "": "反滲透法",
}


@pytest.fixture
def pdf(client, records, address, caplog):
    """The briefing as PDF; to draw it, WeasyPrint had nothing to complain about."""
    response = client.get(address("pdf"))
    assert response.status_code == 200
    assert [record.message for record in caplog.records if record.name == "weasyprint"] == []
    return response.content


@pytest.fixture
def document(pdf):
    return pypdf.PdfReader(io.BytesIO(pdf))


@pytest.mark.verapdf
def test_every_briefing_and_every_script_of_the_records_is_valid(verapdf, client, records, addresses):
    files = {kind: client.get(path.format(form="pdf")).content for kind, path in addresses.items()}
    files["scripts"] = render_pdf(render_html(titles_in_all_scripts(), "titles.pdf"))
    assert verapdf(files) == {name: [] for name in files}


def titles_in_all_scripts() -> BriefingContents:
    titles = tuple(Passage(words, language=language) for language, words in SCRIPTS.items())
    return BriefingContents(
        kind="Instrument",
        title="Titles as they are written",
        original_title=titles[0],
        address="https://example.org/id/titles",
        file_name="titles",
        data_date="2026",
        summary="",
        facts=(Fact("Titles", titles),),
        sections=(),
        sources=(),
    )


def test_a_briefing_says_what_it_is_and_numbers_its_pages(document):
    pages = [page.extract_text() for page in document.pages]
    text = "\n".join(pages)
    order = [text.index(words) for words in ("State of the data", "How to read this", "Contents")]
    assert order == sorted(order)
    assert text.rindex("Sources") > order[-1]
    numbers = [re.search(r"Page (\d+) of (\d+)", page).groups() for page in pages]
    assert numbers == [(str(number), str(len(pages))) for number in range(1, len(pages) + 1)]
    assert 4 <= len(pages) <= 10
    assert document.metadata.title.endswith(": a briefing")
    assert document.metadata.author == "Policy Tracker"
    assert document.trailer["/Root"]["/Lang"] == "en"
    assert document.outline


@pytest.mark.parametrize("kind", ["instrument"])
def test_the_words_can_be_taken_out_and_the_links_lead_on(document):
    text = " ".join(" ".join(page.extract_text().split()) for page in document.pages)
    for words in ("Platforms assess the risks of each vote.", "Rights groups find the reports thin.", "Art. 34"):
        assert words in text
    assert text.index("Platforms assess") < text.index("Rights groups") < text.index("https://example.org/lt-act")
    links = [link.get_object() for page in document.pages for link in page.get("/Annots", [])]
    assert {"part-1", "sources", "source-1"} <= {link.get("/Dest") for link in links}


@pytest.mark.parametrize("kind", ["comparison"])
def test_a_comparison_lies_across_the_page(document):
    wide = [page for page in document.pages if page.mediabox.width > page.mediabox.height]
    assert 1 <= len(wide) < len(document.pages)
