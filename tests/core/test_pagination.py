"""Lists cut into numbered pages: the ways between them, and groups that a page does not hold whole."""

import pytest
from bs4 import BeautifulSoup

from django.template.loader import render_to_string

from policytracker.core.pagination import page_of, page_of_groups


def links(asked: str, others: dict) -> dict[str, str]:
    """What the pages of a list of five, two on each, lead to."""
    page, _problems = page_of(range(5), asked, 2, others)
    shown = render_to_string("components/pagination.html", {"pages": page.steps, "query": page})
    return {link.text: link["href"] for link in BeautifulSoup(shown, "html.parser").select("a")}


def test_each_page_leads_to_the_one_before_and_the_one_after():
    assert links("1", {}) == {"1": "?", "2": "?page=2", "3": "?page=3", "Next": "?page=2"}
    assert links("2", {}) == {"Previous": "?", "1": "?", "2": "?page=2", "3": "?page=3", "Next": "?page=3"}
    assert links("3", {"kind": "law"})["Previous"] == "?kind=law&page=2"


def test_a_page_may_begin_in_the_middle_of_a_group():
    groups = [("first", "abc"), ("second", "d"), ("third", "efg")]
    found, page, problems = page_of_groups(groups, "2", 2, {"kind": "law"})
    assert [(group.name, group.number, group.items, group.goes_on) for group in found] == [
        ("first", 3, "c", True),
        ("second", 1, "d", False),
        ("third", 3, "", False),
    ]
    assert [group.query for group in found] == ["?kind=law", "", "?kind=law&page=3"]
    assert (page.total, page.page, problems) == (7, 2, [])


@pytest.mark.parametrize("asked", ["0", "5", "x", "-1", "٢", "9" * 5000, "²"])
def test_every_item_of_groups_stands_on_one_page_and_what_is_no_page_is_named(asked):
    groups = [("first", "abc"), ("second", "d"), ("third", "efg")]
    pages = [page_of_groups(groups, str(number), 2, {})[0] for number in range(1, 5)]
    assert "".join(group.items for found in pages for group in found) == "abcdefg"
    _found, _page, problems = page_of_groups(groups, asked, 2, {})
    assert problems == ["There is no such page: the pages go from 1 to 4."]
