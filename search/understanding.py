"""What a reader means: a query cut into units, each a word or a run of words that stand for something. Pure.

A record answers a unit by having all its words, or by answering what the run stands for: by another wording, or by
being filed under what is meant. Both engines rank by how much of the query a record answers (`search.ranking`).
"""

from dataclasses import dataclass

from policies import places
from search.content import fold
from search.languages import language_of
from search.thesaurus import Meaning, Target, Thesaurus
from search.words import Word, read

# “promise”, “struck down”: what sort of record is wanted. They raise records and are asked of none.
SORTS = frozenset({"kind", "type", "status", "force"})
# Whose record it is: a place or an organisation that was named raises its records above all others.
WHOSE = frozenset({"jurisdiction", "region", "organisation"})
# What is sought.
SUBJECTS = frozenset({"provision", "theme"})
# What says most of it.
TELLING = WHOSE | {"provision"}
# Of these, what is offered as a filter.
OFFERED = frozenset({"jurisdiction", "region"})


@dataclass(frozen=True)
class Unit:
    """A run of words, other `wordings` of it, the values it stands for, and what `inner` runs of it mean alone."""

    words: tuple[Word, ...]
    wordings: tuple[str, ...] = ()
    targets: tuple[Target, ...] = ()
    inner: tuple[Meaning, ...] = ()

    @property
    def subjects(self) -> tuple[Target, ...]:
        return tuple(target for target in self.targets if target.facet in SUBJECTS)

    @property
    def is_sort(self) -> bool:
        return bool(self.targets) and not self.wordings and all(target.facet in SORTS for target in self.targets)


@dataclass(frozen=True)
class Understood:
    """A query: its units in their order, what stood in quotation marks, and its language where that is another."""

    text: str
    units: tuple[Unit, ...] = ()
    phrases: tuple[tuple[Word, ...], ...] = ()
    language: str = ""

    def __bool__(self):
        return bool(self.units or self.phrases)

    @property
    def name(self) -> str:
        """The whole text as names are compared."""
        return fold(self.text)[:255]

    @property
    def words(self) -> list[Word]:
        return [word for unit in self.units for word in unit.words]

    @property
    def asked(self) -> list[int]:
        """The positions of the units that a record has to answer; all of them where nothing but a sort was named."""
        return [index for index, unit in enumerate(self.units) if not unit.is_sort] or list(range(len(self.units)))

    @property
    def meant(self) -> list[Target]:
        """All values that were meant, each once."""
        return list(dict.fromkeys(target for unit in self.units for target in unit.targets))

    @property
    def whose(self) -> list[Target]:
        """The places and organisations that were named, and the organisations that a longer run names by the way:
        “Facebook fact checkers” are those of Meta. A place in a longer run may say something else: “Russian
        propaganda” is not Russia's own record."""
        inner = [target for unit in self.units for meaning in unit.inner for target in meaning.targets]
        named = [target for target in self.meant if target.facet in WHOSE]
        return list(dict.fromkeys([*named, *(target for target in inner if target.facet == "organisation")]))

    @property
    def subjects(self) -> list[int]:
        """The positions of the units that were asked and that mean a subject."""
        return [index for index in self.asked if self.units[index].subjects]

    @property
    def asks_for_a_status(self) -> bool:
        return any(target.facet == "status" for target in self.meant)

    @property
    def is_known_in_english(self) -> bool:
        """Whether it is in English, or the thesaurus has something English for a part of it."""
        return not self.language or any(unit.wordings or unit.targets for unit in self.units)

    @property
    def spoken_in(self) -> tuple[str, ...]:
        """The codes of the countries whose language it is written in: who asks in Portuguese is near Brazil."""
        return places.speaking(self.language) if self.language else ()

    @property
    def offered(self) -> list[Target]:
        return [target for target in self.meant if target.facet in OFFERED]


def understand(text: str, thesaurus: Thesaurus) -> Understood:
    """Read a query in the light of a thesaurus: the longest runs that mean something, of these the most telling."""
    typed, language = read(text), language_of(text)
    meanings = thesaurus.meanings(typed, language)
    taken: dict[int, Meaning] = {}
    for meaning in sorted(meanings, key=_telling, reverse=True):
        if not any(place in taken for place in meaning.places):
            taken |= dict.fromkeys(meaning.places, meaning)
    units = []
    for place, word in enumerate(typed.words):
        meaning = taken.get(place)
        if meaning is None:
            units.append(Unit((word,)))
        elif place == meaning.places[0]:
            words = tuple(typed.words[index] for index in meaning.places)
            inner = (other for other in meanings if set(other.places) < set(meaning.places))
            units.append(Unit(words, meaning.wordings, meaning.targets, tuple(inner)))
    return Understood(text, tuple(units), typed.phrases, "" if language == "en" else language)


def _telling(meaning: Meaning) -> tuple:
    """“ad archive” says more than “political ad”, though both are two words: it stands for a provision."""
    facets = {target.facet for target in meaning.targets}
    stretch = meaning.places[-1] - meaning.places[0]
    return len(meaning.places), bool(facets & TELLING), -stretch, -meaning.places[0]


def corrected(understood: Understood, corrections: dict[str, str]) -> str:
    """The text with some of its words, given as they were typed, replaced; empty where nothing is to be replaced."""
    text = understood.text
    for word in understood.words:
        if better := corrections.get(word.typed):
            text = text.replace(word.typed, better)
    return "" if text == understood.text else text
