"""What a reader typed becomes the terms that are looked for."""

import pytest

from search.words import terms


@pytest.mark.parametrize(
    ("text", "words", "phrases"),
    [
        ("Eleição", ("eleicao",), ()),
        ("which countries ban deepfakes before an election?", ("ban", "deepfakes", "election"), ()),
        ('"political advertising" Brazil', ("brazil",), (("political", "advertising"),)),
        ("“fact checking” «data access»", (), (("fact", "checking"), ("data", "access"))),
        ('"unbalanced', ("unbalanced",), ()),
        ("who are they", ("who", "are", "they"), ()),
        ("fact-checking Meta's", ("fact", "checking", "meta"), ()),
        ("?!… ---", (), ()),
        ("NEAR(a* OR b:c) ^x", ("near", "b", "c", "x"), ()),
    ],
)
def test_terms(text, words, phrases):
    found = terms(text)
    assert (found.words, found.phrases) == (words, phrases)


def test_their_number_is_bounded():
    assert len(terms(" ".join(f"word{number}" for number in range(500))).words) < 30
