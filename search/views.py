"""The search page, suggestions for its box, and the way from a record's id to its page."""

from dataclasses import asdict, replace
from itertools import islice
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseGone, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.http import content_disposition_header
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from initiatives.briefings.contents import BriefingContents
from initiatives.briefings.views import briefing
from policytracker.core.as_of import PARAMETER
from policytracker.core.exports import TYPES, download, refused
from policytracker.core.http import RefusedError
from search import briefings, service
from search.citations import FORMS, bibtex, citation, ris
from search.elasticsearch.client import UnavailableError
from search.exports import search_export
from search.facets import FACETS, with_parts
from search.models import Entry
from search.query import DEEPEST, Sort, parse
from search.results import Everything
from search.suggestions import suggestions
from search.words import read

# A facet shows this many values at once, and the rest behind “more”.
SHOWN = 8
# A region can stand for many places; more than this many are no help.
OFFERED = 6


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """What was found, beside what it can be narrowed by. All of it stands in the address."""
    query, problems = parse(request.GET, get_language() or "en")
    if query.text and not read(query.text):
        problems.append(_("There is no word in “%(text)s”: nothing was searched for.") % {"text": query.text[:40]})
    results = service.search(query)
    if query.page > results.pages:
        there_are = ngettext("There is %(number)d page", "There are %(number)d pages", results.pages)
        problems.append(_("%(pages)s: this is the last.") % {"pages": there_are % {"number": results.pages}})
        query = replace(query, page=results.pages)
        results = service.search(query)
    context = {
        "query": query,
        "asked": query.parameters(sort=Sort.RELEVANCE, page=1),
        "problems": problems,
        "results": results,
        "facets": [_facet(facet, results, query) for facet in FACETS if results.facets[facet.name]],
        "chosen": [
            {"facet": facet.label, "label": value.label, "without": query.without(facet.name, value.value).parameters()}
            for facet in FACETS
            for value in results.facets[facet.name]
            if value.selected
        ],
        "offers": [
            {"label": offer.label, "query": query.with_value(offer.facet, offer.value).parameters()}
            for offer in results.offers
            if offer.value not in query.chosen.get(offer.facet, ())
        ][:OFFERED],
        "sorts": Sort.choices,
        "pages": _pages(query, results),
        "deepest": DEEPEST if results.total > DEEPEST else None,
        "downloads": {form: _download(form, query) for form in TYPES},
        "briefing": _kept(reverse("briefing_search", args=["pdf"]), query),
    }
    return render(request, "search/search.html", context)


@require_safe
def export(request: HttpRequest, form: str) -> HttpResponse:
    """Everything that the search with the same address finds, as a file; which page it was on makes no difference."""
    query, problems = parse(request.GET, get_language() or "en")
    if problems:
        return refused(request, problems)
    try:
        # Whoever asks for the head alone gets no body, so nothing is read for one.
        found = Everything(0, "", iter(())) if request.method == "HEAD" else service.everything(query)
        return download(request, search_export(query, found), form)
    except UnavailableError:
        broken = _("The search server stopped answering before the file was complete. Ask for it again.")
        return refused(request, [broken], status=503)


@briefing
def search_briefing(request: HttpRequest) -> BriefingContents:
    """What the search with the same address finds first, to take to a meeting."""
    query, problems = parse(request.GET, get_language() or "en")
    if problems:
        raise RefusedError(problems)
    found = service.everything(query)
    # Fewer than the engines read before they answer at all, so that nothing can break off here.
    return briefings.search_briefing(query, list(islice(found, briefings.MOST)), found.total)


@require_safe
@cache_control(public=True, max_age=60)
def suggest(request: HttpRequest) -> JsonResponse:
    """What a box suggests while somebody types, and what a screen reader says of it. For static/js/suggest.js."""
    found = suggestions(request.GET.get("q", ""), get_language() or "en")
    said = ngettext("%(number)d suggestion", "%(number)d suggestions", len(found)) % {"number": len(found)}
    return JsonResponse(
        {"suggestions": [asdict(suggestion) for suggestion in found], "said": said if found else _("No suggestions")}
    )


@require_safe
def record(request: HttpRequest, record_id: str) -> HttpResponse:
    """Send the reader to the page that a record has now, in the reader's language where there is one.

    A day that is asked for goes along: briefings of a past day are cited by such an address.
    """
    entry = _readable(record_id)
    if entry is None:
        return _gone(request, record_id)
    days = urlencode({PARAMETER: request.GET.getlist(PARAMETER)}, doseq=True)
    return redirect(f"{entry.url}?{days}" if days else entry.url)


@require_safe
def cited(request: HttpRequest, record_id: str, form: str) -> HttpResponse:
    """How a record is cited, as a file for reference managers."""
    entry = _readable(record_id)
    if entry is None:
        return _gone(request, record_id)
    write = {"bib": bibtex, "ris": ris}[form]
    response = HttpResponse(write(citation(entry), timezone.localdate()), content_type=FORMS[form])
    response["Content-Disposition"] = content_disposition_header(True, f"{record_id}.{form}")
    response["X-Robots-Tag"] = "noindex"
    patch_cache_control(response, public=True, no_cache=True)
    return response


def _readable(record_id: str) -> Entry | None:
    """A record in the reader's language where there is such a version; None where it was withdrawn. Else 404."""
    entries = list(Entry.objects.filter(record_id=record_id))
    if not entries:
        raise Http404
    present = [entry for entry in entries if not entry.removed_at]
    language = get_language() or "en"
    return next((entry for entry in present if entry.locale == language), present[0] if present else None)


def _gone(request: HttpRequest, record_id: str) -> HttpResponse:
    return HttpResponseGone(render_to_string("search/gone.html", {"record_id": record_id}, request))


def _download(form: str, query) -> str:
    return _kept(reverse("search_export", args=[form]), query)


def _kept(path: str, query) -> str:
    """An address of something else made of what a search finds; which page it was on makes no difference."""
    asked = query.parameters(page=1)
    return f"{path}?{asked}" if asked else path


def _facet(facet, results, query) -> dict:
    values = results.facets[facet.name]
    if facet.part_of:
        wholes = [
            {"alone": [value], "parts": parts, "open": any(part.selected for part in parts)}
            for value, parts in with_parts(facet, values)
        ]
        shown = {"values": [], "wholes": wholes}
    else:
        number = max(SHOWN, sum(value.selected for value in values))
        shown = {"values": values[:number], "more": values[number:]}
    return shown | {
        "name": facet.name,
        "label": facet.label,
        "open": facet.name in ("kind", "region", "jurisdiction", "provision") or bool(query.chosen.get(facet.name)),
    }


def _pages(query, results) -> dict | None:
    if results.pages == 1:
        return None
    near = [number for number in range(query.page - 2, query.page + 3) if 1 <= number <= results.pages]
    numbers = sorted({1, *near, results.pages})
    steps = []
    for number in numbers:
        if steps and number - steps[-1]["number"] > 1:
            steps.append({"number": number, "gap": True, "query": ""})
        steps.append({"number": number, "gap": False, "query": query.parameters(page=number)})
    return {
        "steps": steps,
        "previous": query.parameters(page=query.page - 1) if query.page > 1 else None,
        "next": query.parameters(page=query.page + 1) if query.page < results.pages else None,
    }
