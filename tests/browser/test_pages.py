"""Every type of page, in a real browser: accessible, light, whole without JavaScript, on its own."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

PAGES = {
    "home": "/",
    "method": "/method/",
    "search": "/search/?q=deepfake",
    "search, nothing found": "/search/?q=zzzzz&colour=red",
    "tracker": "/tracker/",
    "recommendation": "/tracker/1/",
    "recommendation of a past day": "/tracker/1/?as_of=2024-06-06",
    "list of an action, the longest": "/tracker/2/R2.3/jurisdictions/",
    "list of an action of a past day": "/tracker/1/R1.1/initiatives/?as_of=2024-06-06",
    "changes since": "/tracker/1/changes/?as_of=2024-06-06",
    "tracker of a past day": "/tracker/?as_of=2024-06-06",
    "differences": "/tracker/differences/",
    "comparison": "/compare/?in=LT,BR,IN,eu-digital-services-act-2022",
    "comparison of twelve": "/compare/?in=LT,BR,IN,EU,GB,AU,US,FR,DE,ZA,KE,PH",
    "comparison with promises": "/compare/?in=EU,google,meta,tiktok",
    "comparison on a day": "/compare/?in=BR,US-CA,meta&as_of=2024-06-06",
    "chooser": "/compare/choose/?in=LT,meta",
    "map": "/map/",
    "map of a provision": "/map/?provision=content-removal&by=status",
    "provisions": "/provisions/",
    "provision": "/provisions/ai-labelling/",
    "theme": "/themes/disinformation/",
    "jurisdictions": "/jurisdictions/",
    "jurisdiction": "/jurisdictions/brazil/",
    "instrument": "/id/eu-digital-services-act-2022",
    "organisations": "/organisations/",
    "organisation": "/organisations/meta/",
    "commitment": "/id/accord-2024-google-synthid",
    "initiatives": "/initiatives/",
    "initiative": "/id/real411",
    "elections": "/elections/",
    "elections, narrowed down": "/elections/?region=150&kind=local&kind=none",
    "elections, a month": "/elections/calendar/?month=2024-10",
    "election": "/id/election-ng-general-2027",
    "election, past": "/id/election-lt-parliamentary-2024",
    "old evidence": "/evidence/",
    "sources that fail": "/evidence/sources/?page=9",
    "asking to be told": "/alerts/new/?q=deepfake+labels&kind=commitment",
    "not found": "/nothing-here/",
    "briefing in the browser": "/briefings/jurisdiction/LT.html",
}
every_page = pytest.mark.parametrize("path", PAGES.values(), ids=PAGES.keys())


@every_page
def test_axe_finds_nothing(page: Page, address, accessibility_problems, path):
    page.goto(address + path)
    assert accessibility_problems(page) == []


@pytest.mark.parametrize(
    "path", ["/", "/search/?q=deepfake", "/id/accord-2024-google-synthid", "/compare/?in=LT,BR", "/map/"]
)
def test_axe_finds_nothing_in_the_dark(page: Page, address, accessibility_problems, path):
    page.emulate_media(color_scheme="dark")
    page.goto(address + path)
    assert accessibility_problems(page) == []


@every_page
def test_a_first_view_is_light_and_asks_nobody_else(page: Page, address, path):
    responses, problems = [], []
    page.on("response", lambda response: responses.append(response))
    page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: problems.append(str(error)))
    shown = page.goto(address + path, wait_until="networkidle")
    assert {urlsplit(response.url).netloc for response in responses} == {urlsplit(address).netloc}
    sizes = [response.request.sizes() for response in responses]
    assert sum(size["responseBodySize"] + size["responseHeadersSize"] for size in sizes) < 100_000
    # Nor is the page itself heavier when it is unpacked.
    assert len(shown.body()) < 100_000
    assert [problem for problem in problems if "404" not in problem] == []
    assert page.context.cookies() == []


@every_page
@pytest.mark.parametrize("width", [320, 360, 768])
def test_nothing_runs_out_of_a_narrow_screen(page: Page, address, path, width):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(address + path)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_policymaker_searches_narrows_and_opens_a_law_without_javascript(plain: Page, address):
    plain.goto(address)
    plain.get_by_role("searchbox").fill("deepfake")
    plain.get_by_role("search").get_by_role("button", name="Search").click()
    before = plain.get_by_role("status").inner_text()
    plain.get_by_role("group", name="Jurisdiction").locator("summary", has_text="more").click()
    plain.get_by_label("South Korea").check()
    plain.get_by_role("button", name="Apply").click()
    assert plain.get_by_role("status").inner_text() != before
    expect(plain.get_by_role("link", name="Remove Jurisdiction: South Korea")).to_be_visible()
    plain.get_by_role("heading", level=3).first.get_by_role("link").click()
    expect(plain.get_by_role("heading", level=1)).to_contain_text("deepfake")
    expect(plain.get_by_role("heading", name="Sources")).to_be_visible()


def test_a_policymaker_compares_without_javascript(plain: Page, address):
    plain.goto(f"{address}/compare/")
    plain.get_by_label("Lithuania").check()
    plain.get_by_label("Brazil").check()
    plain.get_by_role("button", name="Compare").click()
    table = plain.get_by_role("table", name="Platform accountability")
    expect(table.get_by_role("columnheader", name="Brazil")).to_be_visible()
    plain.get_by_role("link", name="Remove Lithuania").click()
    expect(plain.get_by_role("columnheader", name="Lithuania")).to_have_count(0)


def test_civil_society_follows_a_promise_from_the_recommendation_to_the_evidence(plain: Page, address):
    plain.goto(address)
    plain.get_by_role("link", name="Establish a Global Clearinghouse").click()
    plain.get_by_role("link", name="9 commitments").click()
    plain.get_by_role("table").get_by_role("rowheader").get_by_role("link").first.click()
    expect(plain.get_by_role("heading", name="What the evidence says")).to_be_visible()
    plain.goto(f"{address}/id/accord-2024-google-synthid")
    expect(plain.get_by_role("heading", name="What the evidence says")).to_be_visible()
    expect(plain.get_by_text("The two differ")).to_be_visible()


def test_the_keyboard_reaches_the_content_first(page: Page, address):
    page.goto(address)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_the_theme_can_be_chosen_and_is_remembered(page: Page, address):
    page.goto(address)
    page.get_by_role("button", name="Dark theme").click()
    page.reload()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    expect(page.get_by_role("button", name="Light theme")).to_be_visible()


def test_the_description_of_the_api_asks_nobody_else(page: Page, address):
    hosts = set()
    page.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
    page.goto(f"{address}/api/v1/docs", wait_until="networkidle")
    assert {host for host in hosts if host} == {urlsplit(address).netloc}
    expect(page.get_by_text("Search all records")).to_be_visible()


def test_what_can_be_searched_for_is_read_whole_in_the_box(page: Page, address):
    page.goto(f"{address}/method/")
    box = page.get_by_label("Search all records")
    fits = box.evaluate("""input => {
      const measure = document.createElement("canvas").getContext("2d"), style = getComputedStyle(input);
      measure.font = style.font;
      const clearing = 24;  // the browser's own button in a search box takes its place from the text
      return measure.measureText(input.placeholder).width + clearing
        <= input.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
    }""")
    assert fits


@pytest.mark.parametrize("width", [1280, 1440])
def test_the_footer_ends_where_the_page_ends(page: Page, address, width):
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{address}/id/real411")
    ends = page.evaluate(
        "[...document.querySelectorAll('.theme-switch, .record > .margin')].map(e => e.getBoundingClientRect().right)"
    )
    assert len(ends) == 2
    assert abs(ends[0] - ends[1]) <= 1


def test_on_paper_all_text_shrinks_alike_and_nothing_stands_without_its_contents(page: Page, address):
    sizes = """() => ['.timeline li > div', '.links a, .record-links a', '.note, .links small', 'h1', 'h2']
      .map(name => document.querySelector(name)).filter(Boolean).map(e => parseFloat(getComputedStyle(e).fontSize))"""
    page.goto(f"{address}/id/accord-2024-google-synthid")
    screen = page.evaluate(sizes)
    page.emulate_media(media="print")
    paper = page.evaluate(sizes)
    assert len(screen) > 2
    assert {round(on_paper / on_screen, 2) for on_screen, on_paper in zip(screen, paper, strict=True)} == {0.83}
    page.goto(f"{address}/compare/?in=LT,BR")
    expect(page.get_by_role("link", name="Add or change columns")).to_be_hidden()
