"""What programs that look through the site are told: where everything is, and what to leave alone."""

import xml.etree.ElementTree as ET
from datetime import datetime
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

import pytest
from factories.records import (
    ElectionFactory,
    InstrumentFactory,
    JurisdictionFactory,
    ProvisionFactory,
    RecommendationFactory,
    ThemeFactory,
)

from django.db import connection
from django.test.utils import CaptureQueriesContext

from wagtail.models import Locale, PageViewRestriction

from policytracker.operations import sitemap

pytestmark = pytest.mark.django_db

NAME = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LINK = "{http://www.w3.org/1999/xhtml}link"
SITE = "http://127.0.0.1:8000"


def read(client, address: str) -> ET.Element:
    response = client.get(address)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/xml"
    return ET.fromstring(response.getvalue())


def files(client) -> list[str]:
    root = read(client, "/sitemap.xml")
    assert root.tag == f"{NAME}sitemapindex"
    return [element.text for element in root.iterfind(f"{NAME}sitemap/{NAME}loc")]


def entries(client) -> list[ET.Element]:
    return [entry for address in files(client) for entry in read(client, urlsplit(address).path)]


def locations(client) -> list[str]:
    return [entry.find(f"{NAME}loc").text for entry in entries(client)]


@pytest.fixture
def law():
    RecommendationFactory(number=1)
    ProvisionFactory(code="labels")
    ThemeFactory(slug="deepfakes")
    place = JurisdictionFactory(title="Kenya", code="KE", slug="kenya")
    ElectionFactory(parent=place)
    return InstrumentFactory(parent=place, title="Law")


def test_it_is_what_the_protocol_asks_for(client, law):
    assert files(client) == [f"{SITE}/sitemap-1.xml"]
    root = read(client, "/sitemap-1.xml")
    assert root.tag == f"{NAME}urlset"
    for entry in root:
        assert entry.tag == f"{NAME}url"
        # In the order of its schema.
        known = [f"{NAME}loc", f"{NAME}lastmod", LINK]
        places = [known.index(element.tag) for element in entry]
        assert places == sorted(places)
        assert (places.count(0), places.count(1) <= 1) == (1, True)
        address = entry.find(f"{NAME}loc").text
        assert address.startswith(f"{SITE}/")
        assert len(address) < 2048
        changed = entry.find(f"{NAME}lastmod")
        if changed is not None:
            assert datetime.fromisoformat(changed.text).tzinfo is not None


def test_every_address_in_it_answers_and_stands_there_once(client, law):
    found = locations(client)
    assert len(found) == len(set(found))
    for path in (
        "/",
        "/tracker/",
        "/tracker/1/",
        "/jurisdictions/kenya/",
        "/map/",
        "/provisions/labels/",
        "/themes/deepfakes/",
        "/elections/calendar/",
        "/elections/",
        "/data/",
        law.url,
    ):
        assert SITE + path in found
    assert {path: client.get(urlsplit(path).path).status_code for path in found} == dict.fromkeys(found, 200)


def test_what_readers_cannot_open_is_not_in_it(client, law):
    law.unpublish()
    place = law.get_parent()
    PageViewRestriction.objects.create(page=place, restriction_type="login")
    assert not [address for address in locations(client) if "kenya" in address]


def test_translations_name_each_other(client, law):
    french = Locale.objects.create(language_code="fr")
    law.copy_for_translation(french, copy_parents=True).save_revision().publish()
    named = {
        entry.find(f"{NAME}loc").text: {link.get("hreflang"): link.get("href") for link in entry.iterfind(LINK)}
        for entry in entries(client)
    }
    both = {"en": SITE + law.url, "fr": f"{SITE}/fr{law.url}"}
    assert [named[address] for address in both.values()] == [both, both]
    assert named[f"{SITE}/map/"] == {}


def test_many_pages_lie_in_several_files_each_once(client, law, monkeypatch):
    whole = locations(client)
    monkeypatch.setattr(sitemap, "LONGEST", 3)
    monkeypatch.setattr(sitemap, "BATCH", 2)
    assert len(files(client)) > 2
    assert sorted(locations(client)) == sorted(whole)
    assert client.get(f"/sitemap-{len(files(client)) + 1}.xml").status_code == 404
    assert client.get("/sitemap-0.xml").status_code == 404


def test_more_pages_take_no_more_queries(client, law):
    read(client, "/sitemap-1.xml")
    with CaptureQueriesContext(connection) as few:
        read(client, "/sitemap-1.xml")
    for _ in range(5):
        InstrumentFactory(parent=law.get_parent().specific)
    with CaptureQueriesContext(connection) as more:
        read(client, "/sitemap-1.xml")
    assert len(more) == len(few)


def test_robots_are_told_where_it_is_and_kept_from_what_has_no_end(client, law):
    response = client.get("/robots.txt")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    rules = RobotFileParser()
    rules.parse(response.content.decode().splitlines())
    assert rules.site_maps() == [f"{SITE}/sitemap.xml"]
    for path in (
        "/search/?region=002",
        "/fr/search/?q=a",
        "/search/export.csv?q=a",
        "/admin/",
        "/alerts/new/?q=a",
        "/zh-hans/alerts/new/",
        "/briefings/search.pdf?q=a",
        "/api/v1/search?q=a",
    ):
        assert not rules.can_fetch("anybody", path), path
    assert [address for address in locations(client) if not rules.can_fetch("anybody", address)] == []
    assert "Disallow: /fr/compare/?*\n" in response.content.decode()
