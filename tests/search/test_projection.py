"""What becomes of a page is followed in the same transaction, in the admin and by code."""

import pytest
from factories.records import (
    CommitmentFactory,
    ElectionFactory,
    InitiativeFactory,
    InstrumentFactory,
    JurisdictionFactory,
    OrganisationFactory,
    ProvisionFactory,
    TextPageFactory,
    ThemeFactory,
    provided,
    translated,
)

from django.core.checks import run_checks
from django.db import transaction

from wagtail.models import Locale, PageViewRestriction

from policies.models import InstrumentPage, JurisdictionPage
from search import builders, projection
from search.citations import citation
from search.models import Entry
from search.query import SearchQuery
from search.service import search

pytestmark = pytest.mark.django_db


def found(record_id: str) -> Entry | None:
    return Entry.objects.present().filter(record_id=record_id).first()


@pytest.fixture
def law():
    return InstrumentFactory(
        parent=JurisdictionFactory(title="Lithuania", code="LT"),
        title="Law on Information",
        record_id="lt-law",
        provisions=[provided(ProvisionFactory(code="ai-labelling", label="AI labels"))],
    )


def test_a_published_page_has_an_entry_with_what_it_says(law):
    entry = found("lt-law")
    assert entry.title == "Law on Information"
    assert entry.url == law.url
    assert "Lituanie" in entry.names
    assert ("provision", "ai-labelling") in entry.facets.values_list("facet", "value")
    assert entry.payload["provisions"][0]["text"] == "Platforms must do so."


def test_a_draft_changes_nothing_until_it_is_published(law):
    law.title = "New title"
    revision = law.save_revision()
    assert found("lt-law").title == "Law on Information"
    revision.publish()
    assert found("lt-law").title == "New title"


def test_a_page_saved_by_code_is_followed(law):
    law.title = "Saved"
    law.save()
    assert found("lt-law").title == "Saved"


def test_what_is_rolled_back_leaves_no_trace(law):
    law.title = "Never"
    with transaction.atomic():
        law.save_revision().publish()
        transaction.set_rollback(True)
    assert found("lt-law").title == "Law on Information"


def test_unpublishing_leaves_a_tombstone_that_says_nothing(law):
    version = found("lt-law").version
    law.unpublish()
    assert found("lt-law") is None
    tombstone = Entry.objects.get(record_id="lt-law")
    assert tombstone.version == version + 1
    assert (tombstone.title, tombstone.payload, tombstone.facets.count()) == ("", {}, 0)


def test_publishing_again_brings_the_entry_back(law):
    law.unpublish()
    law.save_revision().publish()
    assert found("lt-law").removed_at is None


@pytest.mark.parametrize("what", ["page", "parent"])
def test_deletion(law, what):
    (law if what == "page" else law.get_parent()).delete()
    assert found("lt-law") is None


def test_moving_changes_the_address(law):
    latvia = JurisdictionFactory(title="Latvia", code="LV")
    law.move(latvia, "last-child")
    law.refresh_from_db()
    entry = found("lt-law")
    assert entry.url == law.url
    assert ("jurisdiction", "LV") in entry.facets.values_list("facet", "value")


def test_a_new_slug_changes_the_addresses_below(law):
    place = law.get_parent().specific
    place.slug = "lietuva"
    place.save_revision().publish()
    assert found("lt-law").url.startswith("/jurisdictions/lietuva/")


@pytest.mark.parametrize("where", ["page", "parent"])
def test_a_restricted_page_is_not_found_and_a_freed_one_is(law, where):
    page = law if where == "page" else law.get_parent()
    restriction = PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    assert found("lt-law") is None
    restriction.delete()
    assert found("lt-law") is not None


def test_a_renamed_provision_or_place_is_followed(law):
    provision = law.provisions.get().provision
    provision.label = "Marks on synthetic media"
    provision.save()
    assert "Marks on synthetic media" in found("lt-law").subjects
    place = law.get_parent().specific
    place.title = "Republic of Lithuania"
    place.save_revision().publish()
    assert found("lt-law").payload["jurisdiction"]["name"] == "Republic of Lithuania"


def test_a_renamed_organisation_is_followed():
    twitter = OrganisationFactory(title="Twitter")
    CommitmentFactory(parent=twitter, record_id="promise")
    twitter.title = "X"
    twitter.save_revision().publish()
    assert found("promise").payload["organisation"]["name"] == "X"


def test_what_is_right_already_is_not_written_again(law):
    version = found("lt-law").version
    assert projection.project(law) is False
    assert found("lt-law").version == version


def test_themes_in_another_order_are_no_change(law):
    first, second = ThemeFactory(name="Access to data"), ThemeFactory(name="Zebra crossings")
    law.themes.set([first, second])
    law.save()
    version = found("lt-law").version
    law.themes.set([second, first], clear=True)
    law.save()
    assert found("lt-law").version == version


def test_pages_of_text_are_found_too():
    page = TextPageFactory(title="How records are made")
    assert Entry.objects.present().get(page_id=page.pk).kind == "page"


def test_a_forgotten_page_type_stops_the_start(monkeypatch):
    assert not [message for message in run_checks() if message.id == "search.E001"]
    monkeypatch.delitem(builders.EXCLUDED, "home.HomePage")
    (message,) = [message for message in run_checks() if message.id == "search.E001"]
    assert "home.HomePage" in message.msg


def edit_address(page, action=""):
    return f"/admin/pages/{page.pk}/{action}"


def test_the_admin_is_followed(client, django_user_model, law):
    client.force_login(django_user_model.objects.create_superuser("editor"))
    client.post(edit_address(law, "unpublish/"))
    assert found("lt-law") is None
    law.get_latest_revision().publish()
    assert found("lt-law") is not None
    client.post(edit_address(law, "privacy/"), {"restriction_type": "login"})
    assert found("lt-law") is None
    client.post(edit_address(law, "privacy/"), {"restriction_type": "none"})
    assert found("lt-law") is not None
    client.post(edit_address(law, "delete/"))
    assert found("lt-law") is None


def test_an_id_leads_to_its_page_and_a_withdrawn_one_says_so(client, law):
    assert client.get("/id/lt-law").headers["Location"] == law.url
    assert client.get("/id/nothing").status_code == 404
    law.unpublish()
    assert client.get("/id/lt-law").status_code == 410


def test_an_id_leads_to_the_day_that_is_asked_for(client, law):
    """Briefings of a past day are cited by such an address."""
    assert client.get("/id/lt-law?as_of=2024-06-06").headers["Location"] == f"{law.url}?as_of=2024-06-06"
    assert client.get("/id/lt-law?as_of=%0D%0Ax&q=1").headers["Location"] == f"{law.url}?as_of=%0D%0Ax"


def test_a_theme_that_is_deleted_is_gone_from_what_had_it():
    theme = ThemeFactory(name="Zebra crossing")
    law = InstrumentFactory()
    law.themes.set([theme])
    law.save()
    theme.delete()
    entry = Entry.objects.get(page_id=law.pk)
    assert "theme" not in entry.values
    assert not entry.facets.filter(facet="theme").exists()
    assert "Zebra" not in entry.subjects


def test_a_facet_names_a_jurisdiction_as_its_editors_do():
    InstrumentFactory(parent=JurisdictionFactory(title="The Gambia", code="GM"))
    results = search(SearchQuery())
    assert [value.label for value in results.facets["jurisdiction"]] == ["The Gambia"]
    assert {result.place for result in results.results} == {"The Gambia"}


def test_readers_of_another_language_see_each_record_once():
    french = Locale.objects.create(language_code="fr")
    law = InstrumentFactory(title="A law")
    untranslated = InstrumentFactory(title="Another law")
    translated = law.copy_for_translation(french, copy_parents=True)
    translated.title = "Une loi"
    translated.save_revision().publish()

    def titles(language):
        found = search(SearchQuery(chosen={"kind": ("instrument",)}, locale=language)).results
        return {result.title for result in found}

    assert titles("fr") == {"Une loi", untranslated.title}
    assert titles("en") == {"A law", untranslated.title}
    InstrumentPage.objects.get(pk=translated.pk).unpublish()
    assert titles("fr") == {"A law", untranslated.title}


def test_a_record_names_others_only_while_readers_can_open_them():
    place, company = (
        JurisdictionFactory(title="Hidden", code="QQ"),
        OrganisationFactory(title="Secret", jurisdiction=None),
    )
    seated = OrganisationFactory(jurisdiction=place)
    promise = CommitmentFactory(parent=seated, jurisdictions=[place])
    initiative = InitiativeFactory(lead=[company], partners=[company], jurisdictions=[place])

    def named() -> set[str]:
        entries = Entry.objects.filter(page_id__in=[seated.pk, promise.pk, initiative.pk])
        text = " ".join(f"{entry.payload} {entry.names} {entry.values}" for entry in entries)
        return {word for word in ("Hidden", "QQ", "Secret") if word in text}

    assert named() == {"Hidden", "QQ", "Secret"}
    place.title = "Renamed in a draft"
    place.save_revision()
    projection.project_all([seated, promise, initiative])
    assert named() == {"Hidden", "QQ", "Secret"}
    place.refresh_from_db()
    place.unpublish()
    restriction = PageViewRestriction.objects.create(page=company, restriction_type="login")
    assert named() == set()
    place.save_revision().publish()
    restriction.delete()
    assert named() == {"Hidden", "QQ", "Secret"}


def test_what_a_record_lies_below_is_named_only_while_readers_can_open_it():
    place, company = JurisdictionFactory(title="Hidden", code="LT"), OrganisationFactory(title="Secret", acronym="SCR")
    under_place = [InstrumentFactory(parent=place), ElectionFactory(parent=place)]
    promise = CommitmentFactory(parent=company)

    def named() -> set[str]:
        entries = Entry.objects.present().filter(page_id__in=[page.pk for page in (*under_place, promise)])
        assert len(entries) == 3
        text = " ".join(f"{entry.payload} {entry.names} {entry.values}" for entry in entries)
        return {word for word in ("Hidden", "Lithuania", "'LT'", "Secret", "SCR") if word in text}

    assert named() == {"Hidden", "Lithuania", "'LT'", "Secret", "SCR"}
    place.unpublish()
    company.unpublish()
    assert named() == {"Lithuania", "'LT'"}
    assert citation(found(promise.record_id)).authors == ()
    place.save_revision().publish()
    company.save_revision().publish()
    assert named() == {"Hidden", "Lithuania", "'LT'", "Secret", "SCR"}


def test_a_translated_record_names_what_it_lies_below_as_its_readers_see_that():
    place = JurisdictionFactory(title="The republic", code="LT")
    french_place = translated(place, "La république", is_live=False)
    law = translated(InstrumentFactory(parent=place), "Une loi")

    def name() -> str:
        return Entry.objects.present().get(page_id=law.pk).payload["jurisdiction"]["name"]

    JurisdictionPage.objects.filter(pk=french_place.pk).update(title="Brouillon")
    projection.project(law)
    assert name() == "The republic"
    french_place.get_latest_revision().publish()
    assert name() == "La république"
    JurisdictionPage.objects.get(pk=french_place.pk).unpublish()
    place.title = "The new republic"
    place.save_revision().publish()
    assert name() == "The new republic"
    restriction = PageViewRestriction.objects.create(page=place, restriction_type="login")
    assert name() == "Lithuania"
    restriction.delete()
    assert name() == "The new republic"


def test_a_record_does_not_name_a_place_or_an_organisation_that_is_deleted():
    place, company = JurisdictionFactory(title="Hidden", code="QQ"), OrganisationFactory(title="Secret")
    seated = OrganisationFactory(jurisdiction=place)
    promise = CommitmentFactory(jurisdictions=[place])
    initiative = InitiativeFactory(lead=[company], jurisdictions=[place])
    place.delete()
    company.delete()
    for entry in Entry.objects.filter(page_id__in=[seated.pk, promise.pk, initiative.pk]):
        text = f"{entry.payload} {entry.names} {entry.values}"
        assert [word for word in ("Hidden", "QQ", "Secret") if word in text] == []
