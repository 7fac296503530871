"""The map, and the pages of provisions and themes, as readers get them."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from factories.records import (
    CommitmentFactory,
    InitiativeFactory,
    InstrumentFactory,
    JurisdictionFactory,
    ProvisionFactory,
    RecommendationFactory,
    ThemeFactory,
    provided,
    said,
)

from django.db import connection
from django.test.utils import CaptureQueriesContext

from policies.models import Finding, InstrumentEvent, InstrumentPage, Theme

PAGES = ["/map/", "/map/?provision=ai-labelling&by=status", "/map/?theme=generative-ai&status=repealed"]
PAGES += ["/provisions/", "/provisions/ai-labelling/", "/themes/generative-ai/"]


def themed(page, theme):
    page.themes.add(theme)
    page.save_revision().publish()


@pytest.fixture
def labels(db):
    labels = ProvisionFactory(code="ai-labelling", label="Labels on AI", question="Must it be marked?")
    theme = ThemeFactory(slug="generative-ai", name="Generative AI")
    law = InstrumentFactory(
        parent=JurisdictionFactory(title="Brazil", code="BR"),
        title="Resolution on labels",
        approach="It marks all of it.",
        provisions=[provided(labels, "Everything must be marked.", reference="Art. 9")],
    )
    themed(law, theme)
    InstrumentFactory(
        parent=JurisdictionFactory(title="Germany", code="DE"),
        title="Old law",
        status="repealed",
        ended="2024-05-14",
        provisions=[provided(labels)],
    )
    recommendation = RecommendationFactory(number=2, title="Hold platforms to account")
    action = recommendation.actions.get()
    action.provisions.add(labels)
    action.save()
    promise = CommitmentFactory(
        title="Mark it",
        provisions=[labels],
        status_events=[said("reported", "fulfilled"), said("assessed", "weakened")],
    )
    themed(promise, theme)
    InitiativeFactory(title="Marks for all", provisions=[labels])
    nowhere = JurisdictionFactory(title="Lithuania", code="LT")
    Finding.objects.create(jurisdiction=nowhere, provision=labels, state="absent", checked_on=date(2026, 3, 1))
    return labels


@pytest.mark.parametrize("path", PAGES)
def test_each_page_is_there(client, labels, path):
    assert client.get(path).status_code == 200


def test_a_provision_says_what_it_is_who_has_it_who_promises_it_and_what_became_of_it(client, labels):
    page = client.get("/provisions/ai-labelling/").text
    for expected in (
        *("Labels on AI", "What it means.", "Must it be marked?", "Everything must be marked.", "Art. 9"),
        *("Resolution on labels", "Mark it", "they differ", "Marks for all", "R2.1", "Hold platforms to account"),
        *("Old law", "Repealed", "14 May 2024", "Looked for and not found", "1 March 2026"),
        "1 jurisdiction has it in use, 1 of them in binding law.",
    ):
        assert expected in page


def test_a_theme_gathers_its_instruments_and_promises(client, labels):
    page = client.get("/themes/generative-ai/").text
    for expected in ("Generative AI", "It marks all of it.", "Brazil", "Mark it"):
        assert expected in page
    assert "1 jurisdiction has something on it in use, 1 of them binding law." in page
    assert "has it in use" not in page
    past = client.get("/themes/generative-ai/?as_of=2024-06-06").text
    assert "had something on it in use on this day" in past


def test_the_index_counts_who_has_a_provision_and_who_promises_it(client, labels):
    page = client.get("/provisions/").text
    assert 'href="/provisions/ai-labelling/"' in page
    assert '<td data-label="Jurisdictions">1</td><td data-label="Binding in">1</td>' in page.replace("\n", "")
    assert '<td data-label="Promises">1</td>' in page


def test_the_map_shows_the_same_as_its_table_and_leads_to_the_search(client, labels):
    page = client.get("/map/?provision=ai-labelling").text
    assert "<title>Brazil: Binding law of its own</title>" in page
    assert "<title>Germany: Had it, and has it no more</title>" in page
    assert 'href="/search/?kind=instrument&amp;provision=ai-labelling&amp;jurisdiction=BR"' in page
    assert '<a href="/jurisdictions/' in page.partition("<table")[2]


def test_what_the_map_leads_to_is_found(client, labels):
    assert "Resolution on labels" in client.get("/search/?kind=instrument&provision=ai-labelling&jurisdiction=BR").text


def test_a_map_of_a_status_shows_what_has_it_and_leads_to_the_search_for_it(client, labels):
    page = client.get("/map/?provision=ai-labelling&status=repealed").text
    assert "None of them is in use" in page
    assert "None of them is in use" not in client.get("/map/?status=in-force").text
    assert "<title>Germany: Binding law of its own</title>" in page
    assert "Brazil" not in page.partition("<table")[2]
    (address,) = {link["href"] for link in BeautifulSoup(page, "html.parser").select("table a[href*=search]")}
    assert address == "/search/?kind=instrument&provision=ai-labelling&status=repealed&jurisdiction=DE"
    found = client.get(address).text
    assert "Old law" in found
    assert "Resolution on labels" not in found


def test_a_map_of_a_provision_and_a_theme_shows_what_bears_on_both(client, labels):
    page = client.get("/map/?provision=ai-labelling&theme=generative-ai").text
    assert "Brazil" in page.partition("<table")[2]
    assert "Germany" not in page.partition("<table")[2]
    chosen = {option["value"] for option in BeautifulSoup(page, "html.parser").select("option[selected]")}
    assert chosen == {"ai-labelling", "generative-ai", "force"}


def test_themes_stand_below_the_provisions(client, labels):
    assert client.get("/themes/").url == "/provisions/#themes"


@pytest.mark.parametrize("path", ["/provisions/nothing/", "/themes/nothing/"])
def test_what_there_is_not_is_not_found(client, labels, path):
    assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    ("query", "problem"),
    [
        ("provision=nothing", "Nothing is known as nothing."),
        ("theme=<b>", "Nothing is known as &lt;b&gt;."),
        ("by=colour", "“by” can be “force” or “status”."),
        ("status=lapsed", "Nothing is known as lapsed."),
    ],
)
def test_what_the_map_cannot_show_is_said_and_the_rest_is_shown(client, labels, query, problem):
    response = client.get(f"/map/?{query}")
    assert response.status_code == 400
    assert problem in response.text
    assert "<svg" in response.text


def test_what_is_not_public_is_on_no_map(client, labels):
    InstrumentPage.objects.get(title="Resolution on labels").unpublish()
    for path in ("/map/?provision=ai-labelling", "/provisions/ai-labelling/", "/themes/generative-ai/"):
        assert "Brazil" not in client.get(path).text


def test_what_editors_wrote_is_escaped(client, labels):
    place = JurisdictionFactory(title="<script>alert(1)</script>", slug="x", code="PE")
    InstrumentFactory(parent=place, provisions=[provided(labels, "<script>alert(2)</script>")])
    for path in ("/map/", "/provisions/ai-labelling/"):
        assert "<script>alert" not in client.get(path).text


@pytest.mark.parametrize("path", PAGES)
def test_more_records_need_no_more_queries(client, labels, path):
    def queries() -> int:
        client.get(path)
        with CaptureQueriesContext(connection) as captured:
            client.get(path)
        return len(captured)

    few = queries()
    theme = ThemeFactory(slug="generative-ai")
    for code in ("FR", "KE", "IN"):
        law = InstrumentFactory(parent=JurisdictionFactory(code=code), provisions=[provided(labels)])
        themed(law, theme)
        themed(CommitmentFactory(provisions=[labels]), theme)
        InitiativeFactory(provisions=[labels])
    assert queries() == few


def test_long_lists_lead_on_to_the_search(client, labels):
    place = JurisdictionFactory(code="FR")
    for _ in range(36):
        InstrumentFactory(parent=place, provisions=[provided(labels)])
    page = client.get("/provisions/ai-labelling/").text
    assert "2 more are found by the search" in page


def test_the_pages_of_records_lead_to_their_provisions_and_themes(client, labels):
    page = client.get(InstrumentPage.objects.get(title="Resolution on labels").url).text
    assert 'href="/provisions/ai-labelling/"' in page
    assert 'href="/themes/generative-ai/"' in page


@pytest.fixture
def marks(labels):
    """What came and went: a bill of 2023 that was a law from 2024 on, one that ended, one of a year alone."""
    place = JurisdictionFactory(title="Kenya", code="KE", slug="kenya")
    law = InstrumentFactory(
        parent=place,
        title="Marks Act",
        adopted="2024-05-01",
        in_force="2024-07-01",
        provisions=[provided(labels, "Every picture has a mark.")],
        events=[InstrumentEvent(date="2023-02-01", kind="proposed", text="Tabled.")],
    )
    theme = Theme.objects.get(slug="generative-ai")
    themed(law, theme)
    vague = InstrumentFactory(
        parent=place, title="Vague code", adopted="2023", in_force="", provisions=[provided(labels)]
    )
    themed(vague, theme)
    themed(CommitmentFactory(title="Later promise", provisions=[labels], announced="2025-01-01"), theme)
    later = InitiativeFactory(title="Later project", provisions=[labels], started="2025")
    themed(later, theme)
    return law


def rows_of(page: str, caption: str) -> dict[str, str]:
    """What the table with a caption says of each, by the words of its first column."""
    tables = BeautifulSoup(page, "html.parser").select("table")
    table = next(table for table in tables if caption in table.caption.get_text())
    return {
        row.th.get_text(" ", strip=True): " ".join(cell.get_text(" ", strip=True) for cell in row.select("td"))
        for row in table.select("tbody tr")
    }


@pytest.mark.parametrize(
    ("day", "kenya", "germany"),
    [
        ("2023-06-06", "Only proposed, or suspended", "Binding law of its own"),
        ("2024-05-14", "Binding law of its own", "Had it, and has it no more"),
    ],
)
def test_the_map_of_a_past_day_shows_the_forms_of_the_day(client, marks, day, kenya, germany):
    page = client.get(f"/map/?provision=ai-labelling&as_of={day}").text
    table = rows_of(page, "Jurisdictions")
    assert kenya in table["Kenya"]
    assert germany in table["Germany"]
    assert f"<title>Kenya: {kenya}</title>" in page
    # Nobody had looked there yet.
    assert ("Lithuania" in table, "Lithuania" in rows_of(client.get("/map/?provision=ai-labelling").text, "Jur")) == (
        False,
        True,
    )


def test_the_map_of_a_status_is_of_the_status_on_the_day(client, marks):
    then = rows_of(client.get("/map/?status=adopted&as_of=2024-06-06").text, "Jurisdictions")
    assert "Kenya" in then
    assert "Kenya" not in client.get("/map/?status=adopted").text.partition("<h2>")[2]


def test_the_map_of_a_past_day_names_what_cannot_be_told_and_does_not_count_it(client, marks):
    page = client.get("/map/?provision=ai-labelling&as_of=2023-06-06").text
    assert "As it was on 6 June 2023" in page
    untold = page.partition("Not known whether they were there")[2]
    assert "Vague code" in untold
    assert "0 of 1" in rows_of(page, "Jurisdictions")["Kenya"]
    assert "Not known whether they were there" not in client.get("/map/?provision=ai-labelling").text


@pytest.mark.parametrize(
    "path", ["/map/?provision=ai-labelling&", "/provisions/ai-labelling/?", "/themes/generative-ai/?"]
)
def test_what_a_page_of_a_past_day_leads_to_is_of_the_day_where_it_can_be(client, marks, path):
    page = client.get(f"{path}as_of=2024-06-06").text
    assert 'href="/jurisdictions/kenya/?as_of=2024-06-06"' in page
    assert 'href="/jurisdictions/kenya/"' not in page
    picture = BeautifulSoup(page, "html.parser").select("figure.world a")
    assert {link["href"].partition("?")[2] for link in picture} == {"as_of=2024-06-06"}


def test_the_form_of_the_map_keeps_the_day(client, marks):
    form = BeautifulSoup(client.get("/map/?as_of=2024-06-06").text, "html.parser").select_one("form.map-form")
    assert form.select_one("[name=as_of]")["value"] == "2024-06-06"
    assert "as_of" not in str(BeautifulSoup(client.get("/map/").text, "html.parser").select_one("form.map-form"))


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/provisions/ai-labelling/", "had it in use on this day"),
        ("/themes/generative-ai/", "had something on it in use"),
    ],
)
def test_a_provision_and_a_theme_of_a_past_day_have_what_was_there(client, marks, path, said):
    page = client.get(f"{path}?as_of=2024-06-06").text
    assert "As it was on 6 June 2024" in page
    assert said in page
    assert "are those of today" in page
    holders = BeautifulSoup(page, "html.parser").select("table.holders tbody tr")
    (act,) = (row.get_text(" ", strip=True) for row in holders if "Marks Act" in row.get_text())
    assert act.endswith("Binding · Adopted")
    assert ("Later promise" in page, "Later project" in page) == (False, False)
    now = client.get(path).text
    assert ("Later promise" in now, "Later project" in now) == (True, True)
    assert ("on this day" in now, "are those of today" in now) == (False, False)


def test_what_became_of_a_provision_is_told_up_to_the_day(client, marks):
    years = rows_of(client.get("/provisions/ai-labelling/?as_of=2024-05-13").text, "Instruments by the year")
    assert years["2024"] == "1 0"
    assert "Old law" in rows_of(client.get("/provisions/ai-labelling/").text, "Instruments by the year")["2024"]


def test_promises_stand_on_the_page_of_a_provision_as_they_did(client, labels):
    page = client.get("/provisions/ai-labelling/?as_of=2024-04-30").text
    assert "Mark it" in page
    assert ("they differ" in page, "they differ" in client.get("/provisions/ai-labelling/").text) == (False, True)


@pytest.mark.parametrize("path", PAGES[1:])
@pytest.mark.parametrize("asked", ["soon", "2999-01-01", "1800-01-01", ""])
def test_what_is_no_day_on_record_is_refused(client, labels, path, asked):
    response = client.get(path + ("&" if "?" in path else "?") + f"as_of={asked}")
    assert response.status_code == 400
    assert "This cannot be shown" in response.text


def test_a_past_day_needs_a_fixed_number_of_queries(client, labels):
    def queries(path) -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(path)
        return len(captured)

    paths = [f"{path}{'&' if '?' in path else '?'}as_of=2024-06-06" for path in PAGES[1:]]
    few = [(client.get(path), queries(path))[1] for path in paths]
    theme = ThemeFactory(slug="generative-ai")
    for code in ("FR", "KE", "IN"):
        events = [InstrumentEvent(date="2025", kind="amended", text="Changed.")]
        law = InstrumentFactory(parent=JurisdictionFactory(code=code), provisions=[provided(labels)], events=events)
        themed(law, theme)
        themed(CommitmentFactory(provisions=[labels]), theme)
        InitiativeFactory(provisions=[labels])
    assert [queries(path) for path in paths] == few
