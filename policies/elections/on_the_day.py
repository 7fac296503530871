"""Whether a rule is in force on the day of a vote, by `policies.life`, and where it is not certainly so, why. Pure."""

from dataclasses import dataclass, replace
from datetime import date

from policies.choices import ENDED, STANDING, InstrumentEventKind, InstrumentStatus
from policies.elections import sentences
from policies.elections.rows import RuleRow, Vote
from policies.life import StatusOn, Step, known_on, status_on
from policytracker.core.as_of import AsOf
from policytracker.core.timing import Timing, has_happened, timing


@dataclass(frozen=True)
class OnTheDay:
    """A rule with the status that it has on the day. `reason` says in words why it is not counted as in force."""

    rule: RuleRow
    reason: str = ""

    @property
    def is_in_force(self) -> bool:
        return not self.reason


def on_the_day(rule: RuleRow, vote: Vote, as_of: AsOf) -> OnTheDay | None:
    """How a rule stands on the day of a vote; None where it is not there yet, or stands no more.

    Where the day is not known, it must be in force on all days that it can be. Where the page is of a past day before
    the vote, by what was known then.
    """
    if as_of.is_past and as_of.day < vote.last:
        stood = _status(rule, as_of.day)
        if not stood.status:
            return None if stood.is_certain else OnTheDay(rule, sentences.not_certainly_there_yet())
        rule = _as_known(rule, stood, as_of.day)
    if rule.status == InstrumentStatus.PROPOSED:
        return OnTheDay(rule, sentences.only_proposed()) if vote.last >= as_of.day else None
    if rule.status in ENDED and not rule.since:
        # Nothing says that it ever began.
        return None
    standings = {day: _status(rule, day) for day in (vote.first, vote.last)}
    if all(found.is_certain and not _is_there(found) for found in standings.values()):
        return None
    for day, found in standings.items():
        if reason := _reason(rule, found, day):
            return OnTheDay(replace(rule, status=found.status), reason)
    return OnTheDay(replace(rule, status=standings[vote.first].status))


def _as_known(rule: RuleRow, stood: StatusOn, day: date) -> RuleRow:
    """A rule without what happened to it after a day."""
    known = known_on(day, stood, adopted=rule.adopted, in_force=rule.in_force, ended=rule.ended)
    is_to_come = known.in_force and stood.status == InstrumentStatus.ADOPTED
    return replace(
        rule,
        # What is adopted comes into force on its date.
        status=InstrumentStatus.IN_FORCE if is_to_come else stood.status,
        adopted=known.adopted,
        in_force=known.in_force,
        ended=known.ended,
        steps=tuple((when, kind) for when, kind in rule.steps if has_happened(when, day)),
    )


def _status(rule: RuleRow, day: date) -> StatusOn:
    # An amendment leaves it in force: where the date of one is vague, that leaves nothing open.
    steps = [
        Step(when, kind)
        for when, kind in rule.steps
        if kind != InstrumentEventKind.AMENDED or timing(when, day) != Timing.UNCLEAR
    ]
    return status_on(
        day, present=rule.status, adopted=rule.adopted, in_force=rule.in_force, ended=rule.ended, steps=steps
    )


def _is_there(found: StatusOn) -> bool:
    return bool(found.status) and found.status not in (InstrumentStatus.PROPOSED, *ENDED)


def _reason(rule: RuleRow, found: StatusOn, day: date) -> str:
    if found.status == InstrumentStatus.SUSPENDED:
        return sentences.is_suspended(_last_suspension(rule, day))
    if found.is_certain:
        return _not_yet_or_no_more(rule, found, day)
    if rule.ended and timing(rule.ended, day) == Timing.UNCLEAR:
        return sentences.may_have_ended(rule.ended)
    if rule.status in ENDED and not rule.ended:
        return sentences.ended_some_time()
    if rule.since and timing(rule.since, day) == Timing.UNCLEAR:
        return sentences.may_begin_later(rule.since)
    return sentences.dates_do_not_tell() if rule.since else sentences.since_when_is_not_recorded()


def _not_yet_or_no_more(rule: RuleRow, found: StatusOn, day: date) -> str:
    if found.status in ENDED:
        return sentences.may_have_ended(rule.ended)
    if not _is_there(found):
        return sentences.may_begin_later(rule.since)
    # What is adopted is in use, unless a day is set for it.
    if rule.in_force and timing(rule.in_force, day) == Timing.TO_COME:
        return sentences.applies_later(rule.in_force)
    return "" if found.status in STANDING else sentences.dates_do_not_tell()


def _last_suspension(rule: RuleRow, day: date) -> str:
    days = (when for when, kind in rule.steps if kind == InstrumentEventKind.SUSPENDED)
    return max((when for when in days if timing(when, day) != Timing.TO_COME), default="")
