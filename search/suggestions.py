"""What somebody who is still typing may mean: places, themes, provisions, organisations and the titles of records.

Read from the entries, whichever engine searches, so that what was published a moment ago is there. What was typed is
looked for at the beginning of words; accents, case and punctuation do not matter.

It stays quick with a million entries because every part looks at a bounded number of rows, in a fixed number of
queries:
- there are as many places as jurisdictions, and as many themes and provisions as editors made: all of them are read;
- names that begin with the text are a range of an index in the order of the text, which is left after LOOKED_AT rows;
- names with the words further in, asked for only where the others leave room, come from an index over words
  (migration 0003), left after as many rows. So a text that thousands of names have shows some of them, not the best.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property, lru_cache
from urllib.parse import urlencode

from django.db import connection
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from policies import places
from policies.models import Provision, Theme
from search.content import fold
from search.facets import BY_NAME
from search.kinds import EntryKind
from search.models import Entry, EntryFacet
from search.results import ONE_OF

MOST = 8
# Names are cut there when they are written.
LONGEST = 255
LOOKED_AT = 500
# So many words are looked for in the index, the longest; the others are compared afterwards.
MOST_WORDS = 4
TITLED = (
    EntryKind.ORGANISATION,
    EntryKind.RECOMMENDATION,
    EntryKind.INSTRUMENT,
    EntryKind.COMMITMENT,
    EntryKind.INITIATIVE,
)
# At equal fit, in this order.
KINDS = (EntryKind.JURISDICTION, "theme", "provision", *TITLED)
WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Suggestion:
    label: str
    kind: str
    url: str


class Fit(IntEnum):
    """How a name has what was typed: the lower the better."""

    SAME = 0
    BEGINS = 1
    WITHIN = 2
    SCATTERED = 3
    NONE = 4


def words(text: str) -> str:
    """The words of a text, folded, a space before each: so that what is typed there begins a word where it is found."""
    return "".join(f" {word}" for word in WORD.findall(fold(text)))


def fit(typed: str, name: str) -> Fit:
    """Both as `words` gives them."""
    if name.startswith(typed):
        return Fit.SAME if name == typed else Fit.BEGINS
    if typed in name:
        return Fit.WITHIN
    return Fit.SCATTERED if all(f" {word}" in name for word in typed.split()) else Fit.NONE


@dataclass(frozen=True)
class Candidate:
    """What may be suggested because one of its names fits; the name that is shown may fit less.

    An entry is known by its key; what is no entry has an address.
    """

    kind: str
    label: str
    fit: Fit
    label_fits: bool = True
    key: int | None = None
    url: str = ""

    @cached_property
    def rank(self) -> tuple:
        return self.fit, KINDS.index(self.kind), not self.label_fits, fold(self.label), self.key or 0


def suggestions(raw: str, language: str) -> list[Suggestion]:
    """At most MOST, the best first, of what is public in a language."""
    if len(raw) > LONGEST:
        return []
    text = fold("".join(letter if letter.isprintable() else " " for letter in raw))
    typed = words(text)
    if not typed:
        return []
    found: dict[int | str, Candidate] = {}
    _keep(found, _places(typed, language))
    _keep(found, _words_of_records(typed))
    _keep(found, _titled(typed, language, *_beginning(text)))
    if sum(candidate.fit <= Fit.BEGINS for candidate in found.values()) < MOST:
        _keep(found, _titled(typed, language, *_with_words(typed)))
    best = sorted(found.values(), key=lambda candidate: candidate.rank)[:MOST]
    entries = Entry.objects.present().in_bulk(candidate.key for candidate in best if candidate.key)
    return [
        _suggestion(candidate, entries.get(candidate.key), language)
        for candidate in best
        if not candidate.key or candidate.key in entries  # not withdrawn since
    ]


def _keep(found: dict[int | str, Candidate], candidates: Iterable[Candidate]) -> None:
    """Each thing once, for the name of it that fits best."""
    for candidate in candidates:
        key = candidate.key or candidate.url
        if candidate.fit != Fit.NONE and (key not in found or candidate.rank < found[key].rank):
            found[key] = candidate


def _suggestion(candidate: Candidate, entry: Entry | None, language: str) -> Suggestion:
    if entry is None:
        return Suggestion(candidate.label, str(BY_NAME[candidate.kind].label), candidate.url)
    kind = str(ONE_OF[EntryKind(entry.kind)])
    # Laws and promises of different places and companies may be called the same.
    whose = ""
    if entry.kind == EntryKind.INSTRUMENT and (place := entry.payload.get("jurisdiction")):
        whose = places.name(place["code"], language) or place["name"]
    elif entry.kind == EntryKind.COMMITMENT and (organisation := entry.payload.get("organisation")):
        whose = organisation["name"]
    if whose:
        kind = _("%(kind)s, %(whose)s") % {"kind": kind, "whose": whose}
    return Suggestion(candidate.label, kind, entry.url)


def _places(typed: str, language: str) -> Iterable[Candidate]:
    """Jurisdictions, by their names in any language."""
    entries = Entry.objects.present().filter(locale=language, kind=EntryKind.JURISDICTION)
    for key, title, names, code in entries.values_list("pk", "title", "names", "payload__code"):
        best = min(fit(typed, name) for name in _names_of_place(names, code))
        if best != Fit.NONE:
            label = places.name(code, language) or title
            yield Candidate(EntryKind.JURISDICTION, label, best, fit(typed, words(label)) == best, key)


@lru_cache(maxsize=4096)
def _names_of_place(names: str, code: str) -> tuple[str, ...]:
    """What a place is called, from the column of its entry, without the names of the regions that it lies in."""
    title, *others = names.splitlines()
    regions = {places.region_name(region, "en") for region in places.regions(code)}
    return tuple(map(words, {title, *(name.strip() for name in others)} - (regions - {title.strip()})))


def _words_of_records(typed: str) -> Iterable[Candidate]:
    """Themes and provisions that some record has, each leading to the search for it."""
    for facet, model, code, label in (("theme", Theme, "slug", "name"), ("provision", Provision, "code", "label")):
        used = Exists(EntryFacet.objects.filter(facet=facet, value=OuterRef(code)))
        for value, name in model.objects.filter(used).order_by().values_list(code, label):
            address = f"{reverse('search')}?{urlencode({facet: value})}"
            yield Candidate(facet, name, fit(typed, words(name)), url=address)


def _titled(typed: str, language: str, names: str, parameters: list) -> Iterable[Candidate]:
    """Organisations and records by their titles, original titles and acronyms: those that `names` selects.

    The database has no choice but to take the few names first (CROSS JOIN is SQLite's word for that): without
    statistics it would begin with all entries of the language.
    """
    kinds = ", ".join("%s" for kind in TITLED)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT name.value, entry.id, entry.kind, entry.title FROM ({names} LIMIT %s) AS name "  # noqa: S608
            "CROSS JOIN search_entry AS entry WHERE entry.id = name.entry_id AND entry.removed_at IS NULL "
            f"AND entry.locale = %s AND entry.kind IN ({kinds})",
            [*parameters, LOOKED_AT, language, *TITLED],
        )
        rows = cursor.fetchall()
    for name, key, kind, title in rows:
        yield Candidate(kind, title, fit(typed, words(name)), name == fold(title)[:LONGEST], key)


def _beginning(text: str) -> tuple[str, list]:
    """The names that begin with a text: no character comes after the last one of Unicode in the order of bytes."""
    in_bytes = 'value COLLATE "BINARY"' if connection.vendor == "sqlite" else 'value COLLATE "C"'
    return (
        "SELECT entry_id, value FROM search_entryfacet "  # noqa: S608
        f"WHERE facet = 'name' AND {in_bytes} >= %s AND {in_bytes} < %s ORDER BY {in_bytes}",
        [text, text + "\U0010ffff"],
    )


def _with_words(typed: str) -> tuple[str, list]:
    """The names that have words which begin as those typed do. One letter begins too many, but in Chinese."""
    wanted = sorted({word for word in typed.split() if len(word) > 1 or not word.isascii()}, key=len)[-MOST_WORDS:]
    if not wanted:
        return "SELECT entry_id, value FROM search_entryfacet WHERE 1 = 0", []
    if connection.vendor == "sqlite":
        return (
            "SELECT entry_id, value FROM (SELECT rowid AS id FROM search_name WHERE search_name MATCH %s) AS hit "
            "CROSS JOIN search_entryfacet USING (id)",
            [" AND ".join(f'"{word}" *' for word in wanted)],
        )
    return (
        "SELECT entry_id, value FROM search_entryfacet "
        "WHERE facet = 'name' AND words_of_name(value) @@ to_tsquery('simple', %s)",
        [" & ".join(f"'{word}':*" for word in wanted)],
    )
