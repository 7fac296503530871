"""Briefings over HTTP: found, put together, compared with what the reader has, and only then drawn."""

from functools import wraps
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from initiatives import gathering
from initiatives.briefings import builders, past, selection
from initiatives.briefings.contents import BriefingContents
from initiatives.briefings.render import finished_pdf, render_html, version_of
from initiatives.past import changes, on_day
from policies.choosing import problems_of, read_keys
from policies.comparison import Comparison, compare
from policies.since import Changes
from policytracker.core import as_of as days
from policytracker.core.pdf import PdfUnavailableError


class RefusedError(Exception):
    """What was asked for cannot be put together, and why, in words."""

    def __init__(self, problems: list[str]):
        super().__init__(*problems)
        self.problems = problems


def briefing(contents_for):
    """A view of the briefing whose contents a function puts together from the address."""

    @require_safe
    @wraps(contents_for)
    def view(request: HttpRequest, form: str, **address) -> HttpResponse:
        try:
            contents = contents_for(request, **address)
        except RefusedError as refused:
            return render(request, "briefings/refused.html", {"problems": refused.problems}, status=400)
        return answer(request, contents, form)

    return view


@briefing
def recommendation(request: HttpRequest, number: int) -> BriefingContents:
    page = get_object_or_404(selection.recommendations(), number=number)
    as_of = days.read(request)
    rows = gathering.gather(history=as_of.is_past).about(gathering.action_rows(page))
    contents = builders.recommendation_briefing(
        page,
        gathering.progress_of(page, on_day(rows, as_of), as_of.day),
        initiatives=list(selection.initiatives().filter(implementations__action__recommendation=page)),
        commitments=list(selection.commitments().filter(provisions__actions__recommendation=page).distinct()),
    )
    return past.of_day(contents, as_of, changes(rows, as_of) if as_of.is_past else Changes())


@briefing
def instrument(request: HttpRequest, record_id: str) -> BriefingContents:
    page = get_object_or_404(selection.instruments(), record_id=record_id)
    return builders.instrument_briefing(page, page.get_parent().specific)


@briefing
def organisation(request: HttpRequest, record_id: str) -> BriefingContents:
    page = get_object_or_404(selection.organisations(), record_id=record_id)
    as_of = days.read(request)
    commitments = list(selection.commitments().child_of(page))
    since = past.changes_of(as_of, promises=commitments)
    contents = builders.organisation_briefing(
        page,
        commitments=past.commitments(commitments, as_of),
        initiatives=past.initiatives(selection.initiatives_of(page), as_of),
    )
    return past.of_day(contents, as_of, since)


@briefing
def jurisdiction(request: HttpRequest, code: str) -> BriefingContents:
    page = get_object_or_404(selection.jurisdictions(), code=code)
    as_of = days.read(request)
    instruments = list(selection.instruments().child_of(page))
    commitments = list(selection.commitments().filter(jurisdictions=page))
    since = past.changes_of(as_of, instruments, commitments)
    contents = builders.jurisdiction_briefing(
        page,
        instruments=past.instruments(instruments, as_of),
        comparison=None if as_of.is_past else compare([page.code]),
        elections=list(selection.elections().child_of(page)),
        commitments=past.commitments(commitments, as_of),
        initiatives=past.initiatives(selection.initiatives().filter(jurisdictions=page), as_of),
    )
    return past.of_day(contents, as_of, since)


@briefing
def comparison(request: HttpRequest) -> BriefingContents:
    keys, problems = read_keys(request.GET.getlist("in"))
    table = compare(keys)
    # A page can say above its table what was left out of it; a paper that is handed on must hold all or nothing.
    problems += problems_of(table)
    if problems or not table.columns:
        raise RefusedError(problems or [_("Choose what to compare: write ?in=LT,BR behind the address.")])
    return builders.comparison_briefing(table, instruments=list(quoted(table)))


def quoted(table: Comparison):
    """The instruments that a comparison quotes, in the order of its columns."""
    cells = [cell for group in table.groups for row in group.rows for cell in row.cells]
    ids = {item.record_id for cell in cells for item in (*cell.standing, *cell.not_in_use)}
    return selection.instruments().filter(record_id__in=ids).order_by("path")


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
