"""The thesaurus of the field: which wordings mean the same, and which stand for what records are filed under. Pure.

A list of rules is a text, one rule a line; `#` begins a comment:

    deepfake, synthetic media, hypertrucage            each of these finds the others
    crowdtangle -> social media monitoring             the left ones find the right ones too, not the reverse
    keep reporters safe -> provision:journalist-support    the left ones stand for what is filed under that value

Terms are compared as queries are: in any form of a word, without case, accents, hyphens and glue. Where glue leaves one
word alone, as in *take down*, the term is only found as it stands. A list called
`words-fr` holds for queries in French, and for those whose language cannot be told.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from search.words import Typed, Word, split

ARROW = "->"
LONGEST = 8
OF_LANGUAGE = re.compile(r"words-([a-z]{2})(\.txt)?")
# The facets that a target may name, by the word that lists use.
TARGETS = {
    "provision": "provision",
    "theme": "theme",
    "place": "jurisdiction",
    "region": "region",
    "organisation": "organisation",
    "kind": "kind",
    "type": "type",
    "status": "status",
    "force": "force",
}


class SynonymsError(ValueError):
    """A list of rules has errors; `problems` names each by list and line."""

    def __init__(self, problems: list[str]):
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass(frozen=True)
class Target:
    """A value that records are filed under: `facet` as in `search.facets`, or `organisation`."""

    facet: str
    value: str


@dataclass(frozen=True)
class Rule:
    """Some `terms`, and what each of them finds beside itself.

    `capitals`: only where it was typed in capitals. `language`: only in queries of that language, if it is named.
    """

    terms: tuple[str, ...]
    wordings: tuple[str, ...] = ()
    targets: tuple[Target, ...] = ()
    capitals: bool = False
    language: str = ""


@dataclass(frozen=True)
class Meaning:
    """What the words at some `places` of a query stand for beside themselves."""

    places: tuple[int, ...]
    wordings: tuple[str, ...]
    targets: tuple[Target, ...]


def parse(name: str, text: str) -> list[Rule]:
    """The rules of a list. Raises SynonymsError with everything that is wrong in it."""
    rules: list[Rule] = []
    problems: list[str] = []
    of_language = OF_LANGUAGE.fullmatch(name)
    language = of_language[1] if of_language else ""
    for number, raw in enumerate(text.splitlines(), 1):
        line = raw.partition("#")[0].strip()
        if not line:
            continue
        try:
            rules.append(replace(_rule(line), language=language))
        except ValueError as error:
            problems.append(f"{name}, line {number}: {error}")
    if problems:
        raise SynonymsError(problems)
    return rules


def _rule(line: str) -> Rule:
    left, arrow, right = line.partition(ARROW)
    terms = _parts(left)
    for term in terms:
        if ":" in term and term.partition(":")[0].strip() in TARGETS:
            raise ValueError(f"“{term}” can only stand on the right of {ARROW}")
        if not 1 <= len(_stems(term)) <= LONGEST:
            raise ValueError(f"“{term}” has no word, or more than {LONGEST}")
    if not arrow:
        if len(terms) < 2:
            raise ValueError(f"one term alone finds nothing else: add others, or {ARROW} and what it stands for")
        return Rule(terms, wordings=terms)
    if ARROW in right:
        raise ValueError(f"there is more than one {ARROW}")
    wordings, targets = [], []
    for part in _parts(right):
        noun, colon, value = (piece.strip() for piece in part.partition(":"))
        if not colon:
            wordings.append(part)
        elif noun in TARGETS and value and " " not in value:
            targets.append(Target(TARGETS[noun], value))
        else:
            raise ValueError(f"“{part}” is neither a term nor one of {', '.join(f'{known}:…' for known in TARGETS)}")
    return Rule(terms, tuple(wordings), tuple(targets))


def _parts(text: str) -> tuple[str, ...]:
    parts = [part.strip() for part in text.split(",")]
    if not all(parts):
        raise ValueError("a term is missing: terms stand between commas")
    return tuple(parts)


def _stems(term: str) -> tuple[str, ...]:
    words = split(term)
    telling = [word for word in words if not word.is_glue] or words
    return tuple(word.stem for word in telling)


class Thesaurus:
    """Rules, ready to be looked up in the words of a query."""

    def __init__(self, rules: Iterable[Rule] = ()):
        # By the first stem of a term, the stems of the whole term, and in which rules it stands, with all its words
        # where these have to stand just so.
        self._terms: dict[str, dict[tuple[str, ...], list[tuple[Rule, tuple[str, ...]]]]]
        self._terms = defaultdict(lambda: defaultdict(list))
        # Every word of every term, folded: what a mistyped one may have been meant to be.
        self.words: set[str] = set()
        for rule in rules:
            self.words |= {word.folded for term in rule.terms for word in split(term) if not word.is_glue}
            for stems, whole in {(_stems(term), _as_it_stands(term)) for term in rule.terms}:
                if stems:
                    self._terms[stems[0]][stems].append((rule, whole))

    def meanings(self, typed: Typed, language: str = "") -> tuple[Meaning, ...]:
        """What is said by any run of the words, in which one other word may stand: *ban* political *deepfakes*.

        `language` is that of the words; empty where it cannot be told.
        """
        found, words = [], typed.words
        for begin, word in enumerate(words):
            for stems, rules in self._terms.get(word.stem, {}).items():
                places = _places(words, begin, stems)
                fitting = [
                    rule
                    for rule, whole in rules
                    if places and _fits(rule, words, places, language) and _stands(whole, typed.all)
                ]
                if fitting:
                    found.append(_meaning(places, words, fitting))
        return tuple(meaning for meaning in found if meaning.wordings or meaning.targets)


def _places(words: Sequence[Word], begin: int, stems: tuple[str, ...]) -> tuple[int, ...]:
    """Where the words of a term stand from a place on, with at most one other among them; empty where they do not."""
    places = [begin]
    for stem in stems[1:]:
        spare = len(places) - (places[-1] - begin)
        nearby = range(places[-1] + 1, min(len(words), places[-1] + 2 + spare))
        place = next((index for index in nearby if words[index].stem == stem), None)
        if place is None:
            return ()
        places.append(place)
    return tuple(places)


def _as_it_stands(term: str) -> tuple[str, ...]:
    """All words of a term in which one stands among glue; nothing for all others."""
    words = split(term)
    telling = [word for word in words if not word.is_glue]
    return tuple(word.folded for word in words) if len(telling) == 1 < len(words) else ()


def _stands(whole: tuple[str, ...], words: Sequence[Word]) -> bool:
    folded = [word.folded for word in words]
    return not whole or any(tuple(folded[start : start + len(whole)]) == whole for start in range(len(folded)))


def _fits(rule: Rule, words: Sequence[Word], places: tuple[int, ...], language: str) -> bool:
    spoken = not (rule.language and language) or rule.language == language
    return spoken and (not rule.capitals or _in_capitals(words, places))


def _in_capitals(words: Sequence[Word], places: tuple[int, ...]) -> bool:
    """A code such as IN is a place in capitals alone; where it is all that was typed, in any case."""
    return len(places) == len(words) or all(words[place].is_capital for place in places)


def _meaning(places: tuple[int, ...], words: Sequence[Word], rules: list[Rule]) -> Meaning:
    own = tuple(words[place].stem for place in places)
    wordings = (wording for rule in rules for wording in rule.wordings if _stems(wording) != own)
    targets = (target for rule in rules for target in rule.targets)
    return Meaning(places, tuple(dict.fromkeys(wordings)), tuple(dict.fromkeys(targets)))
