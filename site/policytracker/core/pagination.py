"""Lists that are cut into numbered pages for readers. `core.paging` is for programs."""

from collections.abc import Sequence
from dataclasses import dataclass
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


def page_of(items: Sequence, asked: str, size: int, others: dict) -> tuple[PageOfList, list[str]]:
    """The page that an address asks for, the nearest where there is none such, and then why, in words.

    `others` are the other parameters of the address.
    """
    pages = Paginator(items, size)
    problems = []
    if asked and not (asked.isascii() and asked.isdigit() and 1 <= int(asked[:9]) <= pages.num_pages):
        problems.append(_("There is no such page: the pages go from 1 to %(last)d.") % {"last": pages.num_pages})
    page = pages.get_page(asked[:9] if asked.isascii() else "")

    def query(number: int) -> str:
        return urlencode({**others, **({"page": number} if number > 1 else {})}, doseq=True)

    steps = None
    if pages.num_pages > 1:
        numbers = pages.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
        steps = {
            "steps": [
                {"number": number, "gap": False, "query": query(number)} if isinstance(number, int) else {"gap": True}
                for number in numbers
            ],
            "previous": query(page.number - 1) if page.has_previous() else None,
            "next": query(page.number + 1) if page.has_next() else None,
        }
    return PageOfList(page.object_list, pages.count, page.number, steps), problems
