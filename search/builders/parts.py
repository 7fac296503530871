"""What the entries of several kinds share."""

import re

from django.utils import translation

from policies import places
from policies.models import JurisdictionPage, OrganisationPage, TrackEvent
from policies.querysets import parent_of
from policytracker.core.dates import PartialDate
from policytracker.core.models import RecordPage
from search.eligibility import public_path

# In these a reader may write the name of a country.
NAME_LANGUAGES = ["en", "fr", "es", "pt", "de", "ar", "ru", "zh", "it", "nl", "lt", "pl", "uk", "tr", "id", "ko", "ja"]


def readable(pages) -> list:
    """Those of some linked pages that readers can open: the name of another is nobody's business."""
    return [page for page in pages if public_path(page)]


def place_above(page: RecordPage) -> JurisdictionPage:
    """The jurisdiction that a page lies below, as readers of the page see it. One that they cannot open keeps its code
    and is called what everybody calls it, not what a draft does."""
    with translation.override(page.locale.language_code):
        if found := parent_of(page, JurisdictionPage):
            return found
    code = page.get_parent().specific.code
    return JurisdictionPage(code=code, title=places.name(code, "en") or code)


def organisation_above(page: RecordPage) -> OrganisationPage:
    """The organisation that a page lies below, as readers of the page see it. One that they cannot open has no name."""
    with translation.override(page.locale.language_code):
        if found := parent_of(page, OrganisationPage):
            return found
    return OrganisationPage(record_id=page.get_parent().specific.record_id)


def place(page: JurisdictionPage) -> dict:
    return {"code": page.code, "name": page.title}


def place_names(page: JurisdictionPage) -> list[str]:
    """What people call a jurisdiction: its name in several languages, its code, its region."""
    code = page.code
    regions = [places.region_name(region, "en") for region in places.regions(code) if region != places.WORLD]
    return [page.title, code, *places.names(code, NAME_LANGUAGES), *regions]


def regions(pages: list[JurisdictionPage]) -> list[str]:
    return sorted({region for page in pages for region in places.regions(page.code)})


def years(*spans: tuple[str, str]) -> set[int]:
    """The years that some spans of partial dates touch; a span without an end is its beginning alone."""
    found: set[int] = set()
    for begin, end in spans:
        first, last = begin or end, end or begin
        if first:
            found.update(range(PartialDate(first).year, PartialDate(last).year + 1))
    return found


def sources(page: RecordPage) -> list[dict]:
    return [
        {
            "url": source.url,
            "title": source.title,
            "publisher": source.publisher,
            "kind": source.kind,
            "read_on": source.read_on and source.read_on.isoformat(),
        }
        for source in page.sources.all()
    ]


def said(event: TrackEvent) -> dict:
    """An event of a history on two tracks. `corrects` names another event of the same history."""
    return {
        "id": event.event_id,
        "date": event.date,
        "track": event.track,
        "status": event.status,
        "by": event.by,
        "text": event.text,
        "source_url": event.source_url,
        "read_on": event.read_on and event.read_on.isoformat(),
        "searched_on": event.searched_on and event.searched_on.isoformat(),
        "corrects": event.corrects,
    }


def record(page: RecordPage) -> dict:
    """What the payload of every record has."""
    return {
        "record_id": page.record_id,
        "permanent_path": page.permanent_path,
        "verification": page.verification,
        "last_checked": page.last_checked and page.last_checked.isoformat(),
        "asked_as": page.asked_as,
        "notes": page.notes,
        "sources": sources(page),
        "updated": page.last_published_at and page.last_published_at.isoformat(),
    }


def label(choices, value: str) -> str:
    """The English word for a value: what readers of any language may type."""
    with translation.override("en"):
        return str(choices(value).label) if value in choices.values else value


def prose(stream) -> list[str]:
    """The texts of a StreamField, as Wagtail's own index takes them."""
    return stream.stream_block.get_searchable_content(stream) if stream else []


def themes(page) -> list[dict]:
    """By name: the order in which an editor's form sends them says nothing, and is no change."""
    return [
        {"code": theme.slug, "label": theme.name} for theme in sorted(page.themes.all(), key=lambda theme: theme.name)
    ]


def coded(provisions) -> list[dict]:
    return [{"code": provision.code, "label": provision.label} for provision in provisions]


def initials(title: str) -> str:
    """What a law with a long title is often called: DSA for the Digital Services Act. Empty for short titles."""
    name = re.split(r"[(:,;\d]", title)[0]
    letters = [word[0] for word in name.split() if word[0].isupper()]
    return "".join(letters) if 3 <= len(letters) <= 7 else ""
