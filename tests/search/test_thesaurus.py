"""The lists of synonyms are readable rules; what is wrong in them is named by list and line."""

import pytest

from search.thesaurus import SynonymsError, Target, Thesaurus, parse
from search.words import read

RULES = """
# Media that are not what they seem
deepfake, synthetic media, hypertrucage
crowdtangle -> monitoring tool
safety of journalists, keep reporters safe -> provision:journalist-support
southern cone -> place:AR, place:CL   # and more
"""


@pytest.fixture(scope="module")
def thesaurus():
    return Thesaurus(parse("test", RULES))


def said(thesaurus, text) -> list[tuple]:
    return [(*meaning.wordings, *meaning.targets) for meaning in thesaurus.meanings(read(text))]


def test_each_term_of_a_group_finds_the_others(thesaurus):
    assert said(thesaurus, "hypertrucage") == [("deepfake", "synthetic media")]
    assert said(thesaurus, "Synthetic Media") == [("deepfake", "hypertrucage")]


def test_an_arrow_leads_one_way(thesaurus):
    assert said(thesaurus, "CrowdTangle") == [("monitoring tool",)]
    assert said(thesaurus, "monitoring tool") == []


def test_terms_are_found_in_any_form_and_without_their_glue(thesaurus):
    assert said(thesaurus, "how to keep the reporters safe") == [(Target("provision", "journalist-support"),)]
    assert said(thesaurus, "deepfakes") == [("synthetic media", "hypertrucage")]
    assert said(thesaurus, "safety journalist") == [(Target("provision", "journalist-support"),)]


def test_one_other_word_may_stand_inside(thesaurus):
    assert said(thesaurus, "are reporters abroad safe?") == [(Target("provision", "journalist-support"),)]
    assert said(thesaurus, "are reporters abroad really feeling safe?") == []


def test_a_word_alone_among_glue_is_only_found_as_it_stands():
    thesaurus = Thesaurus(parse("test", "take down -> provision:content-removal"))
    assert said(thesaurus, "posts they have to take down")
    assert said(thesaurus, "the servers are down") == []


def test_a_list_of_a_language_holds_for_queries_in_it():
    thesaurus = Thesaurus(parse("words-de", "Konten -> account"))
    assert [thesaurus.meanings(read("Konten"), language) != () for language in ("de", "", "id")] == [True, True, False]


def test_a_term_can_stand_for_several_values(thesaurus):
    assert said(thesaurus, "rules of the Southern Cone") == [
        (Target("jurisdiction", "AR"), Target("jurisdiction", "CL")),
    ]


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("alone", "one term alone finds nothing else"),
        ("a, , b", "a term is missing"),
        ("a -> b -> c", "more than one ->"),
        ("a -> provision:", "“provision:” is neither a term nor one of provision:…"),
        ("a -> colour:red", "“colour:red” is neither a term nor one of"),
        ("provision:x -> a", "can only stand on the right"),
        ("?! -> a", "“?!” has no word"),
        ("a ->", "a term is missing"),
    ],
)
def test_an_error_is_named_by_list_and_line(line, problem):
    with pytest.raises(SynonymsError) as error:
        parse("places", f"# head\na, b\n{line}\nc, d\n?, e")
    assert error.value.problems[0].startswith("places, line 3: ")
    assert problem in error.value.problems[0]
    assert error.value.problems[1].startswith("places, line 5: ")
