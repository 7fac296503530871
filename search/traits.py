"""What of a record is compared with others: whose it is, what it is filed under, and its telling words. Pure."""

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from initiatives.choices import InitiativeStatus
from policies.choices import ENDED, CommitmentStatus, InstrumentStatus
from search.content import fold
from search.kinds import EntryKind
from search.models import Entry
from search.words import STOP_WORDS, UNSPACED, WORD

# Each with what tells whose it is: others' records are comparable.
COMPARED = {
    EntryKind.INSTRUMENT: "jurisdiction",
    EntryKind.COMMITMENT: "organisation",
    EntryKind.INITIATIVE: "organisation",
}
# What is asked of an entry's values, and what it is worth. With the text, all is worth 1.
WORTH = {"provision": 0.45, "theme": 0.1, "addressee": 0.1, "force": 0.1, "type": 0.05}
# Of these the rare ones tell more.
WEIGHED = ("provision", "theme")
# Shorter words seldom name a thing.
SHORTEST = 5
# What is left of the score of what stands no more, and of what does not stand yet or at present.
LEFT = dict.fromkeys(
    (*ENDED, CommitmentStatus.WITHDRAWN, CommitmentStatus.SUPERSEDED, InitiativeStatus.DISCONTINUED), 0.7
) | dict.fromkeys(
    (
        InstrumentStatus.PROPOSED,
        InstrumentStatus.SUSPENDED,
        CommitmentStatus.WEAKENED,
        InitiativeStatus.PLANNED,
        InitiativeStatus.COMPLETED,
    ),
    0.9,
)


@dataclass(frozen=True)
class Words:
    """The telling words of a text by their beginnings: how often each is used, and a form in which it is."""

    counts: dict[str, int]
    forms: dict[str, str]


@dataclass(frozen=True)
class Traits:
    """What of a record is compared. `labels` are those of its provisions and themes."""

    owners: tuple[str, ...]
    values: dict[str, frozenset[str]]
    labels: dict[tuple[str, str], str]
    status: str
    words: Words
    headline: frozenset[str]
    place: frozenset[str]

    @classmethod
    def of(cls, entry: Entry) -> "Traits":
        payload, values = entry.payload, entry.values
        rows = [("provision", row) for row in payload.get("provisions", ())]
        rows += [("theme", row) for row in payload.get("themes", ())]
        return cls(
            owners=owners(entry),
            values={facet: frozenset(values.get(facet, ())) for facet in WORTH},
            labels={(facet, row["code"]): row["label"] for facet, row in rows},
            status=next((values[name][0] for name in ("status", "assessed", "reported") if values.get(name)), ""),
            words=words_of(text_of(entry)),
            headline=frozenset(words_of(headline_of(entry)).counts),
            place=frozenset(words_of((payload.get("jurisdiction") or {}).get("name", "")).counts),
        )


def owners(entry: Entry) -> tuple[str, ...]:
    """Whose a record is: the code of its jurisdiction, or the ids of those who promised it or lead it."""
    if entry.kind == EntryKind.INITIATIVE:
        return tuple(lead["id"] for lead in entry.payload.get("lead", ()))
    return tuple(entry.values.get(COMPARED.get(entry.kind, ""), ()))


def headline_of(entry: Entry) -> str:
    """What is distinctive of it, in the words of its editors."""
    return "\n".join([entry.title, entry.payload.get("approach", ""), entry.payload.get("measure", "")])


def text_of(entry: Entry) -> str:
    """All that it does, in the words of its editors."""
    provisions = (row.get("text", "") for row in entry.payload.get("provisions", ()))
    return "\n".join([headline_of(entry), entry.payload.get("summary", ""), *provisions])


def asked_values(entry: Entry) -> list[tuple[str, str]]:
    """The values of a record, (facet, value), that make another a candidate."""
    return [(facet, value) for facet in WORTH for value in entry.values.get(facet, ())]


def weighed_values(entry: Entry) -> list[tuple[str, str]]:
    """Those of them of which the frequency is asked."""
    return [(facet, value) for facet, value in asked_values(entry) if facet in WEIGHED]


def statuses_by_what_is_left() -> dict[float, list[str]]:
    """LEFT the other way round."""
    return {left: [status for status in LEFT if LEFT[status] == left] for left in sorted(set(LEFT.values()))}


@lru_cache(maxsize=1000)
def words_of(text: str) -> Words:
    """Most forms of a word begin with the same six letters. Numbers and stop words tell nothing."""
    counts: Counter[str] = Counter()
    forms: dict[str, str] = {}
    for word in WORD.findall(fold(text)):
        if word in STOP_WORDS or word.isdigit() or (len(word) < SHORTEST and not re.match(UNSPACED, word)):
            continue
        counts[word[:6]] += 1
        forms.setdefault(word[:6], word)
    return Words(counts, forms)
