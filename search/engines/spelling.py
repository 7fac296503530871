"""What a word that stands nowhere may have been meant to be, for the engine that has no server to ask."""

from rapidfuzz import process
from rapidfuzz.distance import OSA

from search.models import Entry
from search.thesaurus import Thesaurus
from search.words import split

SHORTEST = 4
# Words of this length may differ in two letters, shorter ones in one; two letters that changed places are one.
LONG = 8
# Titles that are read for words; with more entries the engine is out of its depth in any case.
MOST_TITLES = 20_000


def corrections(words: list[str], thesaurus: Thesaurus) -> dict[str, str]:
    """For each of the words, as typed, the most similar one of titles, names and thesaurus, where one is near."""
    words = [word for word in words if len(word) >= SHORTEST]
    if not words:
        return {}
    known = thesaurus.words | _title_words()
    found = {}
    for word in words:
        folded = split(word)[0].folded
        limit = 2 if len(folded) >= LONG else 1
        best = process.extractOne(folded, known, scorer=OSA.distance, score_cutoff=limit)
        if best:
            found[word] = best[0]
    return found


def _title_words() -> set[str]:
    titles = Entry.objects.present().values_list("title", flat=True)[:MOST_TITLES]
    return {word.folded for title in titles for word in split(title) if len(word.folded) >= SHORTEST}
