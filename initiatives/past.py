"""The rows of the tracker as they were on a day, and what changed since. Pure.

An initiative was there from its start (or, where none is dated, its first event) until its end (or, where it is over
and none is dated, its last event). An instrument counts on the days on which it was in use (`policies.life`), a
commitment from its announcement on. What cannot be told for a day is left out of it, and named.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from django.utils.text import format_lazy
from django.utils.translation import gettext as _

from initiatives.choices import OVER, InitiativeStatus
from initiatives.progress import ActionProgress, RecommendationProgress
from initiatives.rows import ActionRow, CommitmentRow, InitiativeRow, ProvisionRow, Rows, Span
from policies.choices import STANDING, InstrumentEventKind, InstrumentStatus, Track
from policies.since import Change, Changes
from policies.status import Standing, label
from policytracker.core.as_of import AsOf
from policytracker.core.timing import Timing, has_happened, timing


def on_day(rows: Rows, as_of: AsOf) -> Rows:
    """The rows of today as of a past day; as of today those of what is in use now."""
    if not as_of.is_past:
        return replace(rows, provisions=tuple(row for row in rows.provisions if _is_in_use_now(row)))
    day = as_of.day
    in_use = {record_id for record_id, life in rows.lives.items() if life is None or life.on(day).in_use}
    return Rows(
        tuple(found for row in rows.initiatives if (found := _initiative(row, as_of))),
        tuple(row for row in rows.provisions if row.record_id in in_use),
        tuple(replace(row, as_of=as_of) for row in rows.commitments if has_happened(row.announced, day)),
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
    # An initiative comes once for each action, an instrument once for each provision.
    initiatives, instruments, commitments = (
        {row.record_id: row for row in parts}.values()
        for parts in (rows.initiatives, rows.provisions, rows.commitments)
    )
    said = (change for row in rows.initiatives for change in _said(row.title, row.url, row.said))
    return Changes.since(
        as_of,
        *(of_initiative(row.title, row.url, row.started, row.ended, row.events, ()) for row in initiatives),
        dict.fromkeys(said),
        *(_of_instrument(row) for row in instruments if row.life),
        *(_of_commitment(row) for row in commitments),
    )


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


def stood_on(day: date, present: str, span: Span) -> Stood:
    """By its present status, and when it began and ended."""
    begun, last = timing(span.first, day), timing(span.last, day)
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
    stood = stood_on(as_of.day, row.status, row.span)
    if stood.begun != Timing.HAPPENED:
        return None
    return replace(row, status=stood.status, as_of=as_of)


def _of_commitment(row: CommitmentRow) -> Iterator[Change]:
    yield Change(row.announced, row.title, row.url, _("Announced."))
    yield from _said(row.title, row.url, row.events)


def _of_instrument(row: ProvisionRow) -> Iterator[Change]:
    """Put in words when they are shown: of thousands a page has room for a few."""
    title = f"{row.jurisdiction}: {row.instrument}"
    for step in row.life.steps:
        yield Change(step.date, title, row.url, format_lazy("{}.", InstrumentEventKind(step.kind).label))
    told = {step.date for step in row.life.steps}
    for when, text in (
        (row.life.adopted, InstrumentStatus.ADOPTED.label),
        (row.life.in_force, InstrumentStatus.IN_FORCE.label),
        (row.life.ended, InstrumentStatus(row.life.present).label),
    ):
        if when not in told:
            yield Change(when, title, row.url, format_lazy("{}.", text))


def _said(title: str, url: str, events: Iterable) -> Iterator[Change]:
    for event in events:
        words = {"track": Track(event.track).label, "status": label(event.status)}
        yield Change(event.date, title, url, _("%(track)s: %(status)s.") % words)
