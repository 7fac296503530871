"""Comparing as a policymaker does: with and without JavaScript, at a desk and on a phone."""

import re

import pytest
from playwright.sync_api import Page, expect
from serving import BEHIND_TLS

pytestmark = pytest.mark.browser

TWELVE = "/compare/?in=LT,BR,IN,EU,GB,AU,US,FR,DE,ZA,KE,PH"


@pytest.fixture
def without_javascript(browser, address):
    context = browser.new_context(java_script_enabled=False, extra_http_headers=BEHIND_TLS)
    yield context.new_page()
    context.close()


def box(locator):
    found = locator.bounding_box()
    assert found is not None
    return found


def test_jurisdictions_and_an_instrument_are_chosen_and_one_is_removed(without_javascript: Page, address):
    page = without_javascript
    page.goto(f"{address}/compare/")
    page.get_by_label("Lithuania").check()
    page.get_by_label("Brazil").check()
    page.get_by_label("Add one by its record id").fill("eu-digital-services-act-2022")
    page.get_by_role("button", name="Compare").click()
    # In the order of the chooser, by region.
    expect(page).to_have_url(re.compile(r"\?in=BR,LT,eu-digital-services-act-2022$"))
    table = page.get_by_role("table", name="Platform accountability")
    expect(table.get_by_role("columnheader")).to_have_count(4)
    page.get_by_role("link", name="Only where they differ").click()
    expect(page.get_by_role("link", name="Also where they agree")).to_be_visible()
    page.get_by_role("link", name="Remove Brazil").click()
    expect(page).to_have_url(re.compile(r"\?in=LT,eu-digital-services-act-2022&only=differences$"))
    expect(table.get_by_role("columnheader")).to_have_count(3)


def test_a_group_folds_without_javascript(without_javascript: Page, address):
    page = without_javascript
    page.goto(f"{address}/compare/?in=LT,BR")
    table = page.get_by_role("table", name="Platform accountability")
    expect(table).to_be_visible()
    page.get_by_role("heading", name="Platform accountability").click()
    expect(table).not_to_be_visible()


def test_columns_are_added_to_what_is_chosen_and_a_company_is_read_beside_a_law(without_javascript: Page, address):
    page = without_javascript
    page.goto(f"{address}/compare/?in=EU")
    page.get_by_role("link", name="Add or change columns").click()
    expect(page.get_by_label("European Union")).to_be_checked()
    page.get_by_label("TikTok").check()
    page.get_by_role("button", name="Compare").click()
    expect(page).to_have_url(re.compile(r"\?in=EU,tiktok$"))
    cell = page.get_by_role("row", name="Labels on AI-generated content").get_by_role("cell").nth(1)
    expect(cell).to_contain_text("says:")
    expect(cell).to_contain_text("evidence:")
    page.get_by_role("link", name=re.compile("Its promises one by one.*TikTok")).click()
    expect(page.get_by_role("list").filter(has_text="Remove").get_by_role("listitem")).to_have_count(8)


def test_of_twelve_one_group_is_told_in_words_and_another_is_opened(without_javascript: Page, address):
    page = without_javascript
    page.goto(address + TWELVE)
    region = page.get_by_role("region", name="Platform accountability")
    expect(region.get_by_text("Must AI-generated content be marked?")).to_have_count(0)
    page.get_by_role("link", name=re.compile("Read the answers in words.*Platform accountability")).click()
    expect(region.get_by_text("Must AI-generated content be marked?")).to_be_visible()


def test_of_twelve_columns_the_heads_and_the_questions_stay_in_sight(page: Page, address):
    page.goto(f"{address}{TWELVE}&open=accountability")
    scroller = page.get_by_role("region", name="Platform accountability")
    scroller.scroll_into_view_if_needed()
    scroller.evaluate("element => element.scrollTo(1500, 1200)")
    frame = box(scroller)
    question = box(scroller.get_by_role("columnheader", name="Question"))
    assert question["x"] == pytest.approx(frame["x"], abs=2)
    assert question["y"] == pytest.approx(frame["y"], abs=2)
    # The page itself does not run out of the screen.
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280


def test_each_of_twelve_columns_is_wide_enough_to_read(page: Page, address):
    page.goto(f"{address}{TWELVE}&open=accountability")
    heads = page.get_by_role("table", name="Platform accountability").get_by_role("columnheader").all()
    assert len(heads) == 13
    assert min(box(head)["width"] for head in heads) >= 180


def test_on_a_phone_each_answer_stands_below_the_name_of_its_column(page: Page, address):
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(f"{address}/compare/?in=LT,BR")
    cells = page.locator(".comparison tbody tr").first.locator("td")
    labels = cells.evaluate_all("cells => cells.map(cell => getComputedStyle(cell, '::before').content)")
    assert labels == ['"Lithuania"', '"Brazil"']
    first, second = box(cells.nth(0)), box(cells.nth(1))
    assert second["y"] >= first["y"] + first["height"]


@pytest.mark.parametrize("path", ["/compare/?in=LT,QQ", TWELVE + "&only=differences", "/compare/?in=LT"])
def test_axe_finds_nothing(page: Page, address, accessibility_problems, path):
    page.goto(address + path)
    assert accessibility_problems(page) == []
