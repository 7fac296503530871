"""What a reader asks for, read from an address. Pure but for the words of the values."""

import math
import unicodedata
from dataclasses import dataclass, field, replace

from django.db import models
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from search.facets import BY_NAME, FACETS
from search.results import Position

LONGEST = 300
PAGE_SIZE = 20
# Pages go this far into what was found; what lies deeper is reached by a cursor, or taken away as a file.
DEEPEST = 10_000
FIRST_YEAR, LAST_YEAR = 1900, 2100
# Of what cannot be understood, this much is said.
MOST_PROBLEMS = 10


class Sort(models.TextChoices):
    RELEVANCE = "relevance", gettext_lazy("Best match")
    NEWEST = "newest", gettext_lazy("Newest first")
    OLDEST = "oldest", gettext_lazy("Oldest first")
    TITLE = "title", gettext_lazy("Title")


def pages_of(total: int) -> int:
    """How many pages there are of so many entries."""
    return max(1, math.ceil(min(total, DEEPEST) / PAGE_SIZE))


@dataclass(frozen=True)
class SearchQuery:
    """A search: words, chosen values by facet, a span of years, an order and a page from 1.

    With `after` it goes on behind a place in the order, instead of at a page (see `search.cursors`). A `strict` one
    finds only what answers all of its words, however few that are; a page shows what has a part of them too.
    """

    text: str = ""
    chosen: dict[str, tuple[str, ...]] = field(default_factory=dict)
    year_from: int | None = None
    year_to: int | None = None
    sort: str = Sort.RELEVANCE
    page: int = 1
    locale: str = "en"
    after: Position | None = None
    strict: bool = False

    def from_the_start(self) -> "SearchQuery":
        """The same search, at its first page."""
        return replace(self, page=1, after=None)

    def words_alone(self) -> "SearchQuery":
        """The same words, of whatever is filed anywhere."""
        return replace(self.from_the_start(), chosen={}, year_from=None, year_to=None)

    def parameters(self, **changes) -> str:
        """The address of this search with some changes, as a query string; defaults are left out."""
        query = replace(self, **changes)
        data = QueryDict(mutable=True)
        if query.text:
            data["q"] = query.text
        for facet in FACETS:
            data.setlist(facet.name, query.chosen.get(facet.name, ()))
        if query.year_from:
            data["year_from"] = str(query.year_from)
        if query.year_to:
            data["year_to"] = str(query.year_to)
        if query.sort != Sort.RELEVANCE:
            data["sort"] = query.sort
        if query.page != 1:
            data["page"] = str(query.page)
        return data.urlencode()

    def without(self, facet: str, value: str) -> "SearchQuery":
        left = tuple(other for other in self.chosen.get(facet, ()) if other != value)
        return replace(self, chosen=self.chosen | {facet: left}, page=1)

    def with_value(self, facet: str, value: str) -> "SearchQuery":
        return replace(self, chosen=self.chosen | {facet: (*self.chosen.get(facet, ()), value)}, page=1)


def parse(data: QueryDict, locale: str) -> tuple[SearchQuery, list[str]]:
    """The search that an address asks for, as far as it can be understood, and what in it could not be.

    The page shows both; the API refuses a search with problems.
    """
    problems: list[str] = []
    known = {"q", "year_from", "year_to", "sort", "page", *BY_NAME}
    unknown = [name for name in data if name not in known]
    for name in unknown[:MOST_PROBLEMS]:
        problems.append(_("“%(name)s” is not something that can be filtered by.") % {"name": _shown(name)})
    query = SearchQuery(
        text=_text(data.get("q", ""), problems),
        chosen=_chosen(data, problems),
        year_from=_number(data, "year_from", FIRST_YEAR, LAST_YEAR, problems),
        year_to=_number(data, "year_to", FIRST_YEAR, LAST_YEAR, problems),
        sort=_sort(data, problems),
        page=_number(data, "page", 1, 100_000, problems) or 1,
        locale=locale,
    )
    if query.year_from and query.year_to and query.year_from > query.year_to:
        problems.append(_("The first year lies after the last: both were left out."))
        query = replace(query, year_from=None, year_to=None)
    return query, problems


def _text(raw: str, problems: list[str]) -> str:
    """Without what no keyboard writes: control characters, marks of direction, halves of broken characters."""
    text = "".join(
        " " if unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Co", "Cn") or letter == "�" else letter
        for letter in raw[: LONGEST * 40]
    )
    text = " ".join(text.split())
    if "\0" in raw or "�" in raw:
        problems.append(_("Some characters could not be read and were left out."))
    if len(text) > LONGEST:
        problems.append(_("Only the first %(number)d characters were searched for.") % {"number": LONGEST})
        text = text[:LONGEST].rsplit(" ", 1)[0]
    return text


def _chosen(data: QueryDict, problems: list[str]) -> dict[str, tuple[str, ...]]:
    chosen = {}
    for facet in FACETS:
        values = list(dict.fromkeys(value for value in data.getlist(facet.name) if value))[:200]
        if not values:
            continue
        readable = [value for value in values if value.isprintable() and len(value) <= 60]
        known = facet.labels(readable)
        for value in [value for value in values if value not in known][:MOST_PROBLEMS]:
            problems.append(
                _("“%(value)s” is not a value of “%(facet)s”.") % {"value": _shown(value), "facet": facet.label}
            )
        if kept := tuple(value for value in values if value in known):
            chosen[facet.name] = kept
    return chosen


def _number(data: QueryDict, name: str, least: int, most: int, problems: list[str]) -> int | None:
    raw = data.get(name, "").strip()
    if not raw:
        return None
    if raw.isascii() and raw.isdigit() and len(raw) < 8 and least <= int(raw) <= most:
        return int(raw)
    problems.append(
        _("“%(name)s” must be a whole number from %(least)d to %(most)d, not “%(value)s”.")
        % {"name": name, "least": least, "most": most, "value": _shown(raw)}
    )
    return None


def _sort(data: QueryDict, problems: list[str]) -> str:
    raw = data.get("sort", "")
    if not raw or raw in Sort.values:
        return raw or Sort.RELEVANCE
    problems.append(
        _("“%(value)s” is not an order: %(known)s.") % {"value": _shown(raw), "known": ", ".join(Sort.values)}
    )
    return Sort.RELEVANCE


def _shown(raw: str) -> str:
    """What somebody typed, short enough to be shown back."""
    printable = "".join(letter if letter.isprintable() else " " for letter in raw[:40])
    return printable + ("…" if len(raw) > 40 else "")
