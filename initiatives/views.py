"""Views of the tracker that are not pages."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from initiatives import gathering, querysets
from initiatives.differences import differences
from initiatives.exports import recommendation_export, tracker_export
from initiatives.models import TrackerPage
from initiatives.past import on_day
from policies.querysets import public
from policytracker.core.as_of import read
from policytracker.core.exports import download


@require_safe
def tracker(request: HttpRequest, form: str) -> HttpResponse:
    """What is counted of each action, as a file."""
    page = public(TrackerPage.objects.all()).first()
    if page is None:
        raise Http404
    as_of = read(request)
    return download(request, tracker_export(gathering.recommendations(as_of), as_of.kept(page.url or "")), form)


@require_safe
def recommendation(request: HttpRequest, number: int, form: str) -> HttpResponse:
    """What bears on the actions of a recommendation, as a file."""
    language = get_language() or "en"
    pages = querysets.recommendations().filter(number=number).select_related("locale")
    # Its versions in other languages have the same number.
    page = min(pages, key=lambda page: page.locale.language_code != language, default=None)
    if page is None:
        raise Http404
    as_of = read(request)
    found = gathering.recommendation(page, as_of)
    return download(request, recommendation_export(found, as_of.kept(found.url)), form)


@require_safe
def differing(request: HttpRequest) -> HttpResponse:
    """All commitments and implementations of which report and evidence do not say the same, on a day."""
    as_of = read(request)
    rows = on_day(gathering.gather(history=as_of.is_past), as_of)
    groups = differences(rows)
    context = {
        "as_of": as_of,
        "groups": groups,
        "number": sum(len(found) for _whose, found in groups),
        "kept": sum(item.says_fulfilled for _whose, found in groups for item in found),
        "unassessed": sum(row.standing.assessed is None for row in rows.commitments),
        "commitments": len(rows.commitments),
    }
    return render(request, "initiatives/differences.html", context)
