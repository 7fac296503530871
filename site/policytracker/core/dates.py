"""Dates as far as they are known: a year, a month or a day, kept at that precision.

ISO strings of falling precision sort and compare well: `2024` < `2024-05` < `2024-05-17` < `2024-06`. So one
column of text is enough, in the database too: a date *begins* on or before a day when its string is not greater
than the day's, and *ends* on or after a day when its string is not less, or is the day's own year or month.
"""

import calendar
import datetime
import re
from functools import lru_cache

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

PATTERN = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


class PartialDate(str):
    """A `YYYY`, `YYYY-MM` or `YYYY-MM-DD` that exists in the calendar.

    Raises ValueError for anything else.
    """

    __slots__ = ("day", "earliest", "latest", "month", "year")

    year: int
    month: int | None
    day: int | None
    # The first and the last day that it can mean.
    earliest: datetime.date
    latest: datetime.date

    def __new__(cls, value: str) -> "PartialDate":
        return value if isinstance(value, cls) else _read(value)

    def __getnewargs__(self):
        return (str(self),)

    def __reduce__(self):
        return (type(self), (str(self),))


# The same dates come again and again: pages read thousands to say a few lines.
@lru_cache(maxsize=10_000)
def _read(value: str) -> PartialDate:
    match = PATTERN.fullmatch(value)
    if not match:
        raise ValueError(f"{value!r} is not a date: write 2024, 2024-05 or 2024-05-17")
    year, month, day = (int(part) if part else None for part in match.groups())
    try:
        earliest = datetime.date(year, month or 1, day or 1)
    except ValueError:
        raise ValueError(f"{value!r} is not in the calendar") from None
    self = str.__new__(PartialDate, value)
    self.year, self.month, self.day, self.earliest = year, month, day, earliest
    last = month or 12
    self.latest = datetime.date(year, last, day or calendar.monthrange(year, last)[1])
    return self


def in_order(first: str, second: str) -> bool:
    """Whether `first` can lie on or before `second`, as far as they are known. An unknown date is in any order."""
    if not (first and second):
        return True
    return PartialDate(first).earliest <= PartialDate(second).latest


def begins_by(field: str, day: datetime.date) -> Q:
    """Rows whose `field` may lie on or before `day`. Rows without a date are not among them."""
    return Q(**{f"{field}__lte": day.isoformat()}) & ~Q(**{field: ""})


def ends_from(field: str, day: datetime.date) -> Q:
    """Rows whose `field` may lie on or after `day`."""
    iso = day.isoformat()
    return Q(**{f"{field}__gte": iso}) | Q(**{f"{field}__in": [iso[:4], iso[:7]]})


class PartialDateFormField(forms.CharField):
    """A text field that says what may be typed."""

    def __init__(self, **kwargs):
        kwargs.setdefault("max_length", 10)
        super().__init__(**kwargs)
        self.widget.attrs.update({"placeholder": "2024-05-17", "size": 12})

    def clean(self, value):
        value = super().clean(value)
        if not value:
            return ""
        try:
            return PartialDate(value)
        except ValueError as error:
            raise ValidationError(str(error), code="partial_date") from error


class PartialDateField(models.CharField):
    """A column for a PartialDate; the empty string where no date is known."""

    description = _("Date known to the year, the month or the day")

    def __init__(self, *args, **kwargs):
        kwargs["max_length"] = 10
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        del kwargs["max_length"]
        return name, path, args, kwargs

    def from_db_value(self, value, expression, connection):
        return PartialDate(value) if value else ""

    def to_python(self, value):
        if not value:
            return ""
        if isinstance(value, PartialDate):
            return value
        try:
            return PartialDate(str(value))
        except ValueError as error:
            raise ValidationError(str(error), code="partial_date") from error

    def get_prep_value(self, value):
        return str(self.to_python(value))

    def formfield(self, **kwargs):
        return super().formfield(**{"form_class": PartialDateFormField, **kwargs})
