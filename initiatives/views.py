"""Views of the tracker that are not pages."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from initiatives import gathering, querysets, sentences
from initiatives.choices import Listed
from initiatives.differences import differences
from initiatives.exports import recommendation_export, tracker_export
from initiatives.models import RecommendationPage, TrackerPage
from policies.querysets import public
from policytracker.core.as_of import PARAMETER, AsOf, read
from policytracker.core.exports import download
from policytracker.core.http import RefusedError
from policytracker.core.pagination import page_of, page_of_groups

# Rows on a page of a list: under 100 kB with the longest rows there are. Of instruments, which are short, more.
SIZE = 50
INSTRUMENTS = 150


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
    as_of = read(request)
    found = gathering.recommendation(_numbered(number), as_of)
    return download(request, recommendation_export(found, as_of.kept(found.url)), form)


@require_safe
def action_list(request: HttpRequest, number: int, code: str, what: str) -> HttpResponse:
    """One of the lists of which an action's figures are the lengths, page by page.

    A jurisdiction may have many instruments: so these are what is counted out to the pages, not the jurisdictions.
    """
    if what not in Listed:
        raise Http404
    as_of = read(request)
    found = gathering.recommendation(_numbered(number), as_of)
    item = next((item for item in found.actions if item.action.code == code), None)
    if item is None:
        raise Http404
    listed, asked = item.listed[what], request.GET.get("page", "")
    if what == Listed.JURISDICTIONS:
        places = ((place, place.rows) for place in listed)
        groups, page, problems = page_of_groups(places, asked, INSTRUMENTS, _day(as_of))
        rows = [group for group in groups if group.items]
    else:
        page, problems = page_of(listed, asked, SIZE, _day(as_of))
        rows = page.items
    context = {
        "as_of": as_of,
        "progress": found,
        "item": item,
        "what": what,
        "listing": f"initiatives/lists/{what}.html",
        "title": sentences.list_title(what, len(listed)),
        "rows": rows,
        "page_of_list": page,
        "problems": problems,
    }
    return render(request, "initiatives/action_list.html", context)


@require_safe
def changes(request: HttpRequest, number: int) -> HttpResponse:
    """All that changed of what bears on a recommendation since a past day, page by page."""
    page, as_of = _numbered(number), read(request)
    if not as_of.is_past:
        raise RefusedError([_("Say since which past day: ?as_of=2024-06-06.")], page.url or "")
    found = gathering.changes_since(page, as_of)
    shown, problems = page_of(found.later, request.GET.get("page", ""), SIZE, _day(as_of))
    context = {"as_of": as_of, "recommendation": page, "changes": found, "page_of_list": shown, "problems": problems}
    return render(request, "initiatives/recommendation_changes.html", context)


@require_safe
def differing(request: HttpRequest) -> HttpResponse:
    """All commitments and implementations of which report and evidence do not say the same, on a day, page by page."""
    as_of = read(request)
    rows = gathering.rows_on(as_of)
    found = differences(rows)
    groups, page, problems = page_of_groups(found, request.GET.get("page", ""), SIZE, _day(as_of))
    context = {
        "as_of": as_of,
        "groups": [group for group in groups if group.items],
        "page_of_list": page,
        "problems": problems,
        "kept": sum(item.says_fulfilled for _whose, items in found for item in items),
        "unassessed": sum(row.standing.assessed is None for row in rows.commitments),
        "commitments": len(rows.commitments),
    }
    return render(request, "initiatives/differences.html", context)


def _numbered(number: int) -> RecommendationPage:
    """A recommendation by its number. Raises Http404."""
    page = querysets.recommendations().filter(number=number).first()
    if page is None:
        raise Http404
    return page


def _day(as_of: AsOf) -> dict[str, str]:
    """The parameter by which the pages of a list stay on the day."""
    return {PARAMETER: as_of.day.isoformat()} if as_of.is_past else {}
