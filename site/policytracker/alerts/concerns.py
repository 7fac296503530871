"""Which of the pages that changed concern what somebody wants to be told of: asked once in a run for all who wait."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from policytracker.alerts import subjects
from search import service
from search.changes import ChangeKind
from search.conditions import hold
from search.models import Change, Entry
from search.query import SearchQuery

# Pages about which a search is asked at once.
BATCH = 1000


@dataclass(frozen=True)
class Recent:
    """A page that changed, its record, and when it did so last.

    `moves`: when it was filed otherwise than before, each with what it was filed under until then, the oldest first.
    """

    page: int
    record: str
    at: datetime
    moves: list[tuple[datetime, dict]] = field(default_factory=list)

    def before(self, since: datetime) -> dict:
        """What it was filed under at a time; empty where it is filed so still, or was not there."""
        return next((before for at, before in self.moves if at >= since), {})


@dataclass(frozen=True)
class Concerned:
    """Of the pages that changed those that a subject is about; for a search, those that may have left it too."""

    query: SearchQuery | None
    found: list[Recent]
    may_have_left: list[Recent] = field(default_factory=list)

    def since(self, since: datetime) -> list[int]:
        """Those that are news to somebody who is told from a time on."""
        return [recent.page for recent in self.found if recent.at >= since] + [
            recent.page
            for recent in self.may_have_left
            if (before := recent.before(since)) and hold(self.query, before)
        ]

    def is_left_by(self, page: int) -> bool:
        return any(recent.page == page for recent in self.may_have_left)


@dataclass
class Concerns:
    """What there is to tell in a run, up to the `newest` round."""

    newest: int
    _changed: dict[int, list[Recent]] = field(default_factory=dict)
    _concerned: dict[tuple[str, str, int], Concerned] = field(default_factory=dict)

    def changed(self, told: int) -> list[Recent]:
        """What changed since a round, each page once, the newest first."""
        if told not in self._changed:
            changes = Change.objects.filter(round__gt=told, round__lte=self.newest).order_by("-at", "-pk")
            rows = changes.values_list("entry__page_id", "entry__record_id", "at", "kind", "before")
            newest: dict[int, Recent] = {}
            for page, record, at, kind, before in rows.iterator(chunk_size=5000):
                recent = newest.setdefault(page, Recent(page, record, at))
                if before or kind == ChangeKind.NEW:
                    recent.moves.insert(0, (at, before))
            self._changed[told] = list(newest.values())
        return self._changed[told]

    def of(self, key: str, language: str, told: int) -> Concerned:
        """What of it concerns the readers of a language to whom a subject, by its key, matters."""
        if (key, language, told) not in self._concerned:
            subject, changed = subjects.of_key(key), self.changed(told)
            found = (
                _of_record(subject.record, changed, language)
                if subject.record
                else _of_search(subject.query(language), changed)
            )
            self._concerned[key, language, told] = found
        return self._concerned[key, language, told]


def _of_record(record_id: str, changed: Sequence[Recent], language: str) -> Concerned:
    """The pages of a record that its reader sees; where there are none any more, those that went."""
    recent = [recent for recent in changed if recent.record == record_id]
    if recent and Entry.objects.present().filter(record_id=record_id).exists():
        seen = Entry.objects.for_readers_of(language).filter(record_id=record_id)
        pages = set(seen.values_list("page_id", flat=True))
        recent = [one for one in recent if one.page in pages]
    return Concerned(None, recent)


def _of_search(query: SearchQuery, changed: Sequence[Recent]) -> Concerned:
    pages = _in_batches(service.which, query, changed)
    found = [recent for recent in changed if recent.page in pages]
    were_there = [
        recent
        for recent in changed
        if recent.page not in pages and any(before and hold(query, before) for _at, before in recent.moves)
    ]
    may_have = _in_batches(service.may_have_left, query, were_there)
    return Concerned(query, found, [recent for recent in were_there if recent.page in may_have])


def _in_batches(
    asked: Callable[[SearchQuery, Collection[int]], set[int]], query: SearchQuery, changed: Sequence[Recent]
) -> set[int]:
    pages = [recent.page for recent in changed]
    batches = (pages[start : start + BATCH] for start in range(0, len(pages), BATCH))
    return set().union(*(asked(query, batch) for batch in batches))
