"""How old evidence is. Pure."""

from collections.abc import Iterable
from datetime import date, timedelta

from policytracker.core.dates import PartialDate

# Evidence that is older is named as old.
FRESH_FOR = timedelta(days=365)


def newest(dates: Iterable[str]) -> str:
    """The partial date that reaches furthest; empty where there is none."""
    return max((PartialDate(day) for day in dates if day), key=lambda day: day.latest, default="")


def is_old(newest: str, today: date) -> bool:
    """Whether the newest thing known of a record lies more than twelve months back, read in its favour.

    Where nothing is dated (the empty string) there is nothing newer.
    """
    return not newest or PartialDate(newest).latest < today - FRESH_FOR
