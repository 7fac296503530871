"""Views of policies that are not pages."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from policies.choosing import DIFFERENCES, Choices, problems_of, read_keys
from policies.comparison import LIMIT, compare
from policies.exports import comparison_export
from policytracker.core.exports import TYPES, download, refused


@require_safe
def comparison(request: HttpRequest) -> HttpResponse:
    """The chooser, and the table of what is chosen. All of it stands in the address."""
    values, only = request.GET.getlist("in"), request.GET.get("only", "")
    keys, problems = read_keys(values)
    if len(values) > 1 and not problems:
        # A form sends a value for each box. One list is easier to read and to pass on.
        return redirect(_address(keys, only))
    if only not in ("", DIFFERENCES):
        problems.append(_("“only” can be nothing but “differences”: all questions are shown."))
        only = ""
    table = compare(keys)
    problems += problems_of(table)
    chosen = [column.key for column in table.columns]
    choices = Choices()
    context = {
        "comparison": table.only_differences() if only else table,
        "columns": [(column, _address([key for key in chosen if key != column.key], only)) for column in table.columns],
        "only_differences": bool(only),
        "toggled": _address(chosen, "" if only else DIFFERENCES),
        "chosen": chosen,
        "problems": problems,
        "choices": choices,
        "suggestions": [] if chosen else choices.suggestions(),
        "limit": LIMIT,
        "downloads": _downloads(chosen, only),
    }
    return render(request, "policies/compare.html", context)


@require_safe
def comparison_file(request: HttpRequest, form: str) -> HttpResponse:
    """What the comparison with the same address shows, as a file."""
    only = request.GET.get("only", "")
    keys, problems = read_keys(request.GET.getlist("in"))
    if not keys and not problems:
        problems.append(_("Choose what to compare: write ?in=LT,BR behind the address."))
    if only not in ("", DIFFERENCES):
        problems.append(_("“only” can be nothing but “differences”."))
    table = compare(keys)
    problems += problems_of(table)
    if problems:
        return refused(request, problems)
    return download(request, comparison_export(table.only_differences() if only else table), form)


def _address(keys: list[str], only: str) -> str:
    return reverse("compare") + _query(keys, only)


def _downloads(keys: list[str], only: str) -> dict[str, str]:
    """The addresses of the table as a file, by form."""
    return {form: reverse("comparison_export", args=[form]) + _query(keys, only) for form in TYPES}


def _query(keys: list[str], only: str) -> str:
    asked = {name: value for name, value in (("in", ",".join(keys)), ("only", only)) if value}
    return f"?{urlencode(asked, safe=',')}" if asked else ""
