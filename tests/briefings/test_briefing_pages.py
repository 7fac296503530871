"""Briefings in the browser: what they hold, and what they keep to themselves."""

import pytest
from bs4 import BeautifulSoup
from factories.records import translated

from django.db import connection
from django.test.utils import CaptureQueriesContext

from wagtail.models import PageViewRestriction

from policytracker.core import editions


def html(client, path):
    response = client.get(path)
    assert response.status_code == 200, path
    return response.content.decode()


def test_every_briefing_has_cover_contents_method_and_sources(client, records, addresses, settings):
    permanent = {
        "recommendation": "/id/r2",
        "jurisdiction": "/id/jurisdiction-lt",
        "election": "/id/lt-vote",
        "instrument": "/id/lt-act",
        "organisation": "/id/examplebook",
        "comparison": "/compare/?in=LT,BR",
        "search": "/search/?q=platforms&amp;kind=instrument&amp;kind=commitment&amp;kind=initiative",
    }
    for kind, path in addresses.items():
        text = html(client, path.format(form="html"))
        for words in ("State of the data", "CC BY 4.0", "Contents", "How to read this", "Sources"):
            assert words in text
        assert path.format(form="pdf").replace("&", "&amp;") in text
        assert f">{settings.WAGTAILADMIN_BASE_URL}{permanent[kind]}</a>" in text


def test_an_instrument_comes_with_dissent_doubt_and_verification(client, records):
    text = html(client, "/briefings/instrument/lt-act.html")
    assert "Rights groups find the reports thin." in text
    assert "The numbering of the articles is not confirmed." in text
    assert "An editor has read a source" in text
    assert "May 2024" in text


def test_an_organisation_shows_what_is_reported_beside_what_is_assessed(client, records):
    text = html(client, "/briefings/organisation/examplebook.html")
    assert "The library is open, says the company." in text
    assert "Half of the advertisements are missing." in text
    assert "The two differ" in text
    assert "20 November 2025" in text


def test_a_recommendation_names_initiatives_jurisdictions_and_commitments(client, records):
    text = html(client, "/briefings/recommendation/2.html")
    for words in ("R2.1 Risks", "It reads the reports on risks.", "Lithuania", "Act lt-act", "Promise library"):
        assert words in text


def test_a_recommendation_says_what_the_report_would_count_beside_what_is_counted(client, records):
    page = BeautifulSoup(html(client, "/briefings/recommendation/2.html"), "html.parser")
    told = {row.get_text(strip=True): row.find_next("dd").get_text(strip=True) for row in page.select("dl.facts dt")}
    assert told["Indicator"] == "Jurisdictions that ask for it"
    assert told["Counted here"] == "3: Jurisdictions with an instrument in use that provides for it"


def test_an_election_says_what_holds_on_the_day_and_what_was_promised_for_it(client, records):
    text = html(client, "/briefings/election/lt-vote.html")
    for words in (
        "What holds at the vote, October 2028, by what is on record.",
        "In force there on the day: 1 rule on record, of which binding 1.",
        "It is only proposed, and holds if it is adopted in time.",
        "Half of the advertisements are missing.",
        "passed, and nobody has found it fulfilled",
        "Also in Northern Europe; shares: Risk assessment.",
        "Advertising archive",
        "Act ee-act",
        "https://example.org/ee-act",
    ):
        assert words in text


def test_a_comparison_tells_what_is_on_record_from_what_nobody_has_looked_at(client, records):
    text = html(client, "/briefings/comparison.html?in=LT,BR")
    assert "Platforms assess the risks of each vote." in text
    assert "Of none of them is anything on record for: Advertising archive." in text


def test_a_comparison_of_a_past_day_says_so_and_lists_what_changed_since(client, records):
    response = client.get("/briefings/comparison.html?in=LT,examplebook&as_of=2025-06-01")
    page = BeautifulSoup(response.content, "html.parser")
    parts = {part.h2.get_text(strip=True): part for part in page.select("section:has(> h2)")}
    assert "what is dated on or before that day" in parts["As it was on 1 June 2025"].get_text(" ")
    rows = parts["What changed since 1 June 2025"].select("tbody tr")
    said = [" ".join(row.get_text(" ", strip=True).split()) for row in rows]
    assert said == [f"{records.provision.label} Examplebook Fulfilled Weakened {records.commitment.title}"]
    assert "What changed since" not in html(client, "/briefings/comparison.html?in=LT,examplebook")


def test_more_columns_than_can_be_read_side_by_side_stand_below_one_another(client, records):
    codes = ["LT", "BR", "lt-act", "br-act"]
    assert 'class="side-by-side"' in html(client, f"/briefings/comparison.html?in={','.join(codes)}")
    extra = records.lithuania.copy(
        recursive=False, update_attrs={"title": "Latvia", "slug": "latvia", "code": "LV", "record_id": ""}
    )
    extra.save_revision().publish()
    text = html(client, f"/briefings/comparison.html?in={','.join([*codes, 'LV'])}")
    assert 'class="answers"' in text
    assert "Nobody has looked yet: Latvia." in text


def test_there_is_no_briefing_on_what_is_not_there(client, records):
    nowhere = (
        "recommendation/9",
        "jurisdiction/XX",
        "instrument/nothing",
        "organisation/nobody",
        "instrument/examplebook",
    )
    for path in nowhere:
        assert client.get(f"/briefings/{path}.pdf").status_code == 404
        assert client.get(f"/briefings/{path}.html").status_code == 404


def test_there_is_no_briefing_on_what_readers_may_not_see(client, records):
    records.instrument.unpublish()
    assert client.get("/briefings/instrument/lt-act.html").status_code == 404
    PageViewRestriction.objects.create(page=records.organisation, restriction_type="login")
    assert client.get("/briefings/organisation/examplebook.html").status_code == 404


def test_a_briefing_leaves_out_what_readers_may_not_see(client, records):
    PageViewRestriction.objects.create(page=records.commitment, restriction_type="login")
    records.initiative.unpublish()
    text = html(client, "/briefings/organisation/examplebook.html")
    assert "Promise library" not in text
    assert "Risk watch" not in text
    assert "Promise library" not in html(client, "/briefings/recommendation/2.html")


def test_a_comparison_that_cannot_be_made_says_why(client, records):
    too_many = ",".join(["LT"] + [f"A{number}" for number in range(20)])
    for asked in ("", "?in=", "?in=XX", "?in=LT,XX", f"?in={too_many}", "?in=%00", "?in=" + "L" * 9000):
        for form in ("pdf", "html"):
            response = client.get(f"/briefings/comparison.{form}{asked}")
            assert response.status_code == 400
            assert "This cannot be shown" in response.content.decode()


def test_a_search_gives_what_it_found_first_with_how_each_stands_and_where_to_check_it(client, records, monkeypatch):
    monkeypatch.setattr("search.briefings.MOST", 2)
    page = BeautifulSoup(html(client, "/briefings/search.html?sort=title&provision=risk-assessment"), "html.parser")
    facts = {row.get_text(strip=True): row.find_next("dd").get_text(strip=True) for row in page.select("dl.facts dt")}
    assert (facts["Provision"], facts["Order"]) == ("Risk assessment", "Title")
    rows = [" ".join(row.get_text(" ", strip=True).split()) for row in page.select("table.initiatives tbody tr")]
    assert len(rows) == 2
    assert rows[0].startswith("Act br-act Statute · Brazil")
    assert "Voluntary" in rows[0]
    assert "In force" in rows[0]
    assert "records answer this search." in page.text
    assert "The first 2 are listed here" in page.text
    assert page.find("a", href="https://example.org/br-act")
    found = html(client, "/briefings/search.html?q=library&kind=commitment")
    for words in ("“library”", "Promise library", "Says", "Fulfilled", "Evidence", "Weakened"):
        assert words in found
    assert "0 records answer this search." in html(client, "/briefings/search.html?q=quillwort")


def test_a_search_that_cannot_be_understood_has_no_briefing(client, records):
    for asked in ("?force=iron", "?year_from=soon", "?nonsense=1"):
        for form in ("pdf", "html"):
            response = client.get(f"/briefings/search.{form}{asked}")
            assert response.status_code == 400
            assert "This cannot be shown" in response.content.decode()


def test_the_page_of_a_search_leads_to_its_briefing(client, records):
    page = BeautifulSoup(html(client, "/search/?q=library&kind=commitment&page=1"), "html.parser")
    (link,) = page.select('a[href^="/briefings/search.pdf"]')
    assert link["href"] == "/briefings/search.pdf?q=library&kind=commitment"


def languages_of(words: list[str], page: BeautifulSoup) -> list[tuple[str, str]]:
    """Some words, each with the language in which it is said to be, wherever it stands on its own."""
    found = page.find_all(string=lambda text: text.strip() in words)
    return sorted({(node.strip(), node.find_parent(lang=True)["lang"]) for node in found})


@pytest.mark.parametrize(
    ("path", "words"),
    [
        (
            "recommendation/2",
            ["R2.1 Risks", "Risk watch", "It reads the reports on risks.", "Act lt-act", "Promise library"],
        ),
        (
            "jurisdiction/LT",
            ["Act lt-act", "Duties of care, under audit.", "Parliament adopted it.", "Promise library"],
        ),
        (
            "instrument/lt-act",
            [
                "Act lt-act",
                "Duties of care, under audit.",
                "The act makes the largest platforms look at what they do to elections.",
                "Platforms assess the risks of each vote.",
                "Art. 34",
                "Rights groups find the reports thin.",
                "The numbering of the articles is not confirmed.",
                "Parliament adopted it.",
            ],
        ),
        (
            "organisation/examplebook",
            ["Promise library", "The library is open, says the company.", "Half of the advertisements are missing."],
        ),
        ("election/lt-vote", ["Act lt-act", "Act ee-act", "Half of the advertisements are missing."]),
        ("comparison", ["Act br-act", "Platforms assess the risks of each vote."]),
        ("search", ["Act lt-act", "Promise library"]),
    ],
)
def test_a_pdf_in_french_says_of_what_is_not_translated_that_it_is_english(client, records, monkeypatch, path, words):
    drawn = []
    monkeypatch.setattr("initiatives.briefings.render.render_pdf", lambda html: drawn.append(html) or b"%PDF-")
    translated(records.lithuania, "Lituanie")
    asked = {"comparison": "?in=LT,br-act,lt-act,examplebook", "search": "?q=library+lithuania"}.get(path, "")
    assert client.get(f"/fr/briefings/{path}.pdf{asked}").status_code == 200
    assert client.get(f"/briefings/{path}.pdf{asked}").status_code == 200
    french, english = (BeautifulSoup(html, "html.parser") for html in drawn)
    assert languages_of(words, french) == sorted((found, "en") for found in words)
    assert languages_of(["State of the data"], french) == [("State of the data", "fr")]
    assert languages_of(words, english) == sorted((found, "en") for found in words)
    assert not english.main.find_all(lang=["en", "fr"])


def test_a_pdf_in_french_of_what_is_translated_names_no_other_language(client, records):
    translated(records.instrument, "Loi")
    page = BeautifulSoup(html(client, "/fr/briefings/instrument/lt-act.html"), "html.parser")
    words = ["Loi", "Rights groups find the reports thin."]
    assert languages_of(words, page) == [(found, "fr") for found in words]


def test_what_editors_write_is_text(client, records):
    hostile = "<script>alert(1)</script><img src=x>"
    records.instrument.summary = records.instrument.title_original = hostile
    records.instrument.save_revision().publish()
    text = html(client, "/briefings/instrument/lt-act.html")
    assert hostile not in text
    assert text.count("&lt;script&gt;alert(1)") == 2


def test_the_number_of_queries_does_not_grow_with_the_records(client, records, addresses):
    def queries():
        counts = {}
        for kind, path in addresses.items():
            editions.renew()  # nothing is known of the page before
            with CaptureQueriesContext(connection) as captured:
                html(client, path.format(form="html"))
            counts[kind] = len(captured)
        return counts

    queries()  # what is looked up once, such as content types, is known from here on
    before = queries()
    records.add_more()
    assert queries() == before
