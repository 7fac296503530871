"""What a search answers, the same from every engine, for the page and the API."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from types import SimpleNamespace

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from policies.choices import InstrumentKind
from policies.models import JurisdictionPage
from policies.status import Standing
from search.kinds import EntryKind
from search.models import Entry

# The word for one record of a kind; the facet has the plural.
ONE_OF = {
    EntryKind.INSTRUMENT: _("Instrument"),
    EntryKind.COMMITMENT: _("Commitment"),
    EntryKind.INITIATIVE: _("Initiative"),
    EntryKind.RECOMMENDATION: _("Recommendation"),
    EntryKind.JURISDICTION: _("Jurisdiction"),
    EntryKind.ORGANISATION: _("Organisation"),
    EntryKind.ELECTION: _("Election"),
    EntryKind.PAGE: _("Page"),
}

# Characters that no text has, since Unicode keeps them for programs: engines put them around what matched. Control
# characters would not do: Elasticsearch trims them where they begin or end a passage.
OPEN, CLOSE = "\ufdd0", "\ufdd1"

# A place in the order of what an engine has found, as values of JSON that this engine understands; or a page, alone.
Position = tuple[str | int | float, ...]


@dataclass(frozen=True)
class FacetValue:
    value: str
    label: str
    count: int
    selected: bool


@dataclass(frozen=True)
class Offer:
    """A value that the words of a query name and that can be chosen."""

    facet: str
    value: str
    label: str


@dataclass(frozen=True)
class Passage:
    """A passage that matched, as HTML that is encoded but for <mark>, and the name of the text in which it stands."""

    where: str
    text: SafeString


@dataclass(frozen=True)
class Result:
    """An entry that was found, with what in it matched, and the values it is filed under that were meant."""

    id: str
    kind: str
    title: str
    url: str
    date: str
    summary: str
    payload: dict
    passages: list[Passage]
    score: float
    locale: str = "en"
    filed: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, entry: Entry, passages: list[Passage], score: float, filed: Iterable[str] = ()) -> "Result":
        return cls(
            id=entry.record_id,
            kind=entry.kind,
            title=entry.title,
            url=entry.url,
            date=entry.date,
            summary=entry.summary,
            payload=entry.payload,
            passages=passages,
            score=round(score, 3),
            locale=entry.locale,
            filed=list(filed),
        )

    @property
    def highlights(self) -> list[SafeString]:
        return [passage.text for passage in self.passages]

    @property
    def jurisdiction(self) -> dict | None:
        return self.payload.get("jurisdiction")

    @property
    def kind_label(self) -> str:
        """What it is, in the reader's language: the type of an instrument, else the kind of record."""
        if self.kind == EntryKind.INSTRUMENT and self.payload.get("type") in InstrumentKind.values:
            return InstrumentKind(self.payload["type"]).label
        return ONE_OF[EntryKind(self.kind)]

    @property
    def place(self) -> str:
        """Where or whose it is: the jurisdiction in the reader's language, or the organisation."""
        if self.jurisdiction:
            return JurisdictionPage.shown_name(
                self.jurisdiction["name"], self.jurisdiction["code"], get_language() or "en"
            )
        return (self.payload.get("organisation") or {}).get("name", "")

    @property
    def standing(self) -> Standing:
        """Both tracks of a commitment."""
        tracks = (self.payload.get(track) for track in ("reported", "assessed"))
        return Standing(*(track and SimpleNamespace(**track) for track in tracks))

    @property
    def status(self) -> str:
        """The one word for how it stands: assessed before reported, since evidence goes before words."""
        track = self.payload.get("assessed") or self.payload.get("reported") or {}
        return self.payload.get("status") or track.get("status", "")


@dataclass(frozen=True)
class SearchResults:
    total: int
    engine: str
    took_ms: int
    results: list[Result]
    facets: dict[str, list[FacetValue]]
    # Whether few records answer all that was asked, so that those that answer a part of it follow.
    widened: bool = False
    # What may have been meant, where a word stands in no record; these are the results for it.
    suggestion: str | None = None
    # Places that were named and can be chosen.
    offers: list[Offer] = field(default_factory=list)
    pages: int = 1
    # Whether another engine than the one that is meant to has answered.
    is_stand_in: bool = False
    # The place of the last of them, where others follow it.
    last: Position | None = None


@dataclass(frozen=True)
class Everything:
    """All that a search finds, in its order, read a batch at a time while it is iterated over.

    `total` is how many there were when the first batch was read. Iterating raises
    `search.elasticsearch.client.UnavailableError` where the servers that had begun give up.
    """

    total: int
    engine: str
    batches: Iterator[list[Entry]]

    def __iter__(self) -> Iterator[Entry]:
        for batch in self.batches:
            yield from batch


def encode_highlight(raw: str) -> SafeString:
    """A passage with its marks as HTML. Everything else in it is text, whatever it looks like."""
    text = escape(" ".join(re.sub(r"[\x00-\x08\x0b-\x1f]", " ", raw).split()))
    return mark_safe(str(text).replace(OPEN, "<mark>").replace(CLOSE, "</mark>"))  # noqa: S308  (escaped above)
