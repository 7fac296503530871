"""Why an entry was found: the passages that matched, each with the name of the text in which it stands."""

from collections.abc import Callable, Iterable
from functools import partial

from django.utils.translation import gettext as _

from policytracker.core.templatetags.dates import date_in_words
from search.facets import BY_NAME
from search.models import Entry
from search.results import CLOSE, OPEN, Passage, encode_highlight
from search.understanding import Understood

# In the order in which they say most.
HIGHLIGHTED = ("provisions", "approach", "summary", "critique", "history", "details", "original")
SHOWN = 2
# The facets that say what a record is about.
SUBJECTS = ("provision", "theme")


def passages(found: Iterable[str], payload: dict, understood: Understood) -> list[Passage]:
    """What a record says on the provisions that were meant, then fragments with marks in them; each text once."""
    named: dict[str, Passage] = {}
    for fragment in found:
        part = next((line for line in fragment.split("\n") if OPEN in line), "")
        if part:
            where = name_of(part, payload)
            named.setdefault(where, Passage(where, encode_highlight(part)))
    meant = {target.value for target in understood.meant if target.facet == "provision"}
    first = {}
    for row in payload.get("provisions", ()):
        if row["code"] in meant and row.get("text"):
            where = _provision(row)
            first[where] = named.get(where) or Passage(where, encode_highlight(row["text"]))
    return list((first | named).values())[:SHOWN]


def filed_under(entries: list[Entry], understood: Understood) -> dict[int, list[str]]:
    """For each entry, by its key, the labels of the provisions and themes that were meant and that it has."""
    meant = understood.meant
    labels = {
        (name, value): label
        for name in SUBJECTS
        for value, label in BY_NAME[name].labels([each.value for each in meant if each.facet == name]).items()
    }
    return {
        entry.pk: [label for (name, value), label in labels.items() if value in entry.values.get(name, ())]
        for entry in entries
    }


def name_of(fragment: str, payload: dict) -> str:
    """The name of the text of a record in which a fragment stands, as readers know it; empty where none has it."""
    plain = fragment.replace(OPEN, "").replace(CLOSE, "").strip().strip("…").strip()
    return next((name() for text, name in _texts(payload) if plain in text), "")


def _texts(payload: dict) -> Iterable[tuple[str, Callable[[], str]]]:
    """The texts of a record with what gives their names: a record has dozens, and one name is wanted."""
    for row in payload.get("provisions", ()):
        if row.get("text"):
            yield row["text"], partial(_provision, row)
    yield payload.get("approach") or "", lambda: _("Approach")
    yield payload.get("measure") or "", lambda: _("Measure")
    for name in ("summary", "overview", "description"):
        if payload.get(name):
            yield payload[name], lambda: _("Summary")
    yield payload.get("critique") or "", lambda: _("What rights groups, courts or observers say")
    for row in payload.get("history", ()):
        yield row["text"], partial(_event, row)
    for row in payload.get("implements", ()):
        yield row["why"], partial(_reason, row)
    for row in payload.get("actions", ()):
        for text in (row["text"], row["indicator"]):
            yield text, partial(_action, row)
    for text in payload.get("asked_as", ()):
        yield text, lambda: _("Asked as")
    yield payload.get("title_original") or "", lambda: _("Title in the original")
    yield payload.get("notes") or "", lambda: _("Notes")


def _provision(row: dict) -> str:
    return _("Provision: %(label)s") % {"label": row["label"]}


def _event(row: dict) -> str:
    return _("History, %(date)s") % {"date": date_in_words(row["date"])}


def _reason(row: dict) -> str:
    return _("Why it bears on %(action)s") % {"action": row["action"]}


def _action(row: dict) -> str:
    return _("Action %(code)s") % {"code": row["code"]}
