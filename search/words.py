"""From what a reader typed to the words that are compared. Pure."""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from threading import Lock

import snowballstemmer

from search.content import fold

# Words of questions and of glue, which say nothing of what is sought.
STOP_WORDS = frozenset(map(fold, (Path(__file__).parent / "stop_words.txt").read_text().split()))
PHRASE = re.compile(r"[\"“”„«»]([^\"“”„«»]+)[\"“”„«»]")
# Scripts that put no space between words are read letter by letter.
UNSPACED = r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]"
WORD = re.compile(rf"{UNSPACED}|(?:(?!{UNSPACED})[^\W_])+")
POSSESSIVE = re.compile(r"['’]s\b", re.IGNORECASE)
MOST_WORDS = 24

_stemmer = snowballstemmer.stemmer("english")
# It keeps the word it works on in itself: two threads would spoil each other's.
_one_at_a_time = Lock()


@dataclass(frozen=True)
class Word:
    """A word as it was typed; `folded`, without case and accents; and its `stem`, the same for all forms of a word."""

    typed: str
    folded: str
    stem: str

    @property
    def is_glue(self) -> bool:
        return self.folded in STOP_WORDS

    @property
    def is_capital(self) -> bool:
        return self.typed.isupper()


@dataclass(frozen=True)
class Typed:
    """The words that carry meaning, in their order, and what stood in quotation marks, each phrase as its words.

    `all` are the words with the glue between them.
    """

    words: tuple[Word, ...] = ()
    phrases: tuple[tuple[Word, ...], ...] = ()
    all: tuple[Word, ...] = ()

    def __bool__(self):
        return bool(self.words or self.phrases)


def read(text: str) -> Typed:
    """The words and phrases of a query. Where all words are glue, they are what is looked for."""
    phrases = [found for match in PHRASE.finditer(text) if (found := split(match.group(1)))]
    typed = split(PHRASE.sub(" ", text))
    # US and IT in a text that is not all in capitals are names.
    shouted = text.isupper()
    telling = [word for word in typed if not word.is_glue or (word.is_capital and len(word.typed) > 1 and not shouted)]
    if not telling and not phrases:
        telling = typed
    return Typed(tuple(telling[:MOST_WORDS]), tuple(phrase[:MOST_WORDS] for phrase in phrases[:MOST_WORDS]), typed)


def split(text: str) -> tuple[Word, ...]:
    """All words of a text, glue included."""
    return tuple(_word(found) for found in WORD.findall(POSSESSIVE.sub("", text)))


@lru_cache(maxsize=20_000)
def _word(typed: str) -> Word:
    folded = fold(typed)
    with _one_at_a_time:
        return Word(typed, folded, _stemmer.stemWord(folded))
