"""What a reader means: the words of a query, what they stand for, and which of them a record has to answer. Pure.

A record answers a word by having it, or by answering any meaning of a run of words in which it stands: by another
wording, or by being filed under what is meant. Both engines rank by how much of the query a record answers.
"""

from dataclasses import dataclass

from search.content import fold
from search.thesaurus import Meaning, Target, Thesaurus
from search.words import Word, read

# “law”, “promise”, “struck down”: what sort of record is wanted. They raise records and are asked of none.
SORTS = frozenset({"kind", "type", "status", "force"})
# A place or region that was named is offered as a filter.
OFFERED = ("jurisdiction", "region")


@dataclass(frozen=True)
class Understood:
    """A query: its words and phrases, what runs of the words stand for, and the words that say only a sort."""

    text: str
    words: tuple[Word, ...] = ()
    phrases: tuple[tuple[Word, ...], ...] = ()
    meanings: tuple[Meaning, ...] = ()
    sorts: frozenset[int] = frozenset()

    def __bool__(self):
        return bool(self.words or self.phrases)

    @property
    def name(self) -> str:
        """The whole text as names are compared."""
        return fold(self.text)[:255]

    @property
    def asked(self) -> list[int]:
        """The positions of the words that a record has to answer; all of them where nothing but a sort was named."""
        return [index for index in range(len(self.words)) if index not in self.sorts] or list(range(len(self.words)))

    def meanings_of(self, index: int) -> list[Meaning]:
        """What the word at a position can stand for, alone or with its neighbours."""
        return [meaning for meaning in self.meanings if index in meaning.span]

    @property
    def named(self) -> list[Target]:
        """The places and regions that were named, each once."""
        named = (target for meaning in self.meanings for target in meaning.targets if target.facet in OFFERED)
        return list(dict.fromkeys(named))


def understand(text: str, thesaurus: Thesaurus) -> Understood:
    """Read a query in the light of a thesaurus."""
    typed = read(text)
    meanings = thesaurus.meanings(typed.words)
    sorts = set()
    for index in range(len(typed.words)):
        targets = [target for meaning in meanings if index in meaning.span for target in meaning.targets]
        if targets and all(target.facet in SORTS for target in targets):
            sorts.add(index)
    return Understood(text, typed.words, typed.phrases, meanings, frozenset(sorts))


def corrected(understood: Understood, corrections: dict[str, str]) -> str:
    """The text with some of its words, given as they were typed, replaced; empty where nothing is to be replaced."""
    text = understood.text
    for word in understood.words:
        if better := corrections.get(word.typed):
            text = text.replace(word.typed, better)
    return "" if text == understood.text else text
