"""How an instrument stood on a day, from what is dated of it. Pure.

The rule, which the page on the method states. The dates of the record decide; its history only where they are silent:

- It *ended* on its date of end, with the status that it has now.
- It *began* when it was adopted, or came into force where that is all that is known; where neither is dated, or only
  vaguely, with the first event at which it must have been there. What was launched before that (a code that companies
  signed before the law took it up) was in use from its launch on. A proposal that never began (it is proposed, or it
  ended without a date of adoption) is a proposal from its first event on.
- In between it was *adopted* until it came into force, then *in force*; partly, where it is now so in part; amended
  from the first amendment on, where it is now amended; suspended from a suspension until an event that ended it.
- Where nothing that could have changed its status is dated after the day, its status was that of today.

Dates that are known to the month or the year are read as `policytracker.core.timing` says.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from operator import attrgetter

from policies.choices import ENDED, STANDING, InstrumentEventKind, InstrumentStatus
from policytracker.core.as_of import AsOf
from policytracker.core.dates import PartialDate
from policytracker.core.timing import Timing, by_timing, has_happened, timing

# At these it was not yet there for certain.
BEFORE_IT_BEGAN = (InstrumentEventKind.PROPOSED, InstrumentEventKind.CHALLENGED, InstrumentEventKind.RULING)
# What can change a status. The others (applied, challenged, reviewed) say that it was there.
CHANGING = (
    InstrumentEventKind.PROPOSED,
    InstrumentEventKind.ADOPTED,
    InstrumentEventKind.IN_FORCE,
    InstrumentEventKind.LAUNCHED,
    InstrumentEventKind.AMENDED,
    InstrumentEventKind.RULING,
    InstrumentEventKind.SUSPENDED,
    InstrumentEventKind.REPEALED,
    InstrumentEventKind.EXPIRED,
)


@dataclass(frozen=True)
class Step:
    """An event of an instrument: its partial date and its kind."""

    date: str
    kind: str


@dataclass(frozen=True)
class StatusOn:
    """`status` is empty where it was not there yet. Where it is not certain, it is the last that was."""

    status: str
    is_certain: bool = True

    @property
    def in_use(self) -> bool:
        return self.status in STANDING

    @property
    def label(self) -> str:
        """The status in words; empty where it was not there yet."""
        return str(InstrumentStatus(self.status).label) if self.status else ""


@dataclass(frozen=True)
class Known(StatusOn):
    """How it stood on a day, with what was known of its dates by then."""

    adopted: str = ""
    in_force: str = ""
    ended: str = ""


def known_on(day: date, stood: StatusOn, *, adopted: str, in_force: str, ended: str) -> Known:
    """With the dates that a reader of that day could know: an end once it had come, when it was to come into force once
    it was adopted. Where it cannot be told whether it was there, its dates say why."""
    if stood.status == InstrumentStatus.PROPOSED or (not stood.status and stood.is_certain):
        adopted = in_force = ""
    if adopted and timing(adopted, day) == Timing.TO_COME:
        # It was launched before it was adopted.
        adopted = in_force = ""
    ended = ended if has_happened(ended, day) else ""
    return Known(stood.status, stood.is_certain, adopted, in_force, ended)


def status_on(
    day: date, *, present: str, adopted: str = "", in_force: str = "", ended: str = "", steps: Iterable[Step] = ()
) -> StatusOn:
    """How an instrument stood on a day, by its present status, its dates and its history."""
    steps = sorted(steps, key=attrgetter("date"))
    launched = [step.date for step in steps if step.kind == InstrumentEventKind.LAUNCHED]
    adopted, in_force = (min(when, *launched) if when and launched else when for when in (adopted, in_force))
    end = timing(ended, day) if ended else (Timing.UNCLEAR if present in ENDED else Timing.TO_COME)
    if ended and end == Timing.HAPPENED:
        return StatusOn(present if present in ENDED else InstrumentStatus.EXPIRED)
    began, is_certain = _began(day, present, adopted, in_force, ended, steps)
    if not began:
        is_proposed = any(has_happened(step.date, day) for step in steps)
        return StatusOn(InstrumentStatus.PROPOSED if is_proposed else "", is_certain and end != Timing.UNCLEAR)
    changing = [adopted, in_force, ended, *(step.date for step in steps if step.kind in CHANGING)]
    if present not in ENDED and all(has_happened(when, day) for when in changing if when):
        return StatusOn(present, is_certain)
    found = _in_its_time(day, present, in_force, by_timing(steps, day))
    return StatusOn(found.status, found.is_certain and is_certain and end != Timing.UNCLEAR)


def _began(day: date, present: str, adopted: str, in_force: str, ended: str, steps: list[Step]) -> tuple[bool, bool]:
    """Whether it had begun by a day, and whether that is certain."""
    dated = min(filter(None, (adopted, in_force)), default="")
    if not dated and (present == InstrumentStatus.PROPOSED or present in ENDED):
        return False, True
    when = timing(dated, day)
    if when != Timing.UNCLEAR:
        return when == Timing.HAPPENED, True
    there = [step for step in steps if step.kind not in BEFORE_IT_BEGAN]
    if any(has_happened(step.date, day) for step in there):
        return True, True
    # Nothing says that it was there. Where it is dated at all, all of that lies later; else nobody can tell.
    return False, not dated and bool(there) and all(timing(step.date, day) == Timing.TO_COME for step in there)


def _in_its_time(day: date, present: str, in_force: str, steps) -> StatusOn:
    """Its status once it had begun and had not ended."""
    came = timing(in_force, day) if in_force else Timing.HAPPENED
    if came != Timing.HAPPENED or (not in_force and present == InstrumentStatus.ADOPTED):
        return StatusOn(InstrumentStatus.ADOPTED, came != Timing.UNCLEAR)
    is_certain = not any(step.kind in CHANGING for step in steps.unclear)
    if present == InstrumentStatus.PARTLY_IN_FORCE:
        return StatusOn(present, is_certain)
    kinds = [step.kind for step in steps.happened]
    status = InstrumentStatus.IN_FORCE
    if present == InstrumentStatus.AMENDED and InstrumentEventKind.AMENDED in kinds:
        status = InstrumentStatus.AMENDED
    if InstrumentEventKind.SUSPENDED in kinds:
        since = kinds[len(kinds) - kinds[::-1].index(InstrumentEventKind.SUSPENDED) :]
        if InstrumentEventKind.IN_FORCE not in since and InstrumentEventKind.AMENDED not in since:
            # What a ruling did to a suspension is not written down as a status.
            return StatusOn(InstrumentStatus.SUSPENDED, is_certain and InstrumentEventKind.RULING not in since)
    return StatusOn(status, is_certain)


@dataclass(frozen=True)
class Life:
    """What is dated of an instrument, with its present status."""

    present: str
    adopted: str = ""
    in_force: str = ""
    ended: str = ""
    steps: tuple[Step, ...] = ()

    @cached_property
    def settled(self) -> date | None:
        """From this day on its status was what it is now; None where nothing says when that began."""
        changing = [step.date for step in self.steps if step.kind in CHANGING]
        known = [PartialDate(when).latest for when in (self.adopted, self.in_force, self.ended, *changing) if when]
        is_told = self.ended if self.present in ENDED else self.adopted or self.in_force
        return max(known) if is_told else None

    def on(self, day: date) -> StatusOn:
        """How it stood on a day."""
        if self.settled and day >= self.settled:
            return StatusOn(self.present)
        return status_on(
            day,
            present=self.present,
            adopted=self.adopted,
            in_force=self.in_force,
            ended=self.ended,
            steps=self.steps,
        )

    def known(self, as_of: AsOf) -> Known:
        """How it stands on the day of a page. Of today is all that is on record."""
        dates = {"adopted": self.adopted, "in_force": self.in_force, "ended": self.ended}
        if not as_of.is_past:
            return Known(self.present, **dates)
        return known_on(as_of.day, self.on(as_of.day), **dates)


def known_of(page, as_of: AsOf) -> Known:
    """How the instrument of a page stood on the day of another. Of today that needs none of its events."""
    steps = tuple(Step(event.date, event.kind) for event in page.events.all()) if as_of.is_past else ()
    return Life(page.status, page.adopted, page.in_force, page.ended, steps).known(as_of)
