"""What a word that stands in no record may have been meant to be."""

from collections.abc import Iterable

from rapidfuzz import process
from rapidfuzz.distance import OSA

from search.words import split

SHORTEST = 4
# Words of this length may differ in two letters, shorter ones in one; two letters that changed places are one.
LONG = 7


def corrections(words: Iterable[str], known: Iterable[str]) -> dict[str, str]:
    """For each of the words, as typed, the most similar of the known ones, where one is near."""
    known = set(known)
    found = {}
    for word in words:
        folded = split(word)[0].folded
        if len(folded) < SHORTEST or folded in known:
            continue
        best = process.extractOne(folded, known, scorer=OSA.distance, score_cutoff=2 if len(folded) >= LONG else 1)
        if best:
            found[word] = best[0]
    return found
