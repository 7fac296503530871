"""Views of policies that are not pages."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from policies import places, querysets
from policies.comparison import LIMIT, Comparison, compare
from policies.models import InstrumentPage

# Longer than twelve record ids.
LONGEST = 1500
SUGGESTIONS = (("LT", "BR", "IN"), ("EU", "GB", "AU"), ("US-CA", "US-MN", "KR", "SG"), ("ZA", "KE", "NG", "GH"))


def keys_of(request: HttpRequest) -> tuple[list[str], list[str]]:
    """What an address asks to be compared, and what in it could not be read: `in=LT,BR`, also given several times."""
    problems = []
    raw = ",".join(request.GET.getlist("in"))
    if len(raw) > LONGEST:
        problems.append(_("The list is too long: only its beginning was read."))
    keys = [key.strip() for key in raw[:LONGEST].split(",")]
    return [key for key in keys if key and key.isprintable()], problems


def problems_of(comparison: Comparison) -> list[str]:
    """In words, what of the wanted could not be compared."""
    problems = []
    if comparison.unknown:
        names = ", ".join(name[:40] for name in comparison.unknown[:LIMIT])
        problems.append(
            _("Nothing is known as %(names)s. Jurisdictions go by their codes, instruments by their ids.")
            % {"names": names}
        )
    if comparison.surplus:
        problems.append(_("At most %(limit)d can be compared: the rest was left out.") % {"limit": LIMIT})
    return problems


@require_safe
def comparison(request: HttpRequest) -> HttpResponse:
    """The chooser, and the table of what is chosen."""
    keys, problems = keys_of(request)
    table = compare(keys)
    problems += problems_of(table)
    only_differences = request.GET.get("only") == "differences"
    chosen = [column.key for column in table.columns]
    context = {
        "columns": [
            {"column": column, "without": ",".join(key for key in chosen if key != column.key)}
            for column in table.columns
        ],
        "comparison": table.only_differences() if only_differences else table,
        "only_differences": only_differences,
        "chosen": ",".join(chosen),
        "chosen_keys": chosen,
        "problems": problems,
        "regions": _choices(),
        "suggestions": _suggestions() if not chosen else [],
        "limit": LIMIT,
    }
    return render(request, "policies/compare.html", context)


def _choices() -> list[dict]:
    """The jurisdictions that have instruments, by region, with how many."""
    counts: dict[str, int] = {}
    for path in querysets.public(InstrumentPage.objects.all()).values_list("path", flat=True):
        parent = path[: -InstrumentPage.steplen]
        counts[parent] = counts.get(parent, 0) + 1
    regions: dict[str, list] = {region: [] for region in (*places.REGIONS, places.WORLD, "")}
    for page in querysets.jurisdictions():
        if page.path in counts:
            regions[page.region].append({"code": page.code, "name": page.name, "instruments": counts[page.path]})
    return [
        {"name": places.region_name(region, "en") if region else _("Elsewhere"), "places": found}
        for region, found in regions.items()
        if found
    ]


def _suggestions() -> list[dict]:
    names = {page.code: page.name for page in querysets.jurisdictions()}
    return [
        {"keys": ",".join(codes), "names": ", ".join(names[code] for code in codes)}
        for codes in SUGGESTIONS
        if all(code in names for code in codes)
    ]
