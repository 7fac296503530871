"""The rows of the tracker as they were on a day, and what changed since. Pure.

An initiative was there from its start (or, where none is dated, its first event) until its end (or, where it is over
and none is dated, its last event). An instrument counts on the days on which it was in use (`policies.life`), a
commitment from its announcement on. What cannot be told for a day is left out of it, and named.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext as _

from initiatives.choices import OVER, InitiativeStatus
from initiatives.progress import ActionProgress, RecommendationProgress
from initiatives.rows import ActionRow, CommitmentRow, InitiativeRow, ProvisionRow, Rows, newest
from policies.choices import STANDING, InstrumentEventKind, InstrumentStatus
from policies.since import Change, Changes
from policies.status import Standing, standing
from policytracker.core.as_of import AsOf
from policytracker.core.timing import by_timing, has_happened


def on_day(rows: Rows, as_of: AsOf) -> Rows:
    """The rows as of a past day; as of today those of what is in use now."""
    if not as_of.is_past:
        return replace(rows, provisions=tuple(row for row in rows.provisions if _is_in_use_now(row)))
    day = as_of.day
    lives = {row.record_id: row.life for row in rows.provisions}
    in_use = {record_id for record_id, life in lives.items() if life is None or life.on(day).in_use}
    return Rows(
        tuple(found for row in rows.initiatives if (found := _initiative(row, day))),
        tuple(row for row in rows.provisions if row.record_id in in_use),
        tuple(_commitment(row, day) for row in rows.commitments if has_happened(row.announced, day)),
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


def _initiative(row: InitiativeRow, day: date) -> InitiativeRow | None:
    known = [when for when, _text in row.events]
    start = row.started or min(known, default="")
    if not has_happened(start, day):
        return None
    status = row.status
    if status in OVER and not has_happened(row.ended or newest(known), day):
        status = InitiativeStatus.ACTIVE
    said = by_timing(row.said, day).happened
    dates = (*known, row.started, row.ended, *(event.date for event in said))
    happened = [when for when in dates if has_happened(when, day)]
    return replace(row, status=status, said=said, newest=newest(happened))


def _commitment(row: CommitmentRow, day: date) -> CommitmentRow:
    events = by_timing(row.events, day).happened
    return replace(row, standing=standing(events), newest=newest([row.announced, *(event.date for event in events)]))


def _history(row: InitiativeRow | ProvisionRow | CommitmentRow) -> Iterator[Change]:
    if isinstance(row, InitiativeRow):
        yield Change(row.started, row.title, row.url, _("Started."))
        yield Change(row.ended, row.title, row.url, _("Ended."))
        for when, text in row.events:
            yield Change(when, row.title, row.url, text)
        yield from _said(row, row.said)
    elif isinstance(row, CommitmentRow):
        yield Change(row.announced, row.title, row.url, _("Announced."))
        yield from _said(row, row.events)
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


def _said(row: InitiativeRow | CommitmentRow, events) -> Iterator[Change]:
    for event in events:
        words = {"track": event.get_track_display(), "status": str(event.get_status_display()).lower()}
        yield Change(event.date, row.title, row.url, _("%(track)s: %(status)s.") % words)
