"""The rows of the tracker as they were on a day, and what changed since. Pure.

An initiative was there from its start (or, where none is dated, its first event) until its end (or, where it is over
and none is dated, its last event). An instrument counts on the days on which it was in use (`policies.life`), a
commitment from its announcement on. What cannot be told for a day is left out of it, and named.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext as _

from initiatives.choices import OVER, InitiativeStatus
from initiatives.progress import ActionProgress, RecommendationProgress
from initiatives.rows import ActionRow, CommitmentRow, InitiativeRow, ProvisionRow, Rows
from policies.choices import STANDING, InstrumentEventKind, InstrumentStatus
from policies.since import Change, Changes
from policies.status import Standing, events_on, standing
from policytracker.core.as_of import AsOf
from policytracker.core.freshness import newest
from policytracker.core.timing import Timing, has_happened, timing


def on_day(rows: Rows, as_of: AsOf) -> Rows:
    """The rows as of a past day; as of today those of what is in use now."""
    if not as_of.is_past:
        return Rows(
            tuple(replace(row, as_of=as_of) for row in rows.initiatives),
            tuple(row for row in rows.provisions if _is_in_use_now(row)),
            tuple(replace(row, as_of=as_of) for row in rows.commitments),
        )
    day = as_of.day
    lives = {row.record_id: row.life for row in rows.provisions}
    in_use = {record_id for record_id, life in lives.items() if life is None or life.on(day).in_use}
    return Rows(
        tuple(found for row in rows.initiatives if (found := _initiative(row, as_of))),
        tuple(row for row in rows.provisions if row.record_id in in_use),
        tuple(_commitment(row, as_of) for row in rows.commitments if has_happened(row.announced, day)),
    )


@dataclass(frozen=True)
class Moved:
    """What came to count for an action since a day, what counts no more, and which commitments stand otherwise."""

    action: ActionRow
    came: tuple[str, ...]
    went: tuple[str, ...]
    changed: tuple[str, ...]

    def __bool__(self):
        return bool(self.came or self.went or self.changed)


def moved(then: RecommendationProgress, now: RecommendationProgress) -> list[Moved]:
    """What moved between two days, action by action; those where nothing did are left out."""
    found = []
    for before, after in zip(then.actions, now.actions, strict=True):
        old, new = _members(before), _members(after)
        stood = {row.record_id: row.standing for row in before.commitments}
        found.append(
            Moved(
                after.action,
                came=tuple(name for key, name in new.items() if key not in old),
                went=tuple(name for key, name in old.items() if key not in new),
                changed=tuple(
                    f"{row.organisation}: {row.title}"
                    for row in after.commitments
                    if row.record_id in stood and _statuses(stood[row.record_id]) != _statuses(row.standing)
                ),
            )
        )
    return [item for item in found if item]


def _members(progress: ActionProgress) -> dict[tuple[str, str], str]:
    return (
        {("initiative", row.record_id): row.title for row in progress.initiatives}
        | {("jurisdiction", place.code): place.name for place in progress.jurisdictions}
        | {("commitment", row.record_id): f"{row.organisation}: {row.title}" for row in progress.commitments}
    )


def _statuses(standing: Standing) -> tuple[str, str]:
    return tuple(event.status if event else "" for event in (standing.reported, standing.assessed))


def changes(rows: Rows, as_of: AsOf) -> Changes:
    """Everything dated of some rows that lies after a day, or may."""
    seen, histories = set(), []
    for row in (*rows.initiatives, *rows.provisions, *rows.commitments):
        place = (type(row), row.record_id, getattr(row, "action", ""))
        if place not in seen:
            seen.add(place)
            histories.append(_history(row))
    histories = [dict.fromkeys(change for history in histories for change in history)]
    return Changes.since(as_of, *histories)


def _is_in_use_now(row: ProvisionRow) -> bool:
    return row.life is None or row.life.present in STANDING


@dataclass(frozen=True)
class Stood:
    """How an initiative stood on a day: whether it had begun, and the status that it had if it had. Where that is not
    certain, it is the last that was."""

    begun: Timing
    status: str
    is_certain: bool = True

    @property
    def label(self) -> str:
        """The status in words; empty where a page that is being written has none yet."""
        return str(InitiativeStatus(self.status).label) if self.status else ""


def stood_on(day: date, *, present: str, started: str, ended: str, steps: Iterable[str]) -> Stood:
    """By its start and its end, or its first and last step where these are not dated."""
    steps = tuple(steps)
    begun, last = timing(started or min(steps, default=""), day), timing(ended or newest(steps), day)
    if present not in OVER or last == Timing.HAPPENED:
        return Stood(begun, present)
    return Stood(begun, InitiativeStatus.ACTIVE, last == Timing.TO_COME)


def of_initiative(
    title: str, url: str, started: str, ended: str, steps: Iterable[tuple[str, str]], said: Iterable
) -> Iterator[Change]:
    """Everything dated of an initiative: its steps with their words, and what was said of it on both tracks."""
    yield Change(started, title, url, _("Started."))
    yield Change(ended, title, url, _("Ended."))
    for when, text in steps:
        yield Change(when, title, url, text)
    yield from _said(title, url, said)


def _initiative(row: InitiativeRow, as_of: AsOf) -> InitiativeRow | None:
    steps = [when for when, _text in row.events]
    stood = stood_on(as_of.day, present=row.status, started=row.started, ended=row.ended, steps=steps)
    if stood.begun != Timing.HAPPENED:
        return None
    return replace(row, status=stood.status, said=events_on(row.said, as_of).happened, as_of=as_of)


def _commitment(row: CommitmentRow, as_of: AsOf) -> CommitmentRow:
    return replace(row, standing=standing(events_on(row.events, as_of).happened), as_of=as_of)


def _history(row: InitiativeRow | ProvisionRow | CommitmentRow) -> Iterator[Change]:
    if isinstance(row, InitiativeRow):
        yield from of_initiative(row.title, row.url, row.started, row.ended, row.events, row.said)
    elif isinstance(row, CommitmentRow):
        yield Change(row.announced, row.title, row.url, _("Announced."))
        yield from _said(row.title, row.url, row.events)
    elif row.life:
        title = f"{row.jurisdiction}: {row.instrument}"
        for step in row.life.steps:
            yield Change(step.date, title, row.url, f"{InstrumentEventKind(step.kind).label}.")
        told = {step.date for step in row.life.steps}
        for when, text in (
            (row.life.adopted, InstrumentStatus.ADOPTED.label),
            (row.life.in_force, InstrumentStatus.IN_FORCE.label),
            (row.life.ended, InstrumentStatus(row.life.present).label),
        ):
            if when not in told:
                yield Change(when, title, row.url, f"{text}.")


def _said(title: str, url: str, events: Iterable) -> Iterator[Change]:
    for event in events:
        words = {"track": event.get_track_display(), "status": str(event.get_status_display()).lower()}
        yield Change(event.date, title, url, _("%(track)s: %(status)s.") % words)
