"""What changed since a day: the dated rows of records that lie after it, in one list. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from policies.choices import Track
from policies.status import label
from policytracker.core.as_of import AsOf
from policytracker.core.timing import Timing, by_timing, timing


@dataclass(frozen=True)
class Change:
    """Something that happened to a record. `text` is what; `date` a partial date."""

    date: str
    title: str
    url: str
    text: str


@dataclass(frozen=True)
class Changes:
    """What happened after a day and until today, and what may have: it is dated to a month or a year around the day."""

    later: tuple[Change, ...] = ()
    unclear: tuple[Change, ...] = ()

    @property
    def number(self) -> int:
        return len(self.later) + len(self.unclear)

    def newest(self, number: int) -> "Changes":
        """Of each part as many as can be shown on a page of something else."""
        return Changes(self.later[-number:], self.unclear[-number:])

    @classmethod
    def since(cls, as_of: AsOf, *histories: Iterable[Change]) -> "Changes":
        """From the dated rows of some records, each part oldest first. What is announced for later is in none."""
        changes = [change for history in histories for change in history if change.date]
        changes = [change for change in changes if timing(change.date, as_of.today) != Timing.TO_COME]
        parts = by_timing(sorted(changes, key=lambda change: (change.date, change.title)), as_of.day)
        return cls(parts.to_come, parts.unclear)


def changes_of(as_of: AsOf, laws=(), promises=()) -> Changes:
    """What changed since a past day in some instruments and commitments, as the pages have them; today nothing did."""
    if not as_of.is_past:
        return Changes()
    return Changes.since(as_of, *(of_instrument(page) for page in laws), *(of_commitment(page) for page in promises))


def of_instrument(page) -> list[Change]:
    """Everything dated of an instrument: its history, and its dates where that is silent."""
    url = page.get_url() or ""
    found = [Change(event.date, page.title, url, event.text) for event in page.events.all()]
    told = {change.date for change in found}
    dates = (
        (page.adopted, _("Adopted.")),
        (page.in_force, _("Came into force.")),
        (page.ended, _("Ended: %(status)s.") % {"status": str(page.get_status_display()).lower()}),
    )
    return found + [Change(when, page.title, url, text) for when, text in dates if when not in told]


def of_commitment(page) -> list[Change]:
    """Everything dated of a commitment."""
    url = page.get_url() or ""
    found = [
        Change(
            event.date,
            page.title,
            url,
            _("%(track)s as %(status)s. %(text)s")
            % {
                "track": Track(event.track).label,
                "status": label(event.status),
                "text": event.text,
            },
        )
        for event in page.status_events.all()
    ]
    if page.announced not in {change.date for change in found}:
        found.append(Change(page.announced, page.title, url, _("Announced.")))
    return found
