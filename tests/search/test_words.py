"""What a reader typed becomes the words and phrases that are looked for."""

import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from search.words import _word, read, split


@pytest.mark.parametrize(
    ("text", "words", "phrases"),
    [
        ("Eleição", ["eleicao"], []),
        ("which are the rules before an election?", ["rules", "election"], []),
        ('"political advertising" Brazil', ["brazil"], [["political", "advertising"]]),
        ("“fact checking” «data access»", [], [["fact", "checking"], ["data", "access"]]),
        ('"unbalanced', ["unbalanced"], []),
        ("who are they", ["who", "are", "they"], []),
        ("fact-checking Meta's", ["fact", "checking", "meta"], []),
        ("?!… ---", [], []),
        ("NEAR(a* OR b:c) ^x", ["near", "or", "b", "c", "x"], []),
        ("deepfakes in the US", ["deepfakes", "us"], []),
        ("WHO PAID FOR IT", ["paid"], []),
        ("深度伪造", ["深", "度", "伪", "造"], []),
        ("딥페이크", ["딥페이크"], []),
    ],
)
def test_words_and_phrases(text, words, phrases):
    typed = read(text)
    assert [word.folded for word in typed.words] == words
    assert [[word.folded for word in phrase] for phrase in typed.phrases] == phrases


def test_all_forms_of_a_word_have_one_stem():
    assert {word.stem for word in read("label labels labelling labelled").words} == {"label"}


def test_their_number_is_bounded():
    assert len(read(" ".join(f"word{number}" for number in range(500))).words) < 30


def test_two_readers_at_once_do_not_spoil_each_others_words():
    texts = [f"labelling{number}s generating{number} manipulations{number}" for number in range(300)]
    alone = [[word.stem for word in split(text)] for text in texts]
    _word.cache_clear()
    switch = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(8) as threads:
            together = list(threads.map(lambda text: [word.stem for word in split(text)], texts))
    finally:
        sys.setswitchinterval(switch)
    assert together == alone
