"""All addresses that a search engine may know, in the form of sitemaps.org 0.9, each page with its translations.

The pages of the tree, and beside them those that are made from records. Read in batches, without an object for each:
`wagtail.contrib.sitemaps` reads every page whole, and names no translations.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC
from xml.sax.saxutils import escape, quoteattr

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import translation

from wagtail.models import Page

from policies.models import Provision, Theme
from policytracker.core.addresses import absolute, addresses

NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
# In one file. The protocol takes 50,000 and 50 MB; with six languages to each address that many would be more.
LONGEST = 10_000
BATCH = 500
# What is made from records, by the names of its addresses.
GENERATED = (
    "map",
    "provisions",
    "compare",
    "election_calendar",
    "differences",
    "old_evidence",
    "failing_sources",
    "data",
    "data_dictionary",
)


def files() -> int:
    """How many files there are."""
    return max(1, -(-_pages().count() // LONGEST))


def index() -> Iterator[str]:
    """The list of the files."""
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<sitemapindex xmlns="{NAMESPACE}">\n'
    for number in range(1, files() + 1):
        yield f"<sitemap>{_location(reverse('sitemap_file', args=[number]))}</sitemap>\n"
    yield "</sitemapindex>\n"


def file(number: int) -> Iterator[str]:
    """A file by its number, from 1; the first has what is made from records too."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield f'<urlset xmlns="{NAMESPACE}" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
    if number == 1:
        yield from (f"<url>{_location(path)}</url>\n" for path in _generated())
    for start in range((number - 1) * LONGEST, number * LONGEST, BATCH):
        yield "".join(_batch(start, min(start + BATCH, number * LONGEST)))
    yield "</urlset>\n"


def _pages() -> QuerySet[Page]:
    """Those that everybody can open, as rows."""
    return Page.objects.live().public().filter(depth__gt=1)


def _batch(start: int, end: int) -> Iterator[str]:
    address = addresses()
    rows = list(_pages().order_by("pk").values("url_path", "last_published_at", "translation_key")[start:end])
    versions = defaultdict(list)
    translated = _pages().filter(translation_key__in={row["translation_key"] for row in rows}).order_by("locale_id")
    for key, code, path in translated.values_list("translation_key", "locale__language_code", "url_path"):
        versions[key].append((code, address(path)))
    for row in rows:
        path = address(row["url_path"])
        if path:
            yield f"<url>{_location(path)}{_changed(row)}{_alternates(versions[row['translation_key']])}</url>\n"


def _generated() -> Iterator[str]:
    """In the site's language: their texts in others are those of the interface."""
    with translation.override(settings.LANGUAGE_CODE):
        yield from map(reverse, GENERATED)
        yield from (reverse("provision", args=[code]) for code in Provision.objects.values_list("code", flat=True))
        yield from (reverse("theme", args=[slug]) for slug in Theme.objects.values_list("slug", flat=True))


def _location(path: str) -> str:
    return f"<loc>{escape(absolute(path))}</loc>"


def _changed(row: dict) -> str:
    at = row["last_published_at"]
    return f"<lastmod>{at.astimezone(UTC).isoformat(timespec='seconds')}</lastmod>" if at else ""


def _alternates(versions: list[tuple[str, str]]) -> str:
    """None where there is one version; else all, the page's own among them, as each must name the same."""
    found = [(code, path) for code, path in versions if path]
    if len(found) < 2:
        return ""
    return "".join(
        f'<xhtml:link rel="alternate" hreflang="{code}" href={quoteattr(absolute(path))}/>' for code, path in found
    )
