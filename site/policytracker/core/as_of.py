"""The day of which a page speaks: today, or the past day that the address asks for as `?as_of=2024-06-06`.

A page as of a past day is put together from what is dated: see `core.timing` for how a date that is known to the
month or the year is read. Texts are those of today, and so is the choice of records that readers may see.
"""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode, urlsplit, urlunsplit

from django.apps import apps
from django.db import connection
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from policytracker.core.dates import PartialDate, PartialDateField
from policytracker.core.http import RefusedError

PARAMETER = "as_of"
# Of what cannot be understood, this much is repeated to the reader.
SHOWN = 40


@dataclass(frozen=True)
class AsOf:
    """`day` is what the page speaks of; `asked_for` says that the address names it, be it today's."""

    day: date
    today: date
    asked_for: bool = False

    @property
    def is_past(self) -> bool:
        return self.day < self.today

    def kept(self, address: str) -> str:
        """An address on this site with the day in it, where it is a past one: what is linked is seen as of the same."""
        if not self.is_past or not address:
            return address
        parts = urlsplit(address)
        query = "&".join(filter(None, (parts.query, urlencode({PARAMETER: self.day.isoformat()}))))
        return urlunsplit(parts._replace(query=query))


def today() -> AsOf:
    """The day of a page that nobody has asked to be of another."""
    now = timezone.localdate()
    return AsOf(now, now)


def read(request: HttpRequest) -> AsOf:
    """The day that a request asks for; today where it asks for none.

    Raises RefusedError, which readers see as a page with status 400, for what is no day, for two days, for a day that
    lies in the future and for one before anything on record.
    """
    request.can_be_of_a_day = True
    values = request.GET.getlist(PARAMETER)
    if not values:
        return today()
    now = timezone.localdate()
    instead = without(request)
    day = _day(values, now, instead)
    if day < now:
        _refuse_before_anything(day, instead)
    return AsOf(day, now, asked_for=True)


def is_ignored(request: HttpRequest) -> bool:
    """Whether a day is asked for, of something that is always of today: nobody has read it."""
    return PARAMETER in request.GET and not getattr(request, "can_be_of_a_day", False)


def _day(values: list[str], now: date, instead: str) -> date:
    if len(values) > 1:
        raise RefusedError([_("The address asks for more than one day: leave one behind “as_of”.")], instead)
    try:
        when = PartialDate(values[0].strip())
    except ValueError:
        when = None
    if when is None or not when.day:
        # What nobody could see is not repeated.
        if shown := values[0].strip()[:SHOWN] if values[0].isprintable() else "":
            problem = _("“%(value)s” is not a day: write year, month and day, as in as_of=2024-06-06.")
        else:
            problem = _("There is no day behind “as_of”: write year, month and day, as in as_of=2024-06-06.")
        raise RefusedError([problem % {"value": shown}], instead)
    if when.earliest > now:
        problem = _("%(day)s lies in the future: nobody knows how things will stand. Today is %(today)s.")
        raise RefusedError([problem % {"day": when, "today": now.isoformat()}], instead)
    return when.earliest


def _refuse_before_anything(day: date, instead: str):
    oldest = oldest_date()
    if oldest is None:
        raise RefusedError([_("Nothing on record is dated yet.")], instead)
    if day < oldest.earliest:
        problem = _("Nothing on record is as old as %(day)s. The oldest date is %(oldest)s.")
        raise RefusedError([problem % {"day": day.isoformat(), "oldest": oldest}], instead)


def others(request: HttpRequest) -> list[tuple[str, str]]:
    """What else the address asks for: a form that asks for another day sends it along."""
    return [(name, value) for name, values in request.GET.lists() if name != PARAMETER for value in values]


def without(request: HttpRequest) -> str:
    """The address of the same page as it is today."""
    asked = urlencode(others(request))
    return f"{request.path}?{asked}" if asked else request.path


def oldest_date() -> PartialDate | None:
    """The oldest date of anything that is dated, in one query; None where nothing is."""
    quote = connection.ops.quote_name
    columns = [
        (quote(model._meta.db_table), quote(field.column))
        for model in apps.get_models()
        for field in model._meta.local_fields
        if isinstance(field, PartialDateField)
    ]
    # The names are those of our own tables and columns.
    each = (f"SELECT MIN({column}) AS day FROM {table} WHERE {column} <> ''" for table, column in columns)  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT MIN(day) FROM ({' UNION ALL '.join(each)}) AS oldest")  # noqa: S608
        (found,) = cursor.fetchone()
    return PartialDate(found) if found else None
