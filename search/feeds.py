"""Atom feeds (RFC 4287): what changed in what a search finds, what left it, and what became of one record.

An entry is one change. Its id is the permanent address of the record with the number of the change, so a reader's
program shows it once. `updated` is when it was put on record here, also for what happened long ago.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import format_html, format_html_join
from django.utils.http import http_date
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from policytracker.core.addresses import absolute
from policytracker.core.answers import etag_of
from policytracker.core.exports import LICENCE
from policytracker.core.http import RefusedError
from search import service
from search.changes import ChangeKind
from search.conditions import has_left, no_longer
from search.linked_data import permanent
from search.models import Change, Entry
from search.query import SearchQuery, Sort, parse
from search.telling import Sentence, sentence

# Entries in a feed.
LONGEST = 50
# The newest changes are looked through for those of a search: so many at a time, and so often at most.
BATCH, BATCHES = 1000, 5
# What XML has no way to say.
UNSAYABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Feed(Atom1Feed):
    """Atom with the language of each entry."""

    def item_attributes(self, item):
        return {"xml:lang": item["language"]}


@require_safe
def of_search(request: HttpRequest) -> HttpResponse:
    """The newest changes in what a search finds, whatever its order and page."""
    query, problems = parse(request.GET, get_language() or "en")
    if problems:
        raise RefusedError(problems)
    asked = query.parameters(sort=Sort.RELEVANCE, page=1)
    title = _("Policy Tracker: %(search)s") % {"search": query.text or _("what changed")}
    changes = list(islice(_found(query), LONGEST))
    return _answer(request, title, _address("search", asked), _address("search_feed", asked), changes, query)


@require_safe
def of_record(request: HttpRequest, record_id: str) -> HttpResponse:
    """What became of a record since it is here, also that it was withdrawn."""
    language = get_language() or "en"
    entries = list(Entry.objects.filter(record_id=record_id))
    if not entries:
        raise Http404
    entry = min(entries, key=lambda entry: (entry.removed_at is not None, entry.locale != language, entry.pk))
    changes = list(Change.objects.filter(entry=entry).select_related("entry").order_by("-at", "-pk")[:LONGEST])
    title = _("Policy Tracker: %(search)s") % {"search": entry.title or record_id}
    here = reverse("record_feed", args=[record_id])
    return _answer(request, title, reverse("record", args=[record_id]), here, changes)


def _found(query: SearchQuery) -> Iterator[Change]:
    """The newest changes in what answers a search, and those by which something has left it."""
    unread = (f"entry__{name}" for name in ("names", "subjects", "body", "values", "payload"))
    newest = Change.objects.order_by("-at", "-pk").select_related("entry").defer(*unread)
    for start in range(0, BATCH * BATCHES, BATCH):
        changes = list(newest[start : start + BATCH])
        found = service.which(query, {change.entry.page_id for change in changes})
        left = [change for change in changes if change.entry.page_id not in found and _has_left(query, change)]
        gone = service.may_have_left(query, {change.entry.page_id for change in left})
        told = {change.pk for change in left if change.entry.page_id in gone}
        yield from (change for change in changes if change.entry.page_id in found or change.pk in told)
        if len(changes) < BATCH:
            break


def _has_left(query: SearchQuery, change: Change) -> bool:
    return has_left(query, change.before, change.after)


def _address(name: str, asked: str) -> str:
    return reverse(name) + (f"?{asked}" if asked else "")


def _answer(
    request: HttpRequest, title: str, page: str, here: str, changes: list[Change], query: SearchQuery | None = None
) -> HttpResponse:
    """The feed, of a search where there is one; 304 where the reader's program has it already."""
    language = get_language() or "en"
    feed = Feed(
        title=_sayable(title),
        link=absolute(page),
        description="",
        language=language,
        feed_url=absolute(here),
        feed_guid=absolute(here),
        author_name=_("Policy Tracker"),
        feed_copyright=LICENCE,
    )
    for change in changes:
        entry = change.entry
        text = sentence(change.kind, change.details)
        if query and _has_left(query, change):
            text = replace(text, lines=(no_longer(query, change.after), *text.lines))
        feed.add_item(
            title=_sayable(f"{entry.title or entry.record_id}: {text.what}"),
            link=permanent(entry.record_id) if entry.removed_at else absolute(entry.url),
            description=_html(text, entry if change.kind == ChangeKind.NEW else None),
            unique_id=f"{permanent(entry.record_id)}#change-{change.pk}",
            pubdate=change.at,
            updateddate=change.at,
            language=entry.locale,
        )
    newest = changes[0].at if changes else Change.objects.order_by("-at").values_list("at", flat=True).first()
    if newest:
        feed.latest_post_date = lambda: newest
    body = feed.writeString("utf-8").encode()
    response = HttpResponse(body, content_type="application/atom+xml; charset=utf-8")
    patch_cache_control(response, public=True, max_age=300)
    response["ETag"] = etag_of(body)
    last_modified = int(newest.timestamp()) if newest else None
    if last_modified:
        response["Last-Modified"] = http_date(last_modified)
    return get_conditional_response(request, response["ETag"], last_modified, response)


def _html(text: Sentence, new: Entry | None) -> str:
    """What editors wrote is text, whatever it looks like. What came new is told by its summary."""
    said = [*text.lines, *([new.summary] if new and new.summary else [])]
    lines = format_html_join("", "<p>{}</p>", ([_sayable(line)] for line in said))
    links = format_html_join("", '<p><a href="{}">{}</a></p>', ((_sayable(url), _sayable(url)) for url in text.links))
    return format_html("{}{}", lines, links)


def _sayable(text: str) -> str:
    return UNSAYABLE.sub(" ", text)
