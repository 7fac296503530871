"""From what was understood to the body of a request. Pure: nothing here asks a server.

A word is answered by a record that has it in any text, or that answers a meaning of it (`search.understanding`). What
is required and what is weighed are kept apart: filters say which records are shown, `should` says in which order.
"""

from collections.abc import Iterable, Sequence
from itertools import accumulate

from elasticsearch.dsl import Q
from elasticsearch.dsl.query import Query

from django.conf import settings

from search.elasticsearch.analysis import LANGUAGES, language_of
from search.elasticsearch.documents import EVERYTHING
from search.query import SearchQuery
from search.ranking import (
    BESIDE_THE_BEST,
    FILED,
    INNER,
    OF_UNDONE,
    OTHER_WORDING,
    PRECEDENCE,
    SPOKEN,
    UNDONE,
    WHOSE,
    said,
)
from search.thesaurus import Meaning, Target
from search.understanding import Understood, Unit
from search.words import split

# How much a word tells by the text in which it stands; less than 1 the servers do not take.
TEXTS = {
    "title": 6.0,
    "subjects": 3.0,
    "summary": 3.0,
    "approach": 2.0,
    "provisions": 1.6,
    "details": 1.0,
    "critique": 1.0,
    "history": 1.0,
    "concepts": 1.0,
}
# What a word tells by all these texts together, and words in a row by each of them.
WORD, RUN = 2.5, 0.5
NAMES, ORIGINAL, FOREIGN = 0.7, 2.0, 1.2
# The name of the count of those that answer every unit.
ALL = "all"
# A title that has all the words, and an entry that is called just what was asked for.
WHOLE_TITLE, CALLED = 1.5, 30.0

# Words in the other wordings of one query, shared by its units: each is a clause for each text, and the servers
# refuse a query with too many.
MOST_WORDS = 128


def for_readers_of(language: str) -> Query:
    """What readers of a language see: see `EntryQuerySet.for_readers_of`."""
    own = Q("term", locale=language)
    if language != settings.LANGUAGE_CODE:
        untranslated = Q("term", locale=settings.LANGUAGE_CODE) & ~Q("term", also_in=language)
        own = Q("bool", should=[own, untranslated], minimum_should_match=1)
    return Q("bool", filter=[Q("term", removed="no"), own])


def in_years(query: SearchQuery) -> list[Query]:
    """The entries that were active in the years asked for."""
    if not (query.year_from or query.year_to):
        return []
    bounds = {"gte": query.year_from, "lte": query.year_to}
    return [Q("range", year={name: year for name, year in bounds.items() if year})]


class Clauses:
    """The clauses of what was understood, for readers of a language; `rarity` of each unit by its place."""

    def __init__(self, understood: Understood, locale: str, rarity: dict[int, float] | None = None):
        self.understood = understood
        self._rarity = rarity or {}
        self._words_each = MOST_WORDS // max(1, len(understood.units))
        languages = dict.fromkeys([language_of(settings.LANGUAGE_CODE), language_of(locale)])
        self._texts = [[f"{name}.{language}^{weight}" for name, weight in TEXTS.items()] for language in languages]
        # English stems of words that are not English find what has nothing to do with them.
        self._is_stemmed = not understood.language
        self._others = [] if self._is_stemmed else [f"{EVERYTHING}^{FOREIGN}"]
        self._others += [f"names^{NAMES}", *(f"original.{language}^{ORIGINAL}" for language in LANGUAGES)]
        self._titles = [f"title.{language}" for language in languages]

    def answers(self, unit: Unit) -> Query:
        """That a record answers a unit."""
        return _any([*self._said(unit), *map(_filed, unit.targets)])

    def raised(self) -> list[dict]:
        """What raises or lowers a record as a whole."""
        understood = self.understood
        asked = {place: self._rarity.get(place, 1.0) for place in understood.asked}
        weights = [{"filter": Q("term", kind=kind), "weight": weight} for kind, weight in PRECEDENCE.items()]
        if not understood.asks_for_a_status:
            weights.append({"filter": Q("terms", status=list(UNDONE)), "weight": OF_UNDONE})
        if whose := understood.whose:
            weights.append({"filter": _any(map(_filed, whose)), "weight": WHOSE})
        if spoken := understood.spoken_in:
            weights.append({"filter": Q("terms", jurisdiction=list(spoken)), "weight": SPOKEN})
        for place in understood.subjects:
            unit = understood.units[place]
            saying = Q("bool", filter=[_any(map(_filed, unit.subjects)), _any(self._said(unit))])
            weights.append({"filter": saying, "weight": said(asked[place], asked.values())})
        return weights

    def _said(self, unit: Unit) -> list[Query]:
        return [self._words(unit), *self._wordings(unit.wordings)]

    def phrases(self) -> list[Query]:
        """What stood in quotation marks, word for word."""
        return [
            Q("match_phrase", **{EVERYTHING: " ".join(word.typed for word in phrase)})
            for phrase in self.understood.phrases
        ]

    def weighed(self) -> list[Query]:
        """What raises a record that is shown."""
        clauses = [
            self._weighed(unit, self._rarity.get(place, 1.0)) for place, unit in enumerate(self.understood.units)
        ]
        clauses += [self._quoted(" ".join(word.typed for word in phrase)) for phrase in self.understood.phrases]
        if words := " ".join(word.typed for word in self.understood.words):
            clauses.append(
                Q(
                    "multi_match",
                    query=words,
                    fields=self._titles,
                    operator="and",
                    type="best_fields",
                    boost=WHOLE_TITLE,
                )
            )
        clauses.append(Q("constant_score", filter=Q("term", called=self.understood.name), boost=CALLED))
        return clauses

    def _weighed(self, unit: Unit, rarity: float) -> Query:
        ways = [*self._said(unit), *map(_filed, unit.targets)]
        if len(unit.words) > 1:
            parts = [self._typed(word.typed) for word in unit.words]
            parts += [self._meaning(meaning) for meaning in unit.inner]
            ways.append(Q("bool", should=parts, boost=INNER))
        return _best(ways, boost=rarity)

    def _words(self, unit: Unit) -> Query:
        return Q("bool", must=[self._typed(word.typed) for word in unit.words])

    def _typed(self, word: str) -> Query:
        """A word of the reader."""
        ways = self._word(word) if self._is_stemmed else []
        return _best([*ways, self._multi(word, self._others)])

    def _quoted(self, words: str) -> Query:
        """Words of the reader in a row."""
        ways = [self._run(words)] if self._is_stemmed else []
        return _best([*ways, self._multi(words, self._others, type="phrase")])

    def _word(self, word: str) -> list[Query]:
        """That a word stands in the texts, in each language. They are weighed as one text (BM25F): a record that has it
        in all of them does not tell many times as much as one that has it once."""
        return [Q("combined_fields", query=word, fields=fields, boost=WORD) for fields in self._texts]

    def _run(self, words: str) -> Query:
        """That words stand in a row in a text."""
        return self._multi(words, [field for fields in self._texts for field in fields], type="phrase", boost=RUN)

    def _multi(self, text: str, fields: list[str], **how) -> Query:
        return Q("multi_match", query=text, fields=fields, tie_breaker=BESIDE_THE_BEST, **how)

    def _meaning(self, meaning: Meaning) -> Query:
        return _best([*self._wordings(meaning.wordings), *map(_filed, meaning.targets)])

    def _wordings(self, wordings: Sequence[str]) -> list[Query]:
        return [
            _best([self._run(wording)] if len(split(wording)) > 1 else self._word(wording), boost=OTHER_WORDING)
            for wording in self._as_many_as_are_taken(wordings)
        ]

    def _as_many_as_are_taken(self, wordings: Sequence[str]) -> Iterable[str]:
        """The first is taken in any case."""
        words = accumulate(len(split(wording)) for wording in wordings)
        taken = [wording for wording, so_far in zip(wordings, words, strict=True) if so_far <= self._words_each]
        return taken or wordings[:1]


def _filed(target: Target) -> Query:
    return Q("term", **{target.facet: {"value": target.value, "boost": FILED[target.facet]}})


def _best(ways: list[Query], boost: float = 1.0) -> Query:
    """What the best of some ways tells, and a little for each other."""
    return Q("dis_max", queries=ways, tie_breaker=BESIDE_THE_BEST, boost=boost)


def _any(queries: Iterable[Query], at_least: int = 1) -> Query:
    return Q("bool", should=list(queries), minimum_should_match=at_least)


def with_units(
    query: SearchQuery, understood: Understood, places: list[int], at_least: int, rarity: dict[int, float]
) -> Query:
    """The records that answer at least so many of the units at some places, those that answer most of it first."""
    clauses = Clauses(understood, query.locale, rarity)
    if not (places or understood.phrases):
        return Q("match_none")
    answered = [clauses.answers(understood.units[place]) for place in places]
    required = [_any(answered, at_least)] if answered else []
    return _ranked(query, clauses, required, clauses.raised())


def everything(query: SearchQuery) -> Query:
    """All records, for a search without words."""
    return Q("bool", filter=[for_readers_of(query.locale), *in_years(query)])


def _ranked(query: SearchQuery, clauses: Clauses, required: list[Query], weights: list[dict]) -> Query:
    called = Q("term", called=clauses.understood.name)
    body = Q(
        "bool",
        filter=[
            for_readers_of(query.locale),
            *in_years(query),
            *clauses.phrases(),
            _any([called, Q("bool", filter=required)]),
        ],
        should=clauses.weighed(),
    )
    return Q("function_score", query=body, functions=weights, score_mode="multiply", boost_mode="multiply")


def marked(body: Query, query: SearchQuery, understood: Understood) -> Query:
    """What is marked in the texts of what was found.

    Words that are not English are looked for in all texts as one, which is never shown: they are marked in each text.
    """
    typed = [word.typed for words in (understood.words, *understood.phrases) for word in words]
    if not (understood.language and typed):
        return body
    languages = dict.fromkeys([language_of(settings.LANGUAGE_CODE), language_of(query.locale)])
    fields = [f"{name}.{language}" for name in TEXTS for language in languages]
    return _any([body, Q("multi_match", query=" ".join(typed), fields=fields)])


def counted(query: SearchQuery, understood: Understood) -> dict[str, Query]:
    """What is to be counted: which records answer each unit that was asked, by its place, and which answer all."""
    clauses = Clauses(understood, query.locale)
    units = {str(place): clauses.answers(understood.units[place]) for place in understood.asked}
    return units | {ALL: Q("bool", filter=[*units.values(), *clauses.phrases()])}
