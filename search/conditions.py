"""What a search asks for beside its words: the values that are chosen and the years.

Words can be asked only of what a record says now. These can be asked of what it was filed under at any time, so they
tell whether a record that changed has left a search.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from search.facets import BY_NAME, FACETS
from search.query import SearchQuery

# What an entry is filed under: {facet: [value, …]}, as `Entry.values` has it.
Values = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Condition:
    """One of them: whether some values hold it, and what it asks for in the reader's language."""

    holds: Callable[[Values], bool]
    words: Callable[[], str]


def conditions(query: SearchQuery) -> list[Condition]:
    """In the order in which the page shows the facets; the years last."""
    found = [_of_facet(facet.name, query.chosen[facet.name]) for facet in FACETS if query.chosen.get(facet.name)]
    return [*found, _of_years(query)] if query.year_from or query.year_to else found


def filed(values: Values) -> dict[str, list[str]]:
    """What of an entry's values a search can ask for."""
    return {name: list(values[name]) for name in (*BY_NAME, "year") if values.get(name)}


def hold(query: SearchQuery, values: Values) -> bool:
    """Whether a record that is filed so answers all that a search asks for, its words aside."""
    return all(condition.holds(values) for condition in conditions(query))


def has_left(query: SearchQuery, before: Values, after: Values) -> bool:
    """Whether a record that was filed otherwise before has left a search; nothing is left of what was withdrawn.

    No values before: it was filed as it is.
    """
    return bool(before) and hold(query, before) and not (after and hold(query, after))


def missing(query: SearchQuery, values: Values) -> list[str]:
    """What a search asks for that a record which is filed so has not, in words."""
    return [condition.words() for condition in conditions(query) if not condition.holds(values)]


def no_longer(query: SearchQuery, after: Values) -> str:
    """That a record has left a search, and by what; of what was withdrawn there is no more to say."""
    if after and (lost := missing(query, after)):
        return _("No longer answers this search, which asks for: %(lost)s") % {"lost": " · ".join(lost)}
    return _("No longer answers this search.")


def _of_facet(name: str, chosen: Sequence[str]) -> Condition:
    def words() -> str:
        labels = BY_NAME[name].labels(list(chosen))
        return f"{BY_NAME[name].label}: {', '.join(labels.get(value, value) for value in chosen)}"

    return Condition(lambda values: not set(chosen).isdisjoint(values.get(name, ())), words)


def _of_years(query: SearchQuery) -> Condition:
    first, last = query.year_from, query.year_to

    def holds(values: Values) -> bool:
        years = (int(year) for year in values.get("year", ()))
        return any((first or year) <= year <= (last or year) for year in years)

    return Condition(holds, lambda: _("Years: %(years)s") % {"years": f"{first or '…'}–{last or '…'}"})
