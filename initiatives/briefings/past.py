"""The records of a briefing as they were on a day.

The pages were read for this briefing alone and are never saved: what did not hold yet is taken off them, so that all
builders show the day without knowing of it.
"""

from dataclasses import replace

from django.utils.translation import gettext as _

from initiatives.briefings.contents import BriefingContents, Event, Prose, Section, Timeline
from initiatives.briefings.records import dated, facts, language_of
from initiatives.past import stood_on
from initiatives.rows import Span
from policies.life import known_of
from policies.since import Changes
from policytracker.core.as_of import AsOf
from policytracker.core.templatetags.dates import date_in_words
from policytracker.core.timing import Timing, by_timing, timing


def instruments(pages, as_of: AsOf) -> list:
    """Those that were there on the day, with the status and the history that they had."""
    if not as_of.is_past:
        return list(pages)
    found = []
    for page in pages:
        known = known_of(page, as_of)
        if known.status:
            page.status = known.status
            page.adopted, page.in_force, page.ended = known.adopted, known.in_force, known.ended
            page.events = list(by_timing(page.events.all(), as_of.day).happened)
            found.append(page)
    return found


def commitments(pages, as_of: AsOf) -> list:
    """Those that had been announced by the day, with what had been said of them."""
    if not as_of.is_past:
        return list(pages)
    found = [page for page in pages if timing(page.announced, as_of.day) != Timing.TO_COME]
    for page in found:
        page.status_events = list(by_timing(page.status_events.all(), as_of.day).happened)
    return found


def initiatives(pages, as_of: AsOf) -> list:
    """Those that may have started by the day; what ended later was active."""
    if not as_of.is_past:
        return list(pages)
    found = [page for page in pages if page.may_have_started(as_of.day)]
    for page in found:
        span = Span.of_initiative(page.started, page.ended, (event.date for event in page.events.all()))
        page.status = stood_on(as_of.day, page.status, span).status
    return found


def how_of_day(as_of: AsOf) -> Section:
    """Of which past day a briefing speaks, and how."""
    said = _(
        "This briefing is put together from what is dated on or before that day. Texts, and the choice of records, are "
        "those of the state of the data."
    )
    return Section(_("As it was on %(day)s") % {"day": date_in_words(as_of.day)}, (Prose((said,), voice="note"),))


def of_day(contents: BriefingContents, as_of: AsOf, changes: Changes) -> BriefingContents:
    """A briefing that says of which day it speaks, what changed since, and what cannot be told for the day."""
    if not as_of.is_past:
        return contents
    day = date_in_words(as_of.day)
    sections = [how_of_day(as_of), *contents.sections]
    for heading, part in (
        (_("What changed since %(day)s") % {"day": day}, changes.later),
        (_("What cannot be told for %(day)s") % {"day": day}, changes.unclear),
    ):
        if part:
            events = tuple(
                Event(date=str(change.date), label=change.title, text=change.text, label_language=language_of(change))
                for change in part
            )
            sections.append(Section(heading, (Timeline("", events),)))
    return replace(
        contents,
        address=as_of.kept(contents.address),
        file_name=f"{contents.file_name}-as-of-{as_of.day.isoformat()}",
        sections=tuple(sections),
        facts=(*facts((_("As it was on"), dated(as_of.day.isoformat()))), *contents.facts),
    )
