"""Lists that are cut into numbered pages for readers. `core.paging` is for programs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.utils.translation import gettext as _


@dataclass(frozen=True)
class PageOfList:
    """A part of a list, with the number of all, and what `components/pagination.html` shows: None for a single page."""

    items: Sequence
    total: int
    page: int
    steps: dict | None


@dataclass(frozen=True)
class Group:
    """What stands together in a list under a `name`, and of it what the page shows; `number` counts all of it.

    `goes_on` says that the page does not have its beginning. `query` leads there: empty where that is this page.
    """

    name: Any
    number: int
    items: Sequence
    goes_on: bool
    query: str


def page_of(items: Sequence, asked: str, size: int, others: dict) -> tuple[PageOfList, list[str]]:
    """The page that an address asks for, the nearest where there is none such, and then why, in words.

    `others` are the other parameters of the address.
    """
    pages = Paginator(items, size)
    problems = []
    if asked and not (asked.isascii() and asked.isdigit() and 1 <= int(asked[:9]) <= pages.num_pages):
        problems.append(_("There is no such page: the pages go from 1 to %(last)d.") % {"last": pages.num_pages})
    page = pages.get_page(asked[:9] if asked.isascii() else "")
    steps = None
    if pages.num_pages > 1:
        numbers = pages.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
        steps = {
            "steps": [
                {"number": number, "gap": False, "query": _query(number, others)}
                if isinstance(number, int)
                else {"gap": True}
                for number in numbers
            ],
            "previous": _query(page.number - 1, others) if page.has_previous() else None,
            "next": _query(page.number + 1, others) if page.has_next() else None,
        }
    return PageOfList(page.object_list, pages.count, page.number, steps), problems


def page_of_groups(
    groups: Iterable[tuple[Any, Sequence]], asked: str, size: int, others: dict
) -> tuple[list[Group], PageOfList, list[str]]:
    """The same of a list that stands in groups, which are given by their names. A page begins where it must, also in
    the middle of a group."""
    groups = list(groups)
    page, problems = page_of([item for _name, items in groups for item in items], asked, size, others)
    first, before, found = (page.page - 1) * size, 0, []
    for name, items in groups:
        begins = before // size + 1
        shown = items[max(0, first - before) : max(0, first + size - before)]
        query = "" if begins == page.page else f"?{_query(begins, others)}"
        found.append(Group(name, len(items), shown, before < first, query))
        before += len(items)
    return found, page, problems


def _query(number: int, others: dict) -> str:
    """What asks for a page of a list."""
    return urlencode({**others, **({"page": number} if number > 1 else {})}, doseq=True)
