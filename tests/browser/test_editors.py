"""What an editor does in a real browser, under the policies of content that production sends."""

import pytest
from playwright.sync_api import Page, expect
from serving import PASSWORD

pytestmark = pytest.mark.browser


@pytest.fixture
def problems(page: Page, address):
    """What the browser complains of (a refused script shows here), and every request to somebody else."""
    found = []
    page.on("console", lambda message: found.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: found.append(str(error)))
    page.on(
        "request",
        lambda request: found.append(request.url) if not request.url.startswith((address, "data:", "blob:")) else None,
    )
    return found


@pytest.fixture
def editor(page: Page, address, problems):
    page.goto(f"{address}/admin/login/")
    page.get_by_label("Username").fill("admin")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="Policy Tracker")).to_be_visible()
    problems.clear()
    return page


def test_an_editor_goes_from_a_page_to_its_form_changes_it_and_readers_find_the_change(editor: Page, address, problems):
    editor.goto(f"{address}/id/africa-aaea-digital-social-media-principles-2023")
    editor.locator("wagtail-userbar").get_by_role("button").first.click()
    editor.locator("wagtail-userbar").get_by_role("menuitem", name="Edit this page").click()
    editor.get_by_label("Responsible body").fill("Quillwort Commission")
    editor.get_by_role("button", name="Toggle preview").click()
    preview = editor.frame_locator("#w-preview-iframe")
    expect(preview.get_by_text("Quillwort Commission")).to_be_visible()
    editor.get_by_role("button", name="More actions").click()
    editor.get_by_role("button", name="Publish").click()
    expect(editor.get_by_text("published", exact=False).first).to_be_visible()
    editor.goto(f"{address}/search/?q=quillwort")
    expect(editor.get_by_role("heading", level=3)).to_have_count(1)
    assert problems == []


@pytest.mark.parametrize("path", ["/admin/", "/admin/pages/", "/admin/reports/site-history/", "/admin/images/"])
def test_the_admin_works_under_its_policy(editor: Page, address, problems, path):
    editor.goto(address + path, wait_until="networkidle")
    assert problems == []
