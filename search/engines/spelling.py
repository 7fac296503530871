"""What a word that stands in no record may have been meant to be."""

from collections.abc import Iterable

from rapidfuzz import process
from rapidfuzz.distance import OSA

from search.words import split

SHORTEST = 4
# Words of this length may differ in two letters, shorter ones in one; two letters that changed places are one.
LONG = 7


def corrections(words: Iterable[str], known: Iterable[str]) -> dict[str, str]:
    """For each of the words, as typed, the most similar of the known ones, where one is near.

    Of several that are as near, the longest: a letter is left out more often than one is put in (*commision*).
    """
    known = set(known)
    found = {}
    for word in words:
        folded = split(word)[0].folded
        if len(folded) < SHORTEST or folded in known:
            continue
        most = 2 if len(folded) >= LONG else 1
        near = process.extract(folded, known, scorer=OSA.distance, score_cutoff=most, limit=None)
        if near:
            found[word] = min(near, key=lambda other: (other[1], -len(other[0]), other[0]))[0]
    return found
