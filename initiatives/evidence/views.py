"""What nobody has looked at for a year, and which sources cannot be reached any more."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from initiatives.evidence.gathering import failing_checks, failing_sources, old_evidence
from initiatives.evidence.old import Kind
from policytracker.core.models import LinkCheck
from policytracker.core.pagination import page_of

SIZE = 50
# Of a value that cannot be understood, this much is repeated to the reader.
SHOWN = 40


@require_safe
def old(request: HttpRequest) -> HttpResponse:
    """Records and assessments with nothing newer than twelve months, by kind and jurisdiction."""
    rows, places = old_evidence(timezone.localdate())
    names = {place.code: place.name for place in places}
    in_use = {code for row in rows for code in row.jurisdictions}
    kind, jurisdiction = request.GET.get("kind", "").strip(), request.GET.get("jurisdiction", "").strip().upper()
    problems = []
    if kind and kind not in list(Kind):
        problems.append(_("There is no kind %(value)s.") % {"value": repr(kind[:SHOWN])})
        kind = ""
    if jurisdiction and jurisdiction not in names:
        problems.append(_("There is no jurisdiction %(value)s.") % {"value": repr(jurisdiction[:SHOWN])})
        jurisdiction = ""
    found = [row for row in rows if kind in ("", row.kind) and (not jurisdiction or jurisdiction in row.jurisdictions)]
    asked = {name: value for name, value in (("kind", kind), ("jurisdiction", jurisdiction)) if value}
    page, problem = page_of(found, request.GET.get("page", ""), SIZE, asked)
    context = {
        "page_of_list": page,
        "problems": problems + problem,
        "rows": [(row, sorted(names[code] for code in row.jurisdictions if code in names)) for row in page.items],
        "kinds": [(item.value, item.label) for item in Kind],
        "places": sorted(
            ((code, names[code]) for code in in_use | {jurisdiction} if code in names), key=lambda place: place[1]
        ),
        "kind": kind,
        "jurisdiction": jurisdiction,
        "failing": failing_checks().count(),
    }
    return render(request, "initiatives/old_evidence.html", context)


@require_safe
def sources(request: HttpRequest) -> HttpResponse:
    """The sources that could not be reached when they were last asked for."""
    page, problems = page_of(failing_checks(), request.GET.get("page", ""), SIZE, {})
    newest = LinkCheck.objects.order_by("-last_checked").values_list("last_checked", flat=True).first()
    context = {
        "page_of_list": page,
        "problems": problems,
        "failing": failing_sources(list(page.items)),
        "asked": LinkCheck.objects.count(),
        "newest": newest and timezone.localdate(newest),
    }
    return render(request, "initiatives/failing_sources.html", context)
