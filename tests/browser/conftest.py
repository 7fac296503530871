"""Browser tests run against the site as it runs in production, with the real records."""

import loaded
import pytest
from playwright.sync_api import expect
from serving import BEHIND_TLS, served_site

# One worker serves on a machine that may be busy with other tests.
expect.set_options(timeout=20_000)


@pytest.fixture(scope="session")
def var(tmp_path_factory):
    """The folder that the served site writes to."""
    return tmp_path_factory.mktemp("var")


@pytest.fixture(scope="session")
def address(var, loaded_site):
    with served_site(loaded.copied(loaded_site, var)) as url:
        yield url


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    return browser_context_args | {"extra_http_headers": BEHIND_TLS, "viewport": {"width": 1280, "height": 900}}


@pytest.fixture
def plain(browser, browser_context_args):
    """A page in a browser without JavaScript."""
    context = browser.new_context(**browser_context_args, java_script_enabled=False)
    yield context.new_page()
    context.close()
