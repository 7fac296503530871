"""Which version of a record readers see, and that what lies below a page is found whatever is translated."""

import pytest
from factories.records import (
    CommitmentFactory,
    InstrumentFactory,
    JurisdictionFactory,
    OrganisationFactory,
    TextPageFactory,
    translated,
)

from django.template import Context, Template
from django.utils import translation

from wagtail.models import PageViewRestriction

from policies.models import InstrumentPage, JurisdictionPage
from policies.querysets import below, naming, parent_of, parents, public_among
from policytracker.core.versions import public

pytestmark = pytest.mark.django_db


def seen(language, pages):
    with translation.override(language):
        return sorted(page.title for page in public(pages))


def test_readers_see_each_record_once_and_in_their_language_where_it_is_there():
    InstrumentFactory(title="A law")
    law = InstrumentFactory(title="Another law")
    french = translated(law, "Une autre loi")
    pages = InstrumentPage.objects.all()
    assert seen("en", pages) == ["A law", "Another law"]
    assert seen("fr", pages) == ["A law", "Une autre loi"]
    assert seen("ru", pages) == ["A law", "Another law"]
    french.unpublish()
    assert seen("fr", pages) == ["A law", "Another law"]


def test_a_version_that_readers_may_not_see_does_not_hide_the_original():
    page = TextPageFactory(title="A text")
    french = translated(page, "Un texte")
    hidden = PageViewRestriction.objects.create(page=french, restriction_type="login")
    pages = type(page).objects.all()
    assert seen("fr", pages) == ["A text"]
    hidden.delete()
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    assert seen("fr", pages) == ["Un texte"]
    assert seen("en", pages) == []


@pytest.mark.parametrize("is_live", [True, False])
def test_what_lies_below_a_page_is_found_whichever_of_the_two_is_translated(is_live):
    place = JurisdictionFactory(title="Kenya", code="KE")
    one, other = (InstrumentFactory(parent=place, title=title) for title in ("One", "Other"))
    french_place = translated(place, "Le Kenya", is_live)
    french = translated(other, "Autre")
    with translation.override("fr"):
        title = "Le Kenya" if is_live else "Kenya"
        assert [parent_of(page, JurisdictionPage).title for page in (one, french)] == [title, title]
        found = parents([one, french], JurisdictionPage)
        assert [found[page.pk].title for page in (one, french)] == [title, title]
        for version in (place, french_place):
            assert sorted(page.title for page in below(version, InstrumentPage)) == ["Autre", "One"]
    assert sorted(page.title for page in below(place, InstrumentPage)) == ["One", "Other"]


def test_linked_records_are_shown_in_the_readers_language_whichever_version_is_linked():
    place = JurisdictionFactory(title="Kenya", code="KE")
    french_place = translated(place, "Le Kenya")
    company = OrganisationFactory(title="Company", jurisdiction=french_place)
    promise = CommitmentFactory(parent=company, title="Promise", jurisdictions=[place, french_place])
    for language, title in (("en", "Kenya"), ("fr", "Le Kenya")):
        with translation.override(language):
            assert [page.title for page in public_among(JurisdictionPage, promise.jurisdictions.all())] == [title]
            for version in (place, french_place):
                assert list(naming(version, "commitments")) == [promise]
                assert list(naming(version, "organisations")) == [company]
    assert not naming(JurisdictionPage(), "commitments").exists()


def test_words_in_another_language_than_that_of_the_page_say_so():
    law = InstrumentFactory(title="A law")
    arabic = Template("<a{{ address|its_language }}></a>")

    def shown(value):
        return arabic.render(Context({"address": value}))

    assert shown("/a-law/") == shown(law) == "<a></a>"
    with translation.override("fr"):
        assert shown("/a-law/?as_of=2024-06-06") == shown(law) == '<a lang="en" dir="ltr"></a>'
        assert shown("/fr/a-law/") == "<a></a>"
        assert shown("/ar/a-law/") == '<a lang="ar" dir="rtl"></a>'
