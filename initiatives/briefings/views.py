"""Briefings over HTTP: found, put together, compared with what the reader has, and only then drawn."""

from functools import wraps
from urllib.parse import urlsplit

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import register_converter, reverse
from django.urls.converters import StringConverter
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from initiatives import gathering
from initiatives.briefings import builders, past, selection
from initiatives.briefings.contents import BriefingContents
from initiatives.briefings.render import finished_pdf, render_html, version_of
from policies.choosing import narrowed, problems_of, read_keys, read_only
from policies.comparing import compare
from policies.comparison import Comparison
from policies.comparison import changes as changed_answers
from policies.elections.gathering import changed_around, clock_of
from policies.models import JurisdictionPage
from policies.querysets import below_any, parent_of, public
from policies.since import changes_of
from policytracker.core import as_of as days
from policytracker.core.http import RefusedError
from policytracker.core.pdf import PdfUnavailableError
from policytracker.core.templatetags.dates import date_in_words
from policytracker.core.versions import versions


class Form(StringConverter):
    """The two forms of a briefing, as the part of an address that says which is wanted."""

    regex = "pdf|html"


register_converter(Form, "briefing_form")


def briefing(contents_for):
    """A view of the briefing whose contents a function puts together from the address. It may raise RefusedError."""

    @require_safe
    @wraps(contents_for)
    def view(request: HttpRequest, form: str, **address) -> HttpResponse:
        return answer(request, contents_for(request, **address), form)

    return view


@briefing
def recommendation(request: HttpRequest, number: int) -> BriefingContents:
    page = get_object_or_404(selection.recommendations(), number=number)
    as_of = days.read(request)
    contents = builders.recommendation_briefing(
        page,
        gathering.recommendation(page, as_of),
        initiatives=selection.initiatives_on(page),
        commitments=selection.commitments_on(page),
    )
    return past.of_day(contents, as_of, gathering.changes_since(page, as_of))


@briefing
def instrument(request: HttpRequest, record_id: str) -> BriefingContents:
    page = get_object_or_404(selection.instruments(), record_id=record_id)
    place = parent_of(page, JurisdictionPage)
    if place is None:
        raise Http404
    as_of = days.read(request)
    since = changes_of(as_of, [page])
    if not past.instruments([page], as_of):
        day = date_in_words(as_of.day)
        raise RefusedError([_("Nothing on record says that it was there on %(day)s.") % {"day": day}])
    return past.of_day(builders.instrument_briefing(page, place), as_of, since)


@briefing
def organisation(request: HttpRequest, record_id: str) -> BriefingContents:
    page = get_object_or_404(selection.organisations(), record_id=record_id)
    as_of = days.read(request)
    commitments = list(selection.commitments_of(page))
    # Asked before they are seen as of the day.
    since = changes_of(as_of, promises=commitments)
    contents = builders.organisation_briefing(
        page,
        seat=public(versions(JurisdictionPage, [page.jurisdiction_id])).first(),
        commitments=past.commitments(commitments, as_of),
        initiatives=past.initiatives(selection.initiatives_of(page), as_of),
    )
    return past.of_day(contents, as_of, since)


@briefing
def jurisdiction(request: HttpRequest, code: str) -> BriefingContents:
    page = get_object_or_404(selection.jurisdictions(), code=code)
    as_of = days.read(request)
    instruments = list(below_any([page], selection.instruments()))
    commitments = list(selection.commitments_for(page))
    since = changes_of(as_of, instruments, commitments)
    contents = builders.jurisdiction_briefing(
        page,
        instruments=past.instruments(instruments, as_of),
        comparison=compare([page.code], as_of),
        elections=list(below_any([page], selection.elections())),
        commitments=past.commitments(commitments, as_of),
        initiatives=past.initiatives(selection.initiatives_in(page), as_of),
    )
    return past.of_day(contents, as_of, since)


@briefing
def election(request: HttpRequest, record_id: str) -> BriefingContents:
    page = get_object_or_404(selection.elections(), record_id=record_id)
    place = parent_of(page, JurisdictionPage)
    if place is None:
        raise Http404
    as_of = days.read(request)
    clock = clock_of(page, place, as_of)
    further = [rule for other in clock.comparable for item in other.further for rule in item.rules]
    rules = {rule.record_id for rule in (*clock.in_force, *(item.rule for item in clock.other_rules), *further)}
    promised = {item.row.record_id for item in (*clock.named, *clock.worldwide)}
    instruments = list(selection.instruments().filter(record_id__in=rules))
    commitments = list(selection.commitments().filter(record_id__in=promised))
    contents = builders.election_briefing(page, place, clock, instruments, commitments)
    return past.of_day(contents, as_of, changed_around(page, place, as_of))


@briefing
def comparison(request: HttpRequest) -> BriefingContents:
    as_of = days.read(request)
    keys, problems = read_keys(request.GET.getlist("in"))
    only, refused = read_only(request.GET.getlist("only"))
    table = compare(keys, as_of)
    # A page can say above its table what was left out of it; a paper that is handed on must hold all or nothing.
    problems += refused + problems_of(table)
    if problems or not table.columns:
        raise RefusedError(problems or [_("Choose what to compare: write ?in=LT,BR behind the address.")])
    since = changed_answers(table, compare(keys)) if as_of.is_past else ()
    table = narrowed(table, only)
    return builders.comparison_briefing(table, *quoted(table), only=only, as_of=as_of, changes=since)


def quoted(table: Comparison) -> tuple[list, list]:
    """The instruments and the commitments that a comparison quotes, each with its place in the tree as order."""
    cells = [cell for group in table.groups for row in group.rows for cell in row.cells]
    laws = {item.record_id for cell in cells for item in (*cell.standing, *cell.not_in_use)}
    promises = {item.record_id for cell in cells for item in (*cell.promised, *cell.given_up)}
    return (
        list(selection.instruments().filter(record_id__in=laws).order_by("path")),
        list(selection.commitments().filter(record_id__in=promises).order_by("path")),
    )


def answer(request: HttpRequest, contents: BriefingContents, form: str) -> HttpResponse:
    """The briefing in the form asked for; 304 where the reader has this version, 503 where no PDF can be made."""
    html = render_html(contents, address_of(request, contents, "pdf"))
    version = version_of(html)
    etag = f'"{version}"'
    response = get_conditional_response(request, etag=etag)
    if response is None and form == "html":
        response = HttpResponse(html)
    elif response is None:
        try:
            pdf = finished_pdf(html, version)
        except PdfUnavailableError as error:
            context = {"error": error, "html_address": address_of(request, contents, "html")}
            return render(request, "briefings/unavailable.html", context, status=503)
        response = HttpResponse(pdf, content_type="application/pdf")
        name = f"policy-tracker-{contents.file_name}-{contents.data_date}.pdf"
        response["Content-Disposition"] = content_disposition_header(False, name)
    response["ETag"] = etag
    # Kept by anybody, and asked about each time: the version follows every change of what is in it.
    patch_cache_control(response, public=True, no_cache=True)
    return response


def address_of(request: HttpRequest, contents: BriefingContents, form: str) -> str:
    """This briefing in another form. What was compared stands in the query, as in the permanent address."""
    match = request.resolver_match
    path = reverse(match.view_name, kwargs=match.kwargs | {"form": form})
    query = urlsplit(contents.address).query
    return f"{path}?{query}" if query else path
