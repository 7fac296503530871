"""Atom feeds, as a program that reads feeds understands them: the same from every engine."""

import xml.etree.ElementTree as ET
from datetime import timedelta

import feedparser
import pytest
from factories.records import CommitmentFactory, InstrumentFactory, JurisdictionFactory, said

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from wagtail.models import Locale

from policies.models import InstrumentPage
from search import feeds
from search.models import Change

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"


def read(response) -> feedparser.FeedParserDict:
    assert response.status_code == 200, response.content
    feed = feedparser.parse(response.content)
    assert not feed.bozo
    return feed


def titles(client, address: str) -> list[str]:
    return [entry.title for entry in read(client.get(address)).entries]


@pytest.fixture
def laws():
    africa = JurisdictionFactory(title="Kenya", code="KE")
    InstrumentFactory(parent=africa, record_id="ke-law", title="Deepfakes Act", legal_force="binding")
    InstrumentFactory(parent=africa, record_id="ke-code", title="Deepfakes code", legal_force="voluntary")
    InstrumentFactory(record_id="other-law", title="Advertising Act")


def test_a_feed_of_a_search_has_what_it_finds_the_newest_first(client, laws):
    assert titles(client, "/search/feed.atom?q=deepfakes&kind=instrument&sort=title&page=3") == [
        "Deepfakes code: New on record",
        "Deepfakes Act: New on record",
    ]
    assert titles(client, "/search/feed.atom?q=deepfakes&force=binding&region=002") == ["Deepfakes Act: New on record"]
    assert titles(client, "/search/feed.atom?kind=election") == []


def summaries(client, address: str) -> list[str]:
    return [entry.get("summary", "") for entry in read(client.get(address)).entries]


def repeal(record_id: str) -> None:
    law = InstrumentPage.objects.get(record_id=record_id)
    law.status = "repealed"
    law.save_revision().publish()


def test_a_feed_tells_what_left_the_search_by_what_and_not_what_went_on_elsewhere(client, laws):
    repeal("ke-law")
    for address in (
        "/search/feed.atom?status=in-force&force=binding&region=002",
        "/search/feed.atom?q=deepfakes&status=in-force&force=binding",
    ):
        assert titles(client, address) == ["Deepfakes Act: Status: from “In force” to “Repealed”"]
        assert "No longer answers this search, which asks for: Status: In force<" in summaries(client, address)[0]
    assert titles(client, "/search/feed.atom?q=advertising&status=in-force") == ["Advertising Act: New on record"]
    assert titles(client, "/search/feed.atom?status=in-force&force=voluntary") == ["Deepfakes code: New on record"]
    assert titles(client, "/search/feed.atom?status=suspended") == []


def test_a_feed_tells_what_was_withdrawn_from_a_search_without_words(client, laws):
    InstrumentPage.objects.get(record_id="ke-law").unpublish()
    assert "ke-law: Withdrawn" in titles(client, "/search/feed.atom?region=002")
    assert "ke-law: Withdrawn" in titles(client, "/search/feed.atom")
    assert titles(client, "/search/feed.atom?region=150") == []
    assert titles(client, "/search/feed.atom?q=act&region=002") == []


def test_a_translation_that_goes_leaves_no_search_since_its_readers_see_the_record_still(client, laws):
    french = Locale.objects.get_or_create(language_code="fr")[0]
    law = InstrumentPage.objects.get(record_id="ke-law")
    law.get_parent().specific.get_parent().copy_for_translation(french, copy_parents=True)
    law.get_parent().specific.copy_for_translation(french).save_revision().publish()
    translated = law.copy_for_translation(french)
    translated.save_revision().publish()
    InstrumentPage.objects.get(pk=translated.pk).unpublish()
    assert Change.objects.filter(kind="withdrawn").exists()
    assert "ke-law: Withdrawn" not in titles(client, "/search/feed.atom?region=002")
    assert "ke-law: Withdrawn" not in titles(client, "/fr/search/feed.atom?region=002")


def test_what_lies_behind_many_other_changes_is_found(client, laws, monkeypatch):
    monkeypatch.setattr(feeds, "BATCH", 2)
    assert len(titles(client, "/search/feed.atom?q=deepfakes&kind=instrument")) == 2


def test_a_feed_has_what_atom_requires(client, laws):
    root = ET.fromstring(client.get("/search/feed.atom?q=deepfakes&kind=instrument").content)
    entries = root.findall(f"{ATOM}entry")
    for element in (root, *entries):
        for name in ("id", "title", "updated"):
            assert len(element.findall(f"{ATOM}{name}")) == 1, name
            assert element.find(f"{ATOM}{name}").text
    assert root.find(f"{ATOM}author/{ATOM}name").text == "Policy Tracker"
    assert root.find(f"{ATOM}link[@rel='self']").get("href").endswith("/search/feed.atom?q=deepfakes&kind=instrument")
    assert {entry.find(f"{ATOM}id").text for entry in entries} == {
        f"http://127.0.0.1:8000/id/{change.entry.record_id}#change-{change.pk}"
        for change in Change.objects.filter(entry__record_id__startswith="ke-")
    }


def test_what_editors_write_is_text(client):
    promise = CommitmentFactory(
        record_id="promise", slug="promise", title="<script>alert(1)</script> & <b>", summary="<i>x</i>\x0b"
    )
    promise.status_events.add(
        said(
            "assessed",
            "weakened",
            "2024-07",
            text="<script>alert(2)</script>",
            by="A & B",
            source_url="https://a.example/?a=1&b=2",
        )
    )
    promise.save_revision().publish()
    changed, new = read(client.get("/search/feed.atom?kind=commitment")).entries
    assert new.title.startswith("<script>alert(1)</script> & <b>: New")
    # As a reader's program has it before it takes the HTML for what it is.
    root = ET.fromstring(client.get("/search/feed.atom?kind=commitment").content)
    html = [entry.find(f"{ATOM}summary").text for entry in root.findall(f"{ATOM}entry")]
    assert "<p>&lt;script&gt;alert(2)&lt;/script&gt;</p>" in html[0]
    assert '<a href="https://a.example/?a=1&amp;b=2">' in html[0]
    assert "<script" not in html[0] + html[1]
    assert changed.title.endswith(": Assessed: now “Weakened”, where nothing was on record")


def test_a_feed_of_a_record_tells_what_became_of_it_and_that_it_is_gone(client):
    promise = CommitmentFactory(record_id="promise", title="Labels")
    promise.status_events.add(said("assessed", "weakened", "2024-07"))
    promise.save_revision().publish()
    assert titles(client, "/id/promise.atom") == [
        "Labels: Assessed: now “Weakened”, where nothing was on record",
        "Labels: New on record",
    ]
    promise.unpublish()
    assert titles(client, "/id/promise.atom") == ["promise: Withdrawn"]
    assert client.get("/id/never-there.atom").status_code == 404


def test_what_was_read_already_is_not_sent_again(client, laws):
    address = "/search/feed.atom?q=deepfakes"
    first = client.get(address)
    assert "max-age" in first["Cache-Control"]
    assert client.get(address, headers={"if-none-match": first["ETag"]}).status_code == 304
    assert client.get(address, headers={"if-modified-since": first["Last-Modified"]}).status_code == 304
    Change.objects.filter(entry__record_id="ke-law").update(at=timezone.now() + timedelta(seconds=5))
    assert client.get(address, headers={"if-none-match": first["ETag"]}).status_code == 200
    assert client.get(address, headers={"if-modified-since": first["Last-Modified"]}).status_code == 200


def test_what_cannot_be_understood_is_refused_in_words(client):
    response = client.get("/search/feed.atom?colour=red")
    assert response.status_code == 400
    assert "colour" in response.content.decode()
    assert client.post("/search/feed.atom").status_code == 405


def test_a_feed_ends_and_costs_the_same_however_much_is_in_it(client, laws, monkeypatch):
    client.get("/search/feed.atom?kind=instrument")
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get("/search/feed.atom?kind=instrument")
    for number in range(5):
        InstrumentFactory(title=f"Law {number}")
    client.get("/search/feed.atom?kind=instrument")
    with CaptureQueriesContext(connection) as more:
        client.get("/search/feed.atom?kind=instrument")
    assert len(few) == len(more)
    monkeypatch.setattr(feeds, "LONGEST", 4)
    assert len(titles(client, "/search/feed.atom")) == 4


def test_pages_lead_to_their_feeds(client, laws):
    page = client.get("/search/?q=deepfakes&page=1&sort=title").content.decode()
    assert '<link rel="alternate" type="application/atom+xml"' in page
    assert 'href="/search/feed.atom?q=deepfakes"' in page
    record = client.get("/id/ke-law", follow=True).content.decode()
    assert 'href="/id/ke-law.atom"' in record
