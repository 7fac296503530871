"""Elections as an iCalendar feed (RFC 5545), for the calendars that people keep."""

import datetime
import uuid
from collections.abc import Iterable
from urllib.parse import urljoin

from icalendar import Calendar, Event

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from policies.elections.selection import ElectionRow
from policytracker.core.templatetags.dates import date_in_words

# The ids of events are made from those of records, and stay when the site moves: calendars know events by them.
EVENTS = uuid.UUID("5a0d3a5e-6a1f-4c5e-9d0b-0f6c1d6f2b77")
# The stamp of what was put on the site without being published.
NEVER = datetime.datetime(2024, 1, 1, tzinfo=datetime.UTC)
ASK_AGAIN = datetime.timedelta(days=1)


def feed(elections: Iterable[ElectionRow]) -> bytes:
    """A calendar with the elections whose day is known. Without METHOD: it is published, nobody is invited."""
    calendar = Calendar()
    calendar.add("prodid", "-//Policy Tracker//Elections//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("name", _("Elections, by Policy Tracker"))
    calendar.add("refresh-interval", ASK_AGAIN, parameters={"VALUE": "DURATION"})
    # What calendars read that do not know RFC 7986 yet.
    calendar.add("x-wr-calname", _("Elections, by Policy Tracker"))
    for election in elections:
        if election.has_a_day:
            calendar.add_component(_event(election))
    return calendar.to_ical()


def _event(election: ElectionRow) -> Event:
    last = election.last if election.last.day else election.date
    event = Event()
    event.add("uid", str(uuid.uuid5(EVENTS, election.record_id)))
    # Without METHOD the stamp is the moment of the last change: the same elections give the same file.
    event.add("dtstamp", election.published or NEVER)
    event.add("dtstart", election.date.earliest)
    # The end is the day after the last one.
    event.add("dtend", last.latest + datetime.timedelta(days=1))
    event.add("summary", election.title)
    event.add("description", _description(election))
    event.add("location", election.place_name)
    event.add("categories", election.kind_labels)
    event.add("url", urljoin(settings.WAGTAILADMIN_BASE_URL, reverse("record", args=[election.record_id])))
    event.add("class", "PUBLIC")
    # It takes nobody's time.
    event.add("transp", "TRANSPARENT")
    return event


def _description(election: ElectionRow) -> str:
    said = [", ".join(election.kind_labels)]
    if election.date_end:
        said.append(_("Last day or second round: %(date)s.") % {"date": date_in_words(election.date_end)})
    if election.snap:
        said.append(_("Called early."))
    if election.body:
        said.append(election.body)
    return "\n".join(said)
