"""What one mail says: which records changed, how, and why the reader is told of them."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import unescape

from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from policytracker.alerts import subjects
from policytracker.alerts.concerns import Concerned, Concerns
from policytracker.alerts.models import Subscriber, Subscription
from policytracker.core.addresses import absolute
from search import service
from search.changes import ChangeKind
from search.conditions import no_longer
from search.models import Change
from search.query import SearchQuery
from search.results import Result
from search.telling import Sentence, sentence

# Records in one mail. Of the rest it says how many there are, and where.
LONGEST = 30


@dataclass(frozen=True)
class Reason:
    """Why a reader is told of a record: what they asked for and, for a search, what in the record matched.

    `left` says that the record answers the search no longer.
    """

    subject: str
    left: str = ""
    filed: tuple[str, ...] = ()
    where: str = ""
    passage: SafeString | str = ""

    @property
    def plain(self) -> str:
        return unescape(strip_tags(self.passage))


@dataclass(frozen=True)
class News:
    """What became of one record."""

    title: str
    link: str
    language: str
    summary: str
    sentences: tuple[Sentence, ...]
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class Digest:
    """`news`, the newest first; how many records there are in `total`; and what all is about: names and addresses."""

    news: list[News]
    total: int
    subjects: list[tuple[str, str]]

    @property
    def left_out(self) -> int:
        return self.total - len(self.news)


@dataclass
class Digests:
    """Makes the digests of a run: what is told up to a round. What several wait for is asked and read once."""

    newest: int
    _concerns: Concerns = field(init=False)
    _changes: dict[int, list[Change]] = field(default_factory=dict)
    _matched: dict[tuple[str, str], dict[int, Result | None]] = field(default_factory=lambda: defaultdict(dict))
    _names: dict[tuple[str, str], str] = field(default_factory=dict)

    def __post_init__(self):
        self._concerns = Concerns(self.newest)

    def of(self, subscriber: Subscriber) -> Digest:
        """What a subscriber has not been told yet, in the language that is active, which is theirs."""
        subscriptions = list(subscriber.subscriptions.order_by("pk"))
        because: dict[int, list[Subscription]] = defaultdict(list)
        for subscription in subscriptions:
            for page in self._of_subject(subscription, subscriber).since(subscription.since):
                because[page].append(subscription)
        ranked = [recent.page for recent in self._concerns.changed(subscriber.told) if recent.page in because]
        news = self._news(ranked[:LONGEST], because, subscriber)
        left_out = subscriptions if len(ranked) > len(news) else ()
        about = [(self._name(one.subject, subscriber.language), subjects.of_key(one.subject)) for one in left_out]
        return Digest(news, len(ranked), [(name, absolute(subject.path)) for name, subject in about])

    def _of_subject(self, subscription: Subscription, subscriber: Subscriber) -> Concerned:
        return self._concerns.of(subscription.subject, subscriber.language, subscriber.told)

    def _news(self, pages: Sequence[int], because: dict[int, list[Subscription]], subscriber: Subscriber) -> list[News]:
        self._read(pages)
        reasons = self._reasons(pages, because, subscriber)
        found = []
        for page in pages:
            since = min(subscription.since for subscription in because[page])
            changes = [one for one in self._changes[page] if one.round > subscriber.told and one.at >= since]
            if changes:
                found.append(_of_record(changes, reasons[page]))
        return [news for news in found if news.sentences]

    def _read(self, pages: Sequence[int]) -> None:
        """All that is told of some pages in this run to anybody, the oldest first."""
        unread = [page for page in pages if page not in self._changes]
        if not unread:
            return
        rows = Change.objects.filter(entry__page_id__in=unread, round__lte=self.newest).select_related("entry")
        needless = (f"entry__{name}" for name in ("names", "subjects", "body", "payload"))
        for change in rows.defer("before", "after", *needless).order_by("at", "pk"):
            self._changes.setdefault(change.entry.page_id, []).append(change)

    def _reasons(
        self, pages: Sequence[int], because: dict[int, list[Subscription]], subscriber: Subscriber
    ) -> dict[int, list[Reason]]:
        reasons: dict[int, list[Reason]] = defaultdict(list)
        for subscription in dict.fromkeys(one for page in pages for one in because[page]):
            concerned = self._of_subject(subscription, subscriber)
            told = [page for page in pages if subscription in because[page]]
            name = self._name(subscription.subject, subscriber.language)
            if concerned.query is None:
                for page in told:
                    reasons[page].append(Reason(_("You follow this record.")))
                continue
            matched = self._matches(subscription.subject, concerned.query, told)
            for page in told:
                if concerned.is_left_by(page):
                    reasons[page].append(Reason(name, no_longer(concerned.query, self._changes[page][0].entry.values)))
                else:
                    reasons[page].append(_reason(name, matched.get(page)))
        return reasons

    def _matches(self, subject: str, query: SearchQuery, pages: Sequence[int]) -> dict[int, Result | None]:
        """What in each page matched the words of a search."""
        matched = self._matched[subject, query.locale]
        if query.text and (unasked := [page for page in pages if page not in matched]):
            results = {result.id: result for result in service.why(query, unasked)}
            matched |= {page: results.get(self._changes[page][0].entry.record_id) for page in unasked}
        return matched

    def _name(self, subject: str, language: str) -> str:
        if (subject, language) not in self._names:
            self._names[subject, language] = subjects.of_key(subject).name(language)
        return self._names[subject, language]


def put_together(changes: Sequence[Change]) -> tuple[Sentence, ...]:
    """The changes of one record, oldest first, as somebody is told who was not there meanwhile.

    What came is new, whatever was done to it since. A status that moved twice moved from the first to the last, and one
    that came back has not moved; the events that said so are told all the same.
    """
    kinds = [change.kind for change in changes]
    if kinds[-1] == ChangeKind.WITHDRAWN:
        return (sentence(ChangeKind.WITHDRAWN, {}),)
    if ChangeKind.NEW in kinds:
        return (sentence(ChangeKind.NEW, {}),)
    moves: dict[tuple, list[dict]] = defaultdict(list)
    for change in changes:
        if change.kind == ChangeKind.STATUS:
            moves[change.details["track"], change.details.get("action", "")].append(change.details)
    told, events = [], []
    for course in moves.values():
        first, last = course[0]["from"], course[-1]["to"]
        if first != last:
            told.append(sentence(ChangeKind.STATUS, course[-1] | {"from": first}))
        between = course[:-1] if first != last else course
        events += [sentence(ChangeKind.EVENT, details) for details in between if details.get("date")]
    events += [
        sentence(change.kind, change.details)
        for change in changes
        if change.kind in (ChangeKind.EVENT, ChangeKind.SOURCES)
    ]
    parts = [part for change in changes if change.kind == ChangeKind.REVISED for part in change.details["parts"]]
    revised = [sentence(ChangeKind.REVISED, {"parts": parts})] if parts else []
    return (*told, *events, *revised)


def _reason(name: str, result: Result | None) -> Reason:
    passage = result.passages[0] if result and result.passages else None
    return Reason(
        name,
        filed=tuple(result.filed) if result else (),
        where=passage.where if passage else "",
        passage=passage.text if passage else "",
    )


def _of_record(changes: list[Change], reasons: list[Reason]) -> News:
    entry, sentences = changes[-1].entry, put_together(changes)
    path = reverse("record", args=[entry.record_id]) if entry.removed_at else entry.url
    is_new = ChangeKind.NEW in [change.kind for change in changes] and not entry.removed_at
    title, summary = entry.title or entry.record_id, entry.summary if is_new else ""
    return News(title, absolute(path), entry.locale, summary, sentences, tuple(reasons))
