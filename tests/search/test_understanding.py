"""What a query means beside its words: whose records are wanted, and what is told to a reader of English."""

import pytest

from search.semantics.english import worded
from search.thesaurus import Target, Thesaurus, parse
from search.understanding import understand

RULES = """
facebook -> organisation:meta
facebook fact checkers -> provision:fact-checking
russian -> place:RU
russian propaganda -> provision:foreign-interference
verificación -> fact check
noticias falsas -> 假新闻, fake news, theme:disinformation
bundestagswahl -> place:DE
"""
FACT_CHECKING = Target("provision", "fact-checking")
LABELS = {
    FACT_CHECKING: "Fact-checking",
    Target("theme", "disinformation"): "Disinformation",
    Target("jurisdiction", "DE"): "Germany",
}


@pytest.fixture(scope="module")
def thesaurus():
    return Thesaurus(parse("test", RULES))


def test_an_organisation_inside_a_longer_run_is_whose_records_are_wanted(thesaurus):
    understood = understand("Facebook fact checkers", thesaurus)
    assert understood.whose == [Target("organisation", "meta")]
    assert understood.meant == [FACT_CHECKING]


def test_a_place_inside_a_longer_run_is_not(thesaurus):
    assert understand("Russian propaganda", thesaurus).whose == []
    assert understand("Russian laws", thesaurus).whose == [Target("jurisdiction", "RU")]


def test_each_part_of_a_query_is_told_in_english_by_another_wording_and_by_what_it_stands_for(thesaurus):
    told = worded(understand("verificación de noticias falsas", thesaurus), LABELS)
    assert told == "fact check fake news Disinformation"


def test_a_place_is_told_by_its_name_and_what_is_not_known_as_it_was_typed(thesaurus):
    assert worded(understand("Desinformation vor der Bundestagswahl", thesaurus), LABELS) == "Desinformation Germany"


@pytest.mark.parametrize(
    ("text", "is_known"),
    [
        ("who checks the news in the election", True),
        ("la verificación de las noticias falsas en las elecciones", True),
        ("los partidos políticos y las redes de la ciudad", False),
    ],
)
def test_a_query_in_another_language_is_known_where_the_thesaurus_has_something_for_a_part_of_it(
    thesaurus, text, is_known
):
    assert understand(text, thesaurus).is_known_in_english is is_known
