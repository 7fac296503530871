"""The tracker as a minister's adviser reads it."""

import pytest
from playwright.sync_api import Page, expect
from serving import BEHIND_TLS

pytestmark = pytest.mark.browser


@pytest.fixture
def without_javascript(browser, address):
    context = browser.new_context(java_script_enabled=False, extra_http_headers=BEHIND_TLS)
    yield context.new_page()
    context.close()


def test_from_the_table_to_the_list_behind_a_figure_and_on_to_the_law(without_javascript: Page, address):
    page = without_javascript
    page.goto(f"{address}/tracker/")
    page.get_by_role("link", name="R2.4").click()
    section = page.get_by_role("region", name="R2.4")
    expect(section.get_by_text("jurisdictions have at least one instrument in use that provides for")).to_be_visible()
    link = section.get_by_role("link", name="jurisdictions with rules in use")
    counted = link.inner_text()
    link.click()
    table = page.get_by_role("table", name="R2.4: jurisdictions")
    assert table.get_by_role("rowheader").count() == int(counted.split()[0])
    table.get_by_role("row", name="Brazil").get_by_role("link").nth(1).click()
    expect(page.get_by_role("heading", name="Sources")).to_be_visible()


def test_both_tracks_of_a_commitment_stand_side_by_side(without_javascript: Page, address):
    page = without_javascript
    page.goto(f"{address}/tracker/2/")
    section = page.get_by_role("region", name="R2.4")
    section.get_by_role("link", name="commitments").click()
    differing = page.locator(".pair.differs").first
    expect(differing).to_contain_text("says:")
    expect(differing).to_contain_text("evidence:")


def test_the_search_behind_a_figure_shows_instruments_in_use(page: Page, address):
    page.goto(f"{address}/tracker/2/")
    section = page.get_by_role("region", name="R2.4")
    section.get_by_role("link", name="jurisdictions with rules in use").click()
    page.get_by_role("link", name="Search these instruments").click()
    expect(page.get_by_role("status")).not_to_contain_text("0 records")
    expect(page.get_by_role("link", name="Remove Legal force")).to_have_count(0)
    expect(page.get_by_role("link", name="Remove Status: In force", exact=True)).to_be_visible()


@pytest.mark.parametrize("number", [1, 2, 3, 4, 5])
def test_axe_finds_nothing_with_every_list_open(page: Page, address, accessibility_problems, number):
    page.goto(f"{address}/tracker/{number}/")
    page.evaluate("document.querySelectorAll('details').forEach(list => { list.open = true })")
    assert accessibility_problems(page) == []


@pytest.mark.parametrize("width", [320, 360, 768, 1280])
def test_open_lists_do_not_run_out_of_the_screen(page: Page, address, width):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{address}/tracker/2/")
    page.evaluate("document.querySelectorAll('details').forEach(list => { list.open = true })")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
