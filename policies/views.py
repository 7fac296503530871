"""Views of policies that are not pages."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from policies.choosing import BINDING, DIFFERENCES, Choices, narrowed, once, problems_of, read_keys, read_only
from policies.comparing import compare
from policies.comparison import LIMIT, Column, changes
from policies.exports import comparison_export
from policies.folding import fold
from policytracker.core import as_of as days
from policytracker.core.exports import TYPES, download, refused

# Of what changed since a day, this much is listed.
MOST_CHANGES = 15


class Asked:
    """What the address of a comparison asks for, and in words what of it could not be understood."""

    def __init__(self, request: HttpRequest):
        self.as_of = days.read(request)
        self.keys, unreadable = read_keys(request.GET.getlist("in"))
        self.only, refused = read_only(request.GET.getlist("only"))
        self.misread = unreadable + refused
        self.comparison = compare(self.keys, self.as_of)
        self.chosen = [column.key for column in self.comparison.columns]

    @property
    def problems(self) -> list[str]:
        return self.misread + problems_of(self.comparison)

    def address(
        self, start: str, keys: list[str] | None = None, only: list[str] | None = None, opened: str = ""
    ) -> str:
        """Below `start`, the address of the same with other columns, or another selection."""
        keys, only = self.chosen if keys is None else keys, self.only if only is None else only
        asked = {"in": ",".join(keys), "only": ",".join(only), "open": opened}
        query = urlencode({name: value for name, value in asked.items() if value}, safe=",")
        return self.as_of.kept(start + (f"?{query}" if query else "") + (f"#{opened}" if opened else ""))


@require_safe
def comparison(request: HttpRequest) -> HttpResponse:
    """The table of what is chosen; the chooser where nothing is. All of it stands in the address.

    What cannot be understood is named and answered with 400, above the table of what can.
    """
    asked, here = Asked(request), reverse("compare")
    if len(request.GET.getlist("in")) > 1 and not asked.misread:
        # A form sends a value for each box. One list is easier to read and to pass on; each thing once.
        return redirect(asked.address(here, once(asked.keys)))
    shown = narrowed(asked.comparison, asked.only)
    folded = fold(shown, request.GET.getlist("open"))
    since = changes(asked.comparison, compare(asked.keys)) if asked.as_of.is_past else ()
    context = {
        "comparison": shown,
        "changes": since[:MOST_CHANGES],
        "more_changes": max(0, len(since) - MOST_CHANGES),
        "folded": folded,
        "groups": [(told, asked.address(here, opened=told.group.code)) for told in folded.groups],
        "columns": [
            {
                "column": column,
                "without": asked.address(here, [key for key in asked.chosen if key != column.key]),
                "parted": asked.address(here, parted) if (parted := _parted(asked.chosen, column)) else "",
            }
            for column in shown.columns
        ],
        "toggles": [
            {
                "value": value,
                "is_on": value in asked.only,
                "address": asked.address(here, only=_toggled(asked.only, value)),
            }
            for value in (DIFFERENCES, BINDING)
        ],
        "choosing": asked.address(reverse("compare_choice")),
        "briefing": asked.address(reverse("briefing_comparison", args=["pdf"])),
        "downloads": {form: asked.address(reverse("comparison_export", args=[form])) for form in TYPES},
        "only": asked.only,
        "chosen": asked.chosen,
        "problems": asked.problems,
        "limit": LIMIT,
        "as_of": asked.as_of if asked.chosen else None,
    }
    if not asked.chosen:
        choices = Choices()
        context |= {"choices": choices, "suggestions": choices.suggestions()}
    return render(request, "policies/compare.html", context, status=400 if asked.problems else 200)


@require_safe
def comparison_choice(request: HttpRequest) -> HttpResponse:
    """The chooser, with what is chosen already."""
    asked = Asked(request)
    context = {
        "chosen": asked.chosen,
        "columns": [{"column": column} for column in asked.comparison.columns],
        "choices": Choices(),
        "only": asked.only,
        "problems": asked.problems,
        "limit": LIMIT,
        "as_of": asked.as_of,
    }
    return render(request, "policies/compare_choice.html", context, status=400 if asked.problems else 200)


@require_safe
def comparison_file(request: HttpRequest, form: str) -> HttpResponse:
    """What the comparison with the same address shows, as a file: all groups in words. All of it, or nothing."""
    asked = Asked(request)
    if asked.problems:
        return refused(request, asked.problems)
    if not asked.chosen:
        return refused(request, [_("Choose what to compare: write ?in=LT,BR behind the address.")])
    return download(
        request, comparison_export(narrowed(asked.comparison, asked.only), asked.address(reverse("compare"))), form
    )


def _parted(chosen: list[str], column: Column) -> list[str]:
    """What is chosen, with the parts of a column in its place: as many of them, the newest first, as there is room.

    Empty where there are not two of them, or no room for two.
    """
    at = chosen.index(column.key)
    room = LIMIT - len(chosen) + 1
    parts = [part for part in column.parts if part not in chosen][:room]
    return [*chosen[:at], *parts, *chosen[at + 1 :]] if len(parts) > 1 else []


def _toggled(only: list[str], value: str) -> list[str]:
    return [known for known in only if known != value] if value in only else [*only, value]
