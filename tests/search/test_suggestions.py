"""What somebody may mean who is still typing. Runs on SQLite and on PostgreSQL, which find words in their own ways."""

import pytest
from factories.records import (
    CommitmentFactory,
    ElectionFactory,
    InitiativeFactory,
    InstrumentFactory,
    JurisdictionFactory,
    OrganisationFactory,
    ProvisionFactory,
    RecommendationFactory,
    TextPageFactory,
    ThemeFactory,
    provided,
)

from django.db import connection
from django.test.utils import CaptureQueriesContext

from wagtail.models import Locale

from search.suggestions import Fit, fit, suggestions, words

pytestmark = pytest.mark.django_db


def labels(text: str, language: str = "en") -> list[str]:
    return [suggestion.label for suggestion in suggestions(text, language)]


@pytest.mark.parametrize(
    ("typed", "name", "expected"),
    [
        ("Lithuania", "lithuania", Fit.SAME),
        ("lith", "Lithuania", Fit.BEGINS),
        ("côte d’iv", "Cote d'Ivoire", Fit.BEGINS),
        ("guinea bis", "Guinea-Bissau", Fit.BEGINS),
        ("bis", "Guinea-Bissau", Fit.WITHIN),
        ("act 20", "Digital Services Act 2022", Fit.WITHIN),
        ("dig act", "Digital Services Act", Fit.SCATTERED),
        ("ervices", "Digital Services Act", Fit.NONE),
        ("services digital x", "Digital Services Act", Fit.NONE),
        ("立陶", "立陶宛", Fit.BEGINS),
    ],
)
def test_how_a_name_fits(typed, name, expected):
    assert fit(words(typed), words(name)) == expected


@pytest.mark.parametrize("typed", ["elect", "electi", "electio", "election", "elections", "ELECTIONS (I", "integ"])
def test_every_letter_more_still_finds_the_title(typed):
    """The full text could not do that: it holds the stem of `elections`."""
    InstrumentFactory(title="Act on elections (integrity)", slug="elections")
    assert labels(typed) == ["Act on elections (integrity)"]


def test_accents_case_and_marks_do_not_matter():
    InstrumentFactory(title="Lei das Eleições", parent=JurisdictionFactory(title="Brazil", code="BR"))
    assert labels("eleicoes") == labels("ELEIÇÕ") == labels("(das-eleicoes") == ["Lei das Eleições"]


@pytest.mark.parametrize("typed", ["korea", "Corée du S", "südk", "대", "kr"])
def test_a_place_has_a_name_in_every_language_and_a_code(typed):
    JurisdictionFactory(title="South Korea", code="KR")
    assert labels(typed) == ["South Korea"]


def test_a_place_is_named_in_the_readers_language():
    french = Locale.objects.create(language_code="fr")
    page = JurisdictionFactory(title="Lithuania", code="LT")
    page.copy_for_translation(french, copy_parents=True).save_revision().publish()
    (suggestion,) = suggestions("lithu", "fr")
    assert suggestion.label == "Lituanie"
    assert suggestion.url.startswith("/fr/")


def test_a_region_is_no_name_of_the_places_in_it():
    JurisdictionFactory(title="Lithuania", code="LT")
    JurisdictionFactory(title="European Union", code="EU")
    assert labels("europe") == ["European Union"]
    assert labels("northern") == []


def test_what_is_called_just_that_comes_first_then_what_begins_so_then_the_rest():
    for title in ("Metadata rules", "On metaphors", "Meta"):
        InitiativeFactory(title=title)
    assert labels("meta") == ["Meta", "Metadata rules", "On metaphors"]


def test_at_equal_fit_places_come_before_themes_before_titles():
    theme, provision = ThemeFactory(name="Georgian matters"), ProvisionFactory(label="Georgian provision")
    place = JurisdictionFactory(title="Georgia", code="GE")
    law = InstrumentFactory(title="Georgian law", parent=place, provisions=[provided(provision)])
    law.themes.add(theme)
    law.save_revision().publish()
    InitiativeFactory(title="A Georgian initiative")
    assert labels("georgia") == [
        "Georgia",
        "Georgian matters",
        "Georgian provision",
        "Georgian law",
        "A Georgian initiative",
    ]


def test_what_each_kind_is_called_and_where_it_leads():
    theme, provision = ThemeFactory(slug="z-theme", name="Zebra theme"), ProvisionFactory(code="z", label="Zebra mark")
    place = JurisdictionFactory(title="Zebraland")
    law = InstrumentFactory(title="Zebra law", parent=place, provisions=[provided(provision)])
    law.themes.add(theme)
    law.save_revision().publish()
    company = OrganisationFactory(title="Zebra Inc")
    promise = CommitmentFactory(title="Zebra promise", parent=company)
    project, advice = InitiativeFactory(title="Zebra watch"), RecommendationFactory(title="Zebra recommendation")
    ElectionFactory(title="Zebra vote", parent=place)
    TextPageFactory(title="Zebra method")
    assert [(each.label, each.kind, each.url) for each in suggestions("zebra", "en")] == [
        ("Zebraland", "Jurisdiction", place.url),
        ("Zebra theme", "Theme", "/search/?theme=z-theme"),
        ("Zebra mark", "Provision", "/search/?provision=z"),
        ("Zebra Inc", "Organisation", company.url),
        ("Zebra recommendation", "Recommendation", advice.url),
        ("Zebra law", "Instrument, Zebraland", law.url),
        ("Zebra promise", "Commitment, Zebra Inc", promise.url),
        ("Zebra watch", "Initiative", project.url),
    ]


def test_a_theme_that_no_record_has_leads_nowhere():
    ThemeFactory(name="Unused")
    ProvisionFactory(label="Unused too")
    assert labels("unused") == []


def test_a_law_is_found_by_its_initials_and_its_original_title():
    InstrumentFactory(title="Digital Services Act", title_original="Lei dos serviços digitais")
    assert labels("dsa") == labels("servicos dig") == ["Digital Services Act"]


def test_a_thing_is_suggested_once():
    OrganisationFactory(title="ABC", acronym="ABC Media")
    assert labels("abc") == ["ABC"]


def test_there_are_never_more_than_eight():
    for number in range(12):
        InstrumentFactory(title=f"Act {number}")
    assert len(labels("act")) == 8


def test_what_changes_is_followed_at_once():
    place = JurisdictionFactory(title="Nameland")
    law = InstrumentFactory(title="Old name", parent=place)
    law.title = "New name"
    law.save_revision().publish()
    assert (labels("old"), labels("new")) == ([], ["New name"])
    assert labels("name") == ["Nameland", "New name"]
    law.unpublish()
    place.unpublish()
    assert labels("name") == []


def test_more_records_need_no_more_queries():
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            suggestions("law", "en")
        return len(captured)

    InstrumentFactory(title="A law")
    few = queries()
    for number in range(5):
        InstrumentFactory(title=f"Another law {number}", parent=JurisdictionFactory())
    assert queries() == few <= 6


HOSTILE = [
    "",
    "q",
    "q=",
    "q=%00",
    "q=a%00b",
    "q=%ff%fe",
    "q=%ed%a0%80",
    "q=" + "x" * 10_000,
    "q=" + "a+" * 5_000,
    "q=" + "a+" * 120,
    "q=?!%E2%80%A6---",
    "q=%22%27%5C%25_*",
    "q=la%27w%22+OR+(x:*)",
    "q=NEAR(law+act)",
    "q=law+%26+!act+%7C+%3A*",
    "q=%E2%80%AElaw",
    "q=%F0%9F%97%B3%EF%B8%8F",
    "q=%F4%8F%BF%BF",
    "q=<script>alert(1)</script>",
    "q=law&q=act",
    "x=1",
]


@pytest.mark.parametrize("address", HOSTILE, ids=lambda address: address[:40])
def test_nothing_that_is_typed_breaks_it(client, address):
    InstrumentFactory(title="Law")
    response = client.get(f"/search/suggest?{address}")
    assert response.status_code == 200
    assert response.json().keys() == {"suggestions", "said"}


def test_marks_and_control_characters_around_words_are_left_out(client):
    InstrumentFactory(title="Law on media")
    for typed in ('"law on', "‮law", "law\0on", "law & on", "law_on"):
        assert client.get("/search/suggest", {"q": typed}).json()["suggestions"], typed


def test_the_answer_is_small_plain_and_may_be_kept_for_a_minute(client):
    place = JurisdictionFactory(title="Lithuania", code="LT")
    InstrumentFactory(title="Law <b>on</b> media", slug="media", parent=place)
    response = client.get("/search/suggest?q=media")
    assert response.headers["Content-Type"] == "application/json"
    assert response.headers["Cache-Control"] == "public, max-age=60"
    assert not response.cookies
    (suggestion,) = response.json()["suggestions"]
    assert suggestion["label"] == "Law <b>on</b> media"
    assert suggestion["kind"] == "Instrument, Lithuania"
    assert response.json()["said"] == "1 suggestion"
    assert client.get("/search/suggest?q=zebra").json() == {"suggestions": [], "said": "No suggestions"}
    assert client.post("/search/suggest").status_code == 405
