"""Keeps the entries as the pages are. Called by signals, inside the transaction that changes a page."""

import json
from collections.abc import Iterable

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils import timezone

from wagtail.models import Page

from search.builders import BUILDERS, PLAIN, builder_for
from search.changes import ChangeKind, State, Told, between, is_told
from search.conditions import filed
from search.content import EntryContent
from search.elasticsearch import sync
from search.eligibility import public_path
from search.models import Change, Entry, EntryFacet, EntryVectors
from search.semantics import kept


@transaction.atomic
def project(page: Page) -> bool:
    """Write, change or remove the entry of a page, as the database has the page now.

    True where something was written; an entry that is right already is not touched.
    """
    build = builder_for(page.specific_class)
    if build is None:
        return False
    page = _as_it_is(page)
    path = public_path(page)
    return write(page, build(page), path) if path else remove(page.pk)


def project_all(pages: Iterable[Page]) -> int:
    """The number of entries that had to be written."""
    return sum(project(page) for page in pages)


def is_out_of_date(page: Page) -> bool:
    """Whether a public page says something else than its entry, which is there: reads all of it, and writes nothing."""
    page = _as_it_is(page)
    columns = _columns(page, builder_for(page.specific_class)(page), public_path(page))
    return _differs(Entry.objects.get(page_id=page.pk), columns)


def _as_it_is(page: Page) -> Page:
    """What was saved may be a draft in memory with more in it than the page: read again what the page is."""
    return page.specific_class.objects.select_related("locale").get(pk=page.pk)


def _columns(page: Page, content: EntryContent, path: str) -> dict:
    """All that the entry of a public page holds of it."""
    columns = content.columns()
    columns["payload"] = json.loads(json.dumps(columns["payload"], cls=DjangoJSONEncoder))
    columns |= {"locale": page.locale.language_code, "url": path, "removed_at": None}
    columns["also_in"] = _other_languages(content.record_id, page.pk)
    return columns


def _differs(entry: Entry, columns: dict) -> bool:
    return any(getattr(entry, name) != value for name, value in columns.items())


@transaction.atomic
def write(page: Page, content: EntryContent, path: str) -> bool:
    columns = _columns(page, content, path)
    entry = Entry.objects.select_for_update().filter(page_id=page.pk).first()
    if entry is None:
        entry = Entry.objects.create(page_id=page.pk, **columns)
        _name_versions(entry)
        _tell(entry, [Told(ChangeKind.NEW)])
    else:
        if not _differs(entry, columns):
            kept.after_commit(entry)
            return False
        was_removed, before, filed_before = entry.removed_at is not None, _state(entry), filed(entry.values)
        for name, value in columns.items():
            setattr(entry, name, value)
        entry.version += 1
        entry.save()
        if was_removed:
            _name_versions(entry)
        told = [Told(ChangeKind.NEW)] if was_removed else between(before, _state(entry))
        _tell(entry, told, filed_before, filed(entry.values))
    _write_facets(entry)
    kept.after_commit(entry)
    sync.after_commit()
    return True


def _state(entry: Entry) -> State:
    return State(entry.title, entry.payload, entry.body)


def _tell(entry: Entry, told: list[Told], before: dict | None = None, after: dict | None = None) -> None:
    """Keep what readers are told; with it, where that has changed, what the entry was filed under before and after."""
    if not is_told(entry.payload):
        return
    moved = {"before": before, "after": after} if before and before != after else {}
    now = timezone.now()
    Change.objects.bulk_create(Change(entry=entry, kind=one.kind, details=one.details, at=now, **moved) for one in told)


def _write_facets(entry: Entry) -> None:
    wanted = {(facet, value) for facet, values in entry.values.items() for value in values}
    there = set(entry.facets.values_list("facet", "value"))
    for name, value in there - wanted:
        entry.facets.filter(facet=name, value=value).delete()
    EntryFacet.objects.bulk_create(
        EntryFacet(entry=entry, facet=name, value=value) for name, value in sorted(wanted - there)
    )


def _other_languages(record_id: str, page_id: int) -> str:
    others = Entry.objects.present().filter(record_id=record_id).exclude(page_id=page_id)
    languages = sorted(set(others.values_list("locale", flat=True)))
    return f",{','.join(languages)}," if languages else ""


def _name_versions(entry: Entry) -> None:
    """Tell the other versions of a record that one has come or gone."""
    for other in Entry.objects.select_for_update().present().filter(record_id=entry.record_id).exclude(pk=entry.pk):
        other.also_in = _other_languages(other.record_id, other.page_id)
        other.version += 1
        other.save(update_fields=["also_in", "version"])


@transaction.atomic
def remove(page_id: int) -> bool:
    """Turn the entry of a page into a tombstone: its id and a new version, and nothing of what it said."""
    entry = Entry.objects.select_for_update().present().filter(page_id=page_id).first()
    if entry is None:
        return False
    entry.facets.all().delete()
    entry.changes.all().delete()
    _tell(entry, [Told(ChangeKind.WITHDRAWN)], filed(entry.values), {})
    EntryVectors.objects.filter(entry=entry).delete()
    entry.title = entry.names = entry.subjects = entry.summary = entry.body = entry.also_in = ""
    entry.payload, entry.values = {}, {}
    entry.removed_at = timezone.now()
    entry.version += 1
    entry.save()
    _name_versions(entry)
    sync.after_commit()
    return True


def branch(page: Page):
    """The pages of a kind that is searched at and below a page."""
    labels = {model._meta.label_lower for model in BUILDERS} | {label.lower() for label in PLAIN}
    pages = Page.objects.descendant_of(page, inclusive=True).select_related("content_type")
    return (found for found in pages if _label(found) in labels)


def naming(page: Page):
    """The records that name a jurisdiction or an organisation. They do so only while readers can open it."""
    relations = ("commitments", "initiatives", "organisations", "initiatives_led", "initiatives_joined")
    return (found for relation in relations if hasattr(page, relation) for found in getattr(page, relation).all())


def showing(facet: str, value: str):
    """The pages whose entries show a value that has a name of its own, such as a provision."""
    ids = EntryFacet.objects.filter(facet=facet, value=value).values("entry__page_id")
    return Page.objects.filter(pk__in=ids)


def _label(page: Page) -> str:
    model = page.specific_class
    return model._meta.label_lower if model else ""
