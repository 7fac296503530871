"""What the list and the month calendar of elections show, from what an address asks for."""

import datetime
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from babel.dates import get_day_names

from django.http import QueryDict
from django.utils import timezone
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from policies.elections import selection as selecting
from policies.elections.months import Month, MonthCalendar, month_calendar
from policies.elections.selection import SHOWN, Choice, ElectionRow, Selection
from policies.models import ElectionIndexPage
from policytracker.core.pagination import page_of_groups
from policytracker.core.templatetags.dates import date_in_words, reading_locale

FIELDS = {"region": gettext_lazy("Region"), "kind": gettext_lazy("Kind"), "jurisdiction": gettext_lazy("Jurisdiction")}
# Elections on a page of the list: with the filters beside them they stay under 100 kB.
SIZE = 200


@dataclass(frozen=True)
class Field:
    name: str
    label: Promise
    choices: list[Choice]

    @property
    def is_chosen(self) -> bool:
        return any(choice.selected for choice in self.choices)


@dataclass(frozen=True)
class Asked:
    """The elections that an address asks for, with what else there is to ask for; `month` where it asks for one."""

    selection: Selection
    problems: list[str]
    elections: list[ElectionRow]
    everything: list[ElectionRow]
    month: str

    @property
    def undated(self) -> list[ElectionRow]:
        """Those whose day is not known, which no calendar file can hold."""
        return [election for election in self.elections if not election.has_a_day]

    @cached_property
    def fields(self) -> list[Field]:
        found = selecting.choices(self.selection, self.everything)
        return [Field(name, label, found[name]) for name, label in FIELDS.items()]

    @property
    def chosen(self) -> list[dict]:
        """What is chosen, each with the query that asks for the rest."""
        return [
            {
                "field": field.label,
                "label": choice.label,
                "without": self.selection.without(field.name, choice.value).parameters(month=self.month),
            }
            for field in self.fields
            for choice in field.choices
            if choice.selected
        ]


def asked_for(query: QueryDict) -> Asked:
    everything = selecting.rows()
    selection, problems = selecting.parse(query)
    found = [election for election in everything if selection.covers(election)]
    return Asked(selection, problems, found, everything, query.get("month", "").strip()[:SHOWN])


def by_date(elections: list[ElectionRow], today: datetime.date) -> dict:
    """Those to come by month, the others by year, the newest first."""
    coming, past = defaultdict(list), defaultdict(list)
    for election in elections:
        if election.last.latest < today:
            past[election.date[:4]].insert(0, election)
        else:
            coming[election.date[:7]].append(election)
    return {"coming": list(coming.items()), "past": sorted(past.items(), reverse=True)}


@dataclass(frozen=True)
class Way:
    """To another month: its name, how a browser calls it, whether it is later, and the query that asks for it."""

    name: str
    relation: str
    is_later: bool
    query: str


@dataclass(frozen=True)
class Drawn:
    """A month, the names of the weekdays, wide and short, and the ways to other months."""

    calendar: MonthCalendar
    weekdays: list[tuple[str, str]]
    ways: list[Way]

    @property
    def name(self) -> str:
        return date_in_words(str(self.calendar.month))


def drawn(asked: Asked, today: datetime.date) -> Drawn:
    """The month that an address asks for, this month where it asks for none or cannot be understood."""
    month = Month.of(today)
    if asked.month:
        try:
            month = Month.parse(asked.month)
        except ValueError:
            asked.problems.append(
                _("%(value)s is no month that can be shown: write 2026-11.") % {"value": repr(asked.month)}
            )
    locale = reading_locale()
    names = {width: get_day_names(width, "stand-alone", locale) for width in ("wide", "abbreviated")}
    order = [(locale.first_week_day + number) % 7 for number in range(7)]
    return Drawn(
        month_calendar(month, asked.elections, locale.first_week_day),
        [(names["wide"][day], names["abbreviated"][day]) for day in order],
        list(_ways(month, asked, today)),
    )


def _ways(month: Month, asked: Asked, today: datetime.date) -> Iterator[Way]:
    """To the months and years before and after, as far as there are elections: what robots follow has an end."""
    years = [today.year, *(election.date.year for election in asked.everything)]
    first, last = Month(min(years), 1), Month(max(years), 12)
    for months, relation in ((-12, ""), (-1, "prev"), (1, "next"), (12, "")):
        other = month.later(months)
        if first <= other <= last:
            yield Way(date_in_words(str(other)), relation, months > 0, asked.selection.parameters(month=str(other)))


def listing(page: ElectionIndexPage, query: QueryDict) -> dict:
    """What the list shows, page by page: of what is to come the months on the page, of what is past all years."""
    asked = asked_for(query)
    parts = by_date(asked.elections, timezone.localdate())
    groups = [*parts["coming"], *parts["past"]]
    listed, page_of_list, problems = page_of_groups(groups, query.get("page", ""), SIZE, asked.selection.asked)
    asked.problems.extend(problems)
    months = len(parts["coming"])
    return {
        "asked": asked,
        "page_of_list": page_of_list,
        "first_page": listed[0].query if listed else "",
        "coming": [group for group in listed[:months] if group.items],
        "past": listed[months:],
    }
