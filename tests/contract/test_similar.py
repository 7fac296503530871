"""What every engine promises of comparable records. Runs on the database that DATABASE_URL names."""

import pytest
from factories.records import (
    CommitmentFactory,
    InitiativeFactory,
    InstrumentFactory,
    JurisdictionFactory,
    OrganisationFactory,
    ProvisionFactory,
    provided,
)

from django.db import connection
from django.test.utils import CaptureQueriesContext

from wagtail.models import Locale, PageViewRestriction

from search import service, similarity
from search.elasticsearch import client as servers
from search.engines.embedded import EmbeddedEngine
from search.models import Entry

pytestmark = pytest.mark.django_db

# So that no law is like another in its words alone.
WORDS = iter(f"x{number}word" for number in range(10_000))


@pytest.fixture(autouse=True)
def no_stand_in(monkeypatch, engine):
    """Where the servers should answer, they do."""
    if engine == "elasticsearch":
        monkeypatch.setattr(service, "EmbeddedEngine", None)


@pytest.fixture
def labels():
    return ProvisionFactory(code="ai-labelling", label="Labels on AI-generated content")


@pytest.fixture
def archive():
    return ProvisionFactory(code="ad-repository", label="Advertising repository")


def law(record_id: str, *provisions, **values):
    words = {"approach": next(WORDS), "summary": next(WORDS)}
    rows = [provided(provision, next(WORDS)) for provision in provisions]
    return InstrumentFactory(record_id=record_id, title=record_id, provisions=rows, **words | values)


def similar(record_id: str, language: str = "en", **options):
    return service.similar(Entry.objects.get(record_id=record_id, locale=language), language, **options)


def ids(record_id: str, **options) -> list[str]:
    return [found.entry.record_id for found in similar(record_id, **options)]


def test_laws_of_other_jurisdictions_by_what_they_share(labels, archive):
    place = JurisdictionFactory(code="LT")
    law("own", labels, archive, parent=place)
    law("own-other", labels, archive, parent=place)
    law("one", labels)
    law("both", labels, archive)
    law("none", ProvisionFactory())
    assert ids("own") == ["both", "one"]


def test_force_addressees_and_text_count(labels):
    law("own", labels, applies_to=["media", "public"], summary="Lighthouses guide ships into harbours.")
    law("voluntary", labels, legal_force="voluntary", applies_to=["media", "public"])
    law("others", labels, applies_to=["telecoms"])
    law("alike", labels, applies_to=["media", "public"], summary="Ships find harbours by the lighthouses.")
    law("same", labels, applies_to=["media", "public"])
    found = ids("own")
    assert found[:2] == ["alike", "same"]
    assert set(found[2:]) == {"others", "voluntary"}


def test_a_rare_provision_tells_more(labels, archive):
    for number in range(5):
        law(f"z-common-{number}", archive)
    law("own", labels, archive)
    law("rare", labels)
    assert ids("own")[0] == "rare"


def test_what_is_not_in_use_is_lower_and_says_so(labels):
    law("own", labels)
    law("z-struck", labels, status="struck-down")
    law("stands", labels)
    found = similar("own")
    assert [other.entry.record_id for other in found] == ["stands", "z-struck"]
    assert found[1].result.status == "struck-down"


def test_one_of_each_jurisdiction(labels, archive):
    place = JurisdictionFactory(code="BR")
    law("own", labels, archive)
    law("less", labels, parent=place)
    law("best", labels, archive, parent=place)
    assert ids("own") == ["best"]


def test_only_what_readers_can_see(labels):
    law("own", labels)
    law("gone", labels).unpublish()
    secret = law("secret", labels)
    PageViewRestriction.objects.create(page=secret, restriction_type=PageViewRestriction.LOGIN)
    law("shown", labels)
    assert ids("own") == ["shown"]


def test_each_record_once_in_the_readers_language(labels):
    law("own", labels)
    other = law("other", labels)
    french = Locale.objects.get_or_create(language_code="fr")[0]
    other.get_parent().specific.get_parent().copy_for_translation(french, copy_parents=True)
    other.get_parent().specific.copy_for_translation(french).save_revision().publish()
    other.copy_for_translation(french).save_revision().publish()
    law("english", labels)

    def found(language):
        own = Entry.objects.get(record_id="own")
        return {(row.entry.record_id, row.entry.locale) for row in service.similar(own, language)}

    assert found("en") == {("other", "en"), ("english", "en")}
    assert found("fr") == {("other", "fr"), ("english", "en")}


def test_commitments_of_other_organisations(labels):
    meta = OrganisationFactory(record_id="meta")
    CommitmentFactory(record_id="own", parent=meta, provisions=[labels])
    CommitmentFactory(record_id="own-other", parent=meta, provisions=[labels])
    CommitmentFactory(record_id="theirs", provisions=[labels])
    law("law", labels)
    assert ids("own") == ["theirs"]
    assert similar("own")[0].reasons[0] == "Both provide for: labels on AI-generated content."


def test_initiatives_that_others_lead(labels):
    elves = OrganisationFactory(record_id="elves")
    InitiativeFactory(record_id="own", lead=[elves], provisions=[labels])
    InitiativeFactory(record_id="own-other", lead=[elves], provisions=[labels])
    InitiativeFactory(record_id="theirs", lead=[OrganisationFactory()], provisions=[labels])
    InitiativeFactory(record_id="nobodys", provisions=[labels])
    assert set(ids("own")) == {"theirs", "nobodys"}


def test_other_kinds_have_none(labels):
    law("own", labels)
    place = Entry.objects.filter(kind="jurisdiction").first()
    assert service.similar(place, "en") == []


def test_a_record_that_shares_nothing_has_none(labels):
    law("own")
    law("other", labels)
    assert ids("own") == []


def test_among_more_than_are_scored_the_best_is_there(labels, archive, monkeypatch):
    monkeypatch.setattr(similarity, "CANDIDATES", 2)
    place = JurisdictionFactory(code="LT")
    law("own", labels, archive, parent=place)
    law("best", labels, archive)
    crowd = JurisdictionFactory(code="BR")
    for number in range(4):
        law(f"crowd-{number}", labels, parent=crowd)
    assert ids("own")[0] == "best"


def test_more_records_need_no_more_queries(labels):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            similar("own")
        return len(captured)

    law("own", labels)
    law("one", labels)
    some = queries()
    for number in range(5):
        law(f"more-{number}", labels, ProvisionFactory())
    assert queries() == some


def test_while_the_servers_are_away_the_embedded_engine_stands_in(labels, monkeypatch, settings):
    monkeypatch.setattr(service, "EmbeddedEngine", EmbeddedEngine)
    law("own", labels)
    law("other", labels)
    settings.ELASTICSEARCH = settings.ELASTICSEARCH | {"hosts": ["http://127.0.0.1:9"]}
    servers.forget_failures()
    assert ids("own") == ["other"]
    servers.forget_failures()
