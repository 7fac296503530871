"""Search and entries in the public, read-only API."""

from typing import Any
from urllib.parse import urlencode

from ninja import Router, Schema, Status

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from policytracker.core.answers import etag_of
from policytracker.core.api import PlaceOut, ProblemsOut
from search import service
from search.cursors import cursor_behind, search_behind
from search.elasticsearch.client import UnavailableError
from search.facets import FACETS
from search.kinds import EntryKind
from search.models import Entry
from search.query import DEEPEST, PAGE_SIZE, SearchQuery, Sort, parse
from search.results import FacetValue, Offer, SearchResults
from search.similarity import Comparable

router = Router(tags=["Search"])


class MatchOut(Schema):
    """A passage that matched, as HTML that is encoded but for <mark>, and the name of the text in which it stands."""

    where: str
    text: str


class ResultOut(Schema):
    """`highlights` are the passages alone; `filed` are the provisions and themes that were meant and that it has."""

    id: str
    kind: EntryKind
    title: str
    url: str
    jurisdiction: PlaceOut | None
    status: str
    summary: str
    highlights: list[str]
    passages: list[MatchOut]
    filed: list[str]
    score: float


class SearchOut(Schema):
    """`next` is the address of what follows, however deep it lies; null at the end. `pages` are counted for the first
    10,000 records alone. Behind a cursor `page` is null and `facets` are left out: the first answer has them.
    `widened`: few records answer all of it, those that answer a part follow. `suggestion`: what was searched for
    instead of a mistyped text. `is_stand_in`: the engine that is meant to answer could not."""

    total: int
    page: int | None
    pages: int
    engine: str
    is_stand_in: bool
    took_ms: int
    widened: bool
    offers: list[Offer]
    results: list[ResultOut]
    facets: dict[str, list[FacetValue]]
    suggestion: str | None
    next: str | None


def _parameter(name: str, description: str, schema: dict) -> dict:
    return {"name": name, "in": "query", "required": False, "description": description, "schema": schema}


PARAMETERS = [
    _parameter("q", "Words, or “a phrase” in quotation marks.", {"type": "string", "maxLength": 300}),
    *(
        _parameter(
            facet.name,
            f"Only entries with one of these values. {facet.label}.",
            {"type": "array", "items": {"type": "string"}},
        )
        for facet in FACETS
    ),
    _parameter("year_from", "Only entries that were active in this year or later.", {"type": "integer"}),
    _parameter("year_to", "Only entries that were active in this year or earlier.", {"type": "integer"}),
    _parameter("sort", "The order.", {"type": "string", "enum": Sort.values}),
    _parameter(
        "page",
        "Twenty entries a page, from 1; the first 10,000 entries have pages.",
        {"type": "integer", "minimum": 1, "maximum": DEEPEST // PAGE_SIZE},
    ),
    _parameter("cursor", "Instead of a page: where to go on. Follow `next` of the answer before.", {"type": "string"}),
]


@router.get(
    "/search",
    response={200: SearchOut, 400: ProblemsOut, 503: ProblemsOut},
    summary="Search all records",
    openapi_extra={"parameters": PARAMETERS},
)
def search(request: HttpRequest):
    """The same search as on the site. A parameter may be given several times: values of one facet are alternatives.

    To read everything, follow `next` until it is null; it takes the same parameters along. For all at once, in one
    file, there are `/search/export.csv`, `.json` and `.xlsx`, with the same parameters.
    """
    data = request.GET.copy()
    cursor = data.pop("cursor", None)
    query, problems = parse(data, "en")
    if cursor and "page" in data:
        problems.append(_("Give a page or a cursor, not both."))
    if problems:
        return Status(400, {"problems": problems})
    try:
        results = _behind("".join(cursor), query) if cursor else service.search(query)
    except UnavailableError:
        away = _("The search server with which this was begun does not answer. Try again later, or begin again.")
        return Status(503, {"problems": [away]})
    if query.page > results.pages:
        problems.append(_("There are only %(number)d pages.") % {"number": results.pages})
        if results.total > DEEPEST:
            problems.append(_("What lies deeper is reached by following “next” of an answer."))
        return Status(400, {"problems": problems})
    own = {
        "page": None if cursor else query.page,
        "facets": {} if cursor else results.facets,
        "next": _next(request, query, results),
    }
    answer = SearchOut(**own, **{name: getattr(results, name) for name in SearchOut.model_fields if name not in own})
    # Checked and written here, once: what is returned as data is checked again, and written by a slower way.
    written = HttpResponse(answer.model_dump_json(), content_type="application/json; charset=utf-8")
    # How long it took makes it no other answer.
    written["ETag"] = etag_of(answer.model_dump_json(exclude={"took_ms"}).encode())
    return written


def _behind(cursor: str, query: SearchQuery) -> SearchResults:
    """What follows where a cursor says. Raises RefusedError, or UnavailableError."""
    engine, following = search_behind(cursor, query)
    return service.continue_search(following, engine)


def _next(request: HttpRequest, query: SearchQuery, results: SearchResults) -> str | None:
    cursor = cursor_behind(results, query)
    if cursor is None:
        return None
    asked = query.parameters(page=1)
    return f"{request.path}?{asked}{'&' if asked else ''}{urlencode({'cursor': cursor})}"


class OrganisationOut(Schema):
    """An organisation, by its record."""

    id: str
    name: str


class ComparableOut(Schema):
    """`organisations`: whose commitment it is, or who leads it. `score`: from 0 to 1, how comparable it is.
    `reasons`: why, in sentences."""

    id: str
    kind: EntryKind
    title: str
    url: str
    jurisdiction: PlaceOut | None
    organisations: list[OrganisationOut]
    legal_force: str
    status: str
    summary: str
    score: float
    reasons: list[str]


class SimilarOut(Schema):
    """The most comparable first, of each jurisdiction or organisation one."""

    results: list[ComparableOut]


@router.get("/entries/{record_id}", response={200: dict[str, Any], 404: ProblemsOut}, summary="One record, whole")
def entry(request: HttpRequest, record_id: str):
    """Everything that the site shows of a record: facts, texts, history, sources, links."""
    found = _present(record_id)
    if found is None:
        return _unknown()
    return found.whole


@router.get(
    "/entries/{record_id}/similar",
    response={200: SimilarOut, 404: ProblemsOut},
    summary="Comparable records of others",
)
def similar(request: HttpRequest, record_id: str):
    """The ten records of others that are most like one, each with the reasons in words.

    For an instrument: instruments of other jurisdictions. For a commitment: commitments of other organisations. For an
    initiative: initiatives that others lead. They are ranked by the provisions that both have (those that few records
    have count for more), by text, themes, addressees, legal force and type; what is not in use comes lower. For records
    of other kinds there are none.
    """
    found = _present(record_id)
    if found is None:
        return _unknown()
    return {"results": [_comparable(other) for other in service.similar(found, "en")]}


def _comparable(found: Comparable) -> dict:
    result, payload = found.result, found.entry.payload
    organisations = [payload["organisation"]] if "organisation" in payload else payload.get("lead", [])
    own = {"organisations": organisations, "legal_force": payload.get("legal_force", ""), "reasons": found.reasons}
    return own | {name: getattr(result, name) for name in ComparableOut.model_fields if name not in own}


def _present(record_id: str) -> Entry | None:
    """The record in the site's own language, else in another."""
    if "\0" in record_id:
        return None
    entries = Entry.objects.present().filter(record_id=record_id)
    return min(entries, key=lambda entry: (entry.locale != settings.LANGUAGE_CODE, entry.locale), default=None)


def _unknown() -> Status:
    return Status(404, {"problems": [_("There is no record with this id.")]})
