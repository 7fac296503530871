"""Suggestions while typing, in a real browser: by keyboard, mouse and finger, for a screen reader, and without."""

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

pytestmark = pytest.mark.browser

BOXES = {"home": "/", "search": "/search/?sort=title", "header": "/tracker/"}
every_box = pytest.mark.parametrize("path", BOXES.values(), ids=BOXES.keys())


def box(page: Page) -> Locator:
    return page.get_by_role("combobox").and_(page.locator("input"))


def options(page: Page) -> Locator:
    return page.get_by_role("listbox", name="Suggestions").get_by_role("option")


def type_into(page: Page, address: str, text: str) -> Locator:
    """Open a page and type into its box; the list is there afterwards."""
    page.goto(address)
    field = box(page)
    field.press_sequentially(text)
    expect(options(page).first).to_be_visible()
    return field


def asked(page: Page) -> list[str]:
    """The texts that suggestions are asked for, from now on."""
    texts: list[str] = []

    def note(request):
        if urlsplit(request.url).path == "/search/suggest":
            texts.append(parse_qs(urlsplit(request.url).query)["q"][0])

    page.on("request", note)
    return texts


@every_box
def test_every_box_suggests_and_the_keyboard_leads_there(page: Page, address, path):
    problems = []
    page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: problems.append(str(error)))
    field = type_into(page, address + path, "lith")
    expect(options(page).first).to_have_text("Lithuania Jurisdiction")
    field.press("ArrowDown")
    field.press("Enter")
    page.wait_for_url("**/jurisdictions/lithuania/")
    assert problems == []


def test_what_a_screen_reader_is_told(page: Page, address):
    page.goto(address)
    field = page.get_by_role("combobox", name="Search all records")
    expect(field).to_have_attribute("aria-autocomplete", "list")
    expect(field).to_have_attribute("aria-expanded", "false")
    field.press_sequentially("lith")
    expect(field).to_have_attribute("aria-expanded", "true")
    assert field.get_attribute("aria-controls") == page.get_by_role("listbox").get_attribute("id")
    number = options(page).count()
    expect(page.locator("[aria-live=polite]")).to_have_text(f"{number} suggestions")

    # Nothing is selected by itself; the focus never leaves the box.
    expect(page.get_by_role("option", selected=True)).to_have_count(0)
    assert field.get_attribute("aria-activedescendant") is None
    field.press("ArrowDown")
    expect(options(page).first).to_have_attribute("aria-selected", "true")
    assert field.get_attribute("aria-activedescendant") == options(page).first.get_attribute("id")
    expect(field).to_be_focused()
    expect(field).to_have_value("lith")


def test_the_keys_do_as_the_pattern_says(page: Page, address):
    field = type_into(page, address, "lit")
    selected, last = page.get_by_role("option", selected=True), options(page).last.inner_text()
    field.press("ArrowUp")
    assert selected.inner_text() == last
    field.press("ArrowDown")
    expect(selected).to_have_text("Lithuania Jurisdiction")
    for key, place in (("Home", 0), ("ArrowDown", 0), ("ArrowRight", 1), ("ArrowDown", 1), ("End", 3)):
        field.press(key)
        expect(selected).to_have_count(1 if key == "ArrowDown" else 0)
        assert field.evaluate("box => box.selectionStart") == place
    field.press("ArrowDown")
    field.press("Escape")
    expect(options(page)).to_have_count(0)
    expect(field).to_have_attribute("aria-expanded", "false")
    expect(field).to_have_value("lit")
    field.press("ArrowDown")
    expect(selected).to_have_text("Lithuania Jurisdiction")
    field.press("Escape")
    field.press("Escape")
    expect(field).to_have_value("")


def test_enter_searches_for_what_was_typed_when_nothing_is_selected(page: Page, address):
    field = type_into(page, address, "lith")
    field.press("ArrowDown")
    field.press("Home")
    field.press("Enter")
    page.wait_for_url("**/search/?q=lith")
    expect(options(page)).to_have_count(0)


def test_tab_goes_on_and_selects_nothing(page: Page, address):
    field = type_into(page, address, "lith")
    field.press("ArrowDown")
    field.press("Tab")
    expect(page.get_by_role("button", name="Search")).to_be_focused()
    expect(options(page)).to_have_count(0)
    expect(field).to_have_value("lith")
    assert urlsplit(page.url).path == "/"


def test_the_mouse_leads_there_and_a_click_elsewhere_closes(page: Page, address):
    type_into(page, address, "media and")
    page.get_by_role("heading", level=1).click()
    expect(options(page)).to_have_count(0)
    box(page).press("ArrowDown")
    page.get_by_role("option", name="Media and information literacy Theme").click()
    page.wait_for_url("**/search/?theme=media-literacy")
    expect(page.get_by_role("link", name="Remove Theme: Media and information literacy")).to_be_visible()


def test_a_finger_on_a_narrow_screen(browser, browser_context_args, address):
    narrow = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
    context = browser.new_context(**browser_context_args | narrow)
    page = context.new_page()
    type_into(page, address, "transparen")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    for option in options(page).all():
        area = option.bounding_box()
        assert area["height"] >= 24
        assert area["x"] >= 0
        assert area["x"] + area["width"] <= 360
    page.get_by_role("option", name="Transparency reports Provision").tap()
    page.wait_for_url("**/search/?provision=transparency-reporting")
    context.close()


@every_box
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_while_the_list_is_open(page: Page, address, accessibility_problems, path, scheme):
    page.emulate_media(color_scheme=scheme)
    type_into(page, address + path, "lit").press("ArrowDown")
    assert accessibility_problems(page) == []


@every_box
def test_without_javascript_it_is_a_plain_box(plain: Page, address, path):
    plain.goto(address + path)
    field = plain.get_by_role("searchbox")
    field.fill("lith")
    expect(plain.locator("[role=combobox], [role=listbox]")).to_have_count(0)
    field.press("Enter")
    plain.wait_for_url("**/search/?q=lith*")


def test_after_an_error_it_is_a_plain_box(page: Page, address):
    page.route("**/search/suggest*", lambda route: route.fulfill(status=500, body="<h1>Server error</h1>"))
    texts = asked(page)
    page.goto(address)
    box(page).press_sequentially("lith")
    field = page.get_by_role("searchbox", name="Search all records")
    expect(field).to_have_value("lith")
    expect(field).to_be_focused()
    field.press_sequentially("uania")
    field.press("Enter")
    page.wait_for_url("**/search/?q=lithuania")
    assert texts == ["lith"]


def test_it_is_asked_when_typing_pauses_and_never_for_one_letter(page: Page, address):
    texts = asked(page)
    field = type_into(page, address, "lithuan")
    assert texts == ["lithuan"]
    field.fill("l")
    expect(options(page)).to_have_count(0)
    assert texts == ["lithuan"]


def test_an_answer_that_comes_too_late_is_dropped(page: Page, address):
    held = []
    page.route("**/search/suggest?q=uni", lambda route: held.append(route))
    page.goto(address)
    field = box(page)
    with page.expect_request("**/search/suggest?q=uni"):
        field.press_sequentially("uni")
    field.fill("lithuania")
    expect(options(page).first).to_have_text("Lithuania Jurisdiction")
    held[0].fulfill(json={"suggestions": [{"label": "Late", "kind": "Jurisdiction", "url": "/"}], "said": "1"})
    page.wait_for_timeout(300)
    expect(options(page).first).to_have_text("Lithuania Jurisdiction")


def test_it_waits_until_a_word_is_composed(page: Page, address):
    texts = asked(page)
    page.goto(address)
    box(page).focus()
    keyboard = page.context.new_cdp_session(page)
    keyboard.send("Input.imeSetComposition", {"text": "litao", "selectionStart": 5, "selectionEnd": 5})
    page.wait_for_timeout(400)
    assert texts == []
    keyboard.send("Input.insertText", {"text": "立陶"})
    expect(options(page).first).to_have_text("Lithuania Jurisdiction")
    assert texts == ["立陶"]


def test_a_script_that_comes_late_does_not_disturb_who_types(page: Page, address):
    held = []
    page.route("**/js/suggest*.js", lambda route: held.append(route))
    page.goto(address, wait_until="commit")
    field = page.get_by_role("searchbox")
    field.press_sequentially("lith")
    field.press("ArrowLeft")
    held[0].continue_()
    field = box(page)
    expect(field).to_be_focused()
    expect(field).to_have_value("lith")
    assert field.evaluate("box => box.selectionStart") == 3


def test_in_arabic_the_list_runs_the_other_way(page: Page, address):
    type_into(page, f"{address}/ar/search/", "transparen")
    option = options(page).first
    text_ends = option.locator("span").first.evaluate(
        "span => { const range = document.createRange(); range.selectNodeContents(span);"
        " return range.getBoundingClientRect().right; }"
    )
    area = option.bounding_box()
    assert area["x"] + area["width"] - text_ends < 40
