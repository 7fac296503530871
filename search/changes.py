"""What changed between two published versions of a record, as readers are told of it. Pure.

`search.projection` asks, in the transaction that writes an entry, and keeps the answers as `search.models.Change`.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from types import SimpleNamespace

from django.db import models
from django.utils.translation import gettext_lazy as _

from policies.choices import Track
from policies.status import newest_by_track


class ChangeKind(models.TextChoices):
    NEW = "new", _("New on record")
    STATUS = "status", _("Status changed")
    EVENT = "event", _("New event")
    SOURCES = "sources", _("New sources")
    REVISED = "revised", _("Revised")
    WITHDRAWN = "withdrawn", _("Withdrawn")


# What a part of a record is called in a sentence on what was revised; all that is not named here is a fact like others.
PARTS = {
    "title": _("title"),
    "title_original": _("title"),
    "summary": _("summary"),
    "overview": _("summary"),
    "description": _("summary"),
    "approach": _("approach"),
    "measure": _("measure"),
    "critique": _("what others say of it"),
    "provisions": _("provisions"),
    "history": _("history"),
    "sources": _("sources"),
    "notes": _("notes"),
    "themes": _("themes"),
    "implements": _("actions that it serves"),
    "actions": _("actions"),
    "verification": _("who has checked it"),
    "findings": _("findings"),
    "text": _("text"),
    **dict.fromkeys(
        ("adopted", "in_force", "ended", "announced", "deadline", "started", "date", "date_end"), _("dates")
    ),
}
FACTS = _("facts")
# What follows from elsewhere, tells a reader nothing, or is told by a kind of its own.
OTHERWISE = {
    "updated",
    "permanent_path",
    "last_checked",
    "asked_as",
    "status",
    "reported",
    "assessed",
    "history",
    "sources",
}


@dataclass(frozen=True)
class State:
    """What an entry says of a record at a time."""

    title: str
    payload: dict
    body: str = ""


@dataclass(frozen=True)
class Told:
    """One change; `details` by kind.

    Status: track (empty for a record's own status), from, to, and what the event that says so says. Event: what it
    says. Sources: those that came. Revised: the names of the parts.
    """

    kind: str
    details: dict = field(default_factory=dict)


def is_told(payload: dict) -> bool:
    """Whether readers are told of what becomes of it: of records, not of the pages of text."""
    return "updated" in payload


def between(before: State, after: State) -> list[Told]:
    """What changed; nothing where it was not published anew: a name elsewhere, or our way to write it, is no news."""
    if not is_told(after.payload) or before.payload.get("updated") == after.payload["updated"]:
        return []
    statuses, events = _said(before.payload, after.payload)
    old, new = before.payload.get("status", ""), after.payload.get("status", "")
    if old != new:
        statuses.insert(0, {"track": "", "from": old, "to": new})
    happened, is_history_mended = _happened(before.payload, after.payload)
    known = {source["url"] for source in before.payload.get("sources", ())}
    came = [source for source in after.payload.get("sources", ()) if source["url"] not in known]
    parts = _parts(before, after)
    if is_history_mended:
        parts.append("history")
    if not came and before.payload.get("sources") != after.payload.get("sources"):
        parts.append("sources")
    told = [
        *(Told(ChangeKind.STATUS, details) for details in statuses),
        *(Told(ChangeKind.EVENT, details) for details in (*events, *happened)),
    ]
    if came:
        sources = [{name: source[name] for name in ("url", "title", "publisher")} for source in came]
        told.append(Told(ChangeKind.SOURCES, {"sources": sources}))
    if parts or (not told and _prose(before) != _prose(after)):
        told.append(Told(ChangeKind.REVISED, {"parts": parts or ["text"]}))
    return told


def labels(parts: Iterable[str]) -> list[str]:
    """The words for parts of a record, each once."""
    return list(dict.fromkeys(str(PARTS.get(part, FACTS)) for part in parts))


def _parts(before: State, after: State) -> list[str]:
    """The parts that differ. What only one version has is a difference in how records are written, not in this one."""
    parts = ["title"] if before.title != after.title else []
    both = [name for name in before.payload if name in after.payload and name not in OTHERWISE]
    return parts + [name for name in both if _plain(before.payload[name]) != _plain(after.payload[name])]


def _prose(state: State) -> list[str]:
    """The texts without how readers ask for it: that helps to find a record, and says nothing of it."""
    asked = state.payload.get("asked_as") or ()
    return [text for text in state.body.split(" \n") if text not in asked]


def _plain(value):
    """A value without the events of implementations, which are told by themselves; empty and missing are the same."""
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {name: _plain(item) for name, item in value.items() if name != "status_history"}
    return value or None


def _said(before: dict, after: dict) -> tuple[list[dict], list[dict]]:
    """How each track moved, with the event that says so; and the other events that came to a track."""
    earlier = dict(_tracked(before))
    statuses, events = [], []
    for action, history in _tracked(after):
        old, new = _events(earlier.get(action, ())), _events(history)
        known = {event.event_id for event in old}
        came = {event.event_id: event for event in new if event.event_id not in known}
        stood, stands = newest_by_track(old), newest_by_track(new)
        for track in Track.values:
            then, now = stood.get(track), stands.get(track)
            if now and (then is None or then.status != now.status):
                said = _words(came.pop(now.event_id, None), new)
                statuses.append({"track": track, "action": action, "from": then.status if then else ""} | said)
                statuses[-1]["to"] = now.status
        events += [{"action": action} | _words(event, new) for event in came.values()]
    return statuses, events


def _tracked(payload: dict) -> Iterator[tuple[str, list[dict]]]:
    """The histories on two tracks of a record, by the action that they are of; that of a commitment is of none."""
    yield "", [event for event in payload.get("history", ()) if "track" in event]
    for row in payload.get("implements", ()):
        yield row["action"], row["status_history"]


def _events(history: Iterable[dict]) -> list[SimpleNamespace]:
    return [
        SimpleNamespace(**event, event_id=event["id"], sort_order=place)
        for place, event in enumerate(history)
        if "id" in event
    ]


def _words(event: SimpleNamespace | None, history: list[SimpleNamespace]) -> dict:
    """What an event says, and of which event it says that it was wrong; nothing where there is none."""
    if event is None:
        return {}
    said = {name: getattr(event, name) for name in ("track", "status", "date", "by", "text", "source_url")}
    wrong = next((other for other in history if other.event_id == event.corrects), None)
    if wrong:
        said["corrects"] = {name: getattr(wrong, name) for name in ("date", "status", "text")}
    return said


def _happened(before: dict, after: dict) -> tuple[list[dict], bool]:
    """The steps that came to the history of a record, and whether others were mended or taken away.

    A step whose words were mended stands where it stood: it has not happened again.
    """
    old, new = ([step for step in payload.get("history", ()) if "track" not in step] for payload in (before, after))
    gone = [step for step in old if step not in new]
    slots = Counter((step["date"], step.get("event")) for step in gone)
    came = []
    for step in new:
        slot = (step["date"], step.get("event"))
        if step in old:
            continue
        if slots[slot]:
            slots[slot] -= 1
        else:
            came.append(step)
    return came, bool(gone)
