"""How new the evidence on a record is: one way for the tracker, the elections and the list of what is old. Pure.

Of a record count its own dates, its history, the days on which an editor held it against its sources or read one of
them (`core.evidence`), and what was said of it on both tracks: when it was said, when its source was read, and when
somebody searched. What an event that is known by then corrects does not count.
"""

from collections.abc import Iterable, Iterator

from policies.status import counting, events_on
from policytracker.core.as_of import AsOf
from policytracker.core.freshness import newest
from policytracker.core.timing import Timing, timing


def newest_evidence(dates: Iterable[str], events: Iterable, as_of: AsOf | None) -> str:
    """The newest date of a record on the day of a page, by its dates and its status events; empty where there is none.
    Without a day, of all that is on record.

    On a past day what certainly had happened counts. Today what may have counts too, for it is on record; what is
    announced for later is no evidence yet.
    """
    if as_of is None:
        return newest((*dates, *_days_of(counting(events))))
    said = counting(events_on(events, as_of).happened)
    return newest(day for day in (*dates, *_days_of(said)) if day and _is_known(day, as_of))


def _days_of(events: Iterable) -> Iterator[str]:
    for event in events:
        yield event.date
        yield from (day.isoformat() for day in (event.read_on, event.searched_on) if day)


def _is_known(day: str, as_of: AsOf) -> bool:
    lies = timing(day, as_of.day)
    return lies == Timing.HAPPENED or (lies == Timing.UNCLEAR and not as_of.is_past)
