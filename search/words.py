"""From what a reader typed to the terms that are looked for. Pure."""

import re
from dataclasses import dataclass

from search.content import fold

# Words of questions and of glue, which say nothing of what is sought.
STOP_WORDS = frozenset(
    """
    a about after all also an and any are around as at be because been before being between both but by can could
    country countries did do does during each every for from had has have how i if in into is it its law laws may me
    more most must my no not of on or other our out over own s same shall she should so some such than that the
    their them then there these they this those through to under up upon us use was we were what when where whether
    which while who whom whose why will with without would you your
    de la le les des du et en au aux un une el los las y del da do das dos e o os na no der die das und von
    """.split()
)
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
