"""Lists cut into numbered pages: the ways between them."""

from bs4 import BeautifulSoup

from django.template.loader import render_to_string

from policytracker.core.pagination import page_of


def links(asked: str, others: dict) -> dict[str, str]:
    """What the pages of a list of five, two on each, lead to."""
    page, _problems = page_of(range(5), asked, 2, others)
    shown = render_to_string("components/pagination.html", {"pages": page.steps, "query": page})
    return {link.text: link["href"] for link in BeautifulSoup(shown, "html.parser").select("a")}


def test_each_page_leads_to_the_one_before_and_the_one_after():
    assert links("1", {}) == {"1": "?", "2": "?page=2", "3": "?page=3", "Next": "?page=2"}
    assert links("2", {}) == {"Previous": "?", "1": "?", "2": "?page=2", "3": "?page=3", "Next": "?page=3"}
    assert links("3", {"kind": "law"})["Previous"] == "?kind=law&page=2"
