"""From what a reader typed to the terms that are looked for. Pure."""

import re
from dataclasses import dataclass
from pathlib import Path

from search.content import fold

# Words of questions and of glue, which say nothing of what is sought.
STOP_WORDS = frozenset((Path(__file__).parent / "stop_words.txt").read_text().split())
PHRASE = re.compile(r"[\"“”„«»]([^\"“”„«»]+)[\"“”„«»]")
WORD = re.compile(r"\w+(?:['’]\w+)?")
MOST_TERMS = 24


@dataclass(frozen=True)
class Terms:
    """Single words and exact phrases, each phrase a tuple of words; all folded."""

    words: tuple[str, ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()

    def __bool__(self):
        return bool(self.words or self.phrases)

    @property
    def all(self) -> list[tuple[str, ...]]:
        return [*self.phrases, *((word,) for word in self.words)]


def terms(text: str) -> Terms:
    """The terms of a query: what stands in quotation marks as phrases, and the words that carry meaning.

    Where every word is a stop word, they are what is looked for.
    """
    phrases = []
    rest = text
    for match in PHRASE.finditer(text):
        if words := _words(match.group(1)):
            phrases.append(tuple(words))
        rest = rest.replace(match.group(0), " ")
    words = _words(rest)
    telling = [word for word in words if word not in STOP_WORDS]
    if not telling and not phrases:
        telling = words
    return Terms(tuple(dict.fromkeys(telling))[:MOST_TERMS], tuple(phrases)[:MOST_TERMS])


def _words(text: str) -> list[str]:
    return [part for word in WORD.findall(fold(text)) for part in re.split(r"['’_]", word) if part]
