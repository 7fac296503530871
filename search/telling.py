"""A change in words, in the reader's language: for feeds and for mails. Pure."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from initiatives.choices import InitiativeStatus
from policies.choices import CommitmentStatus, InstrumentEventKind, InstrumentStatus, Track
from policytracker.core.templatetags.dates import date_in_words
from search.changes import ChangeKind, labels

# The first that has a value names it.
STATUSES = (CommitmentStatus, InstrumentStatus, InitiativeStatus)


@dataclass(frozen=True)
class Sentence:
    """What happened in a few words, what more there is to say, and where it can be checked."""

    what: str
    lines: tuple[str, ...] = ()
    links: tuple[str, ...] = ()


def sentence(kind: str, details: dict) -> Sentence:
    """A change in words; `details` as `search.changes.Told` has them."""
    if kind == ChangeKind.STATUS:
        return Sentence(_moved(details), _said(details), _links(details))
    if kind == ChangeKind.EVENT:
        return Sentence(_happened(details), _said(details), _links(details))
    if kind == ChangeKind.SOURCES:
        sources = details["sources"]
        lines = tuple(f"{source['title']} ({source['publisher']})" for source in sources)
        return Sentence(str(ChangeKind.SOURCES.label), lines, tuple(source["url"] for source in sources))
    if kind == ChangeKind.REVISED:
        return Sentence(_("Revised: %(parts)s") % {"parts": ", ".join(labels(details["parts"]))})
    if kind == ChangeKind.WITHDRAWN:
        return Sentence(_("Withdrawn"), (_("The editors have taken this record down."),))
    return Sentence(str(ChangeKind(kind).label))


def _status(value: str) -> str:
    return next((str(choices(value).label) for choices in STATUSES if value in choices.values), value)


def _subject(details: dict) -> str:
    """Whose status it is: that of a track, of an action, or of the record itself."""
    track = details.get("track", "")
    subject = str(Track(track).label) if track in Track.values else _("Status")
    action = details.get("action")
    return _("%(subject)s for %(action)s") % {"subject": subject, "action": action} if action else subject


def _moved(details: dict) -> str:
    words = {"subject": _subject(details), "to": _status(details["to"]), "from": _status(details["from"])}
    if not details["from"]:
        return _("%(subject)s: now “%(to)s”, where nothing was on record") % words
    return _("%(subject)s: from “%(from)s” to “%(to)s”") % words


def _happened(event: dict) -> str:
    if event.get("status"):
        return f"{_subject(event)}: {_status(event['status'])}"
    kind = event.get("event", "")
    return str(InstrumentEventKind(kind).label) if kind in InstrumentEventKind.values else str(ChangeKind.EVENT.label)


def _said(event: dict) -> tuple[str, ...]:
    """When, by whom, what, and what it corrects; nothing where no event says so."""
    if not event.get("date"):
        return ()
    wrong = event.get("corrects")
    lines = [" · ".join(filter(None, [date_in_words(event["date"]), event.get("by", "")])), event.get("text", "")]
    if wrong:
        words = {"status": _status(wrong["status"]), "date": date_in_words(wrong["date"]), "text": wrong["text"]}
        lines.append(_("This corrects what was on record, “%(status)s” of %(date)s: %(text)s") % words)
    return tuple(filter(None, lines))


def _links(event: dict) -> tuple[str, ...]:
    return (event["source_url"],) if event.get("source_url") else ()
