"""The map."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from policies import querysets
from policies.choices import STANDING, InstrumentStatus
from policies.choosing import SHOWN
from policies.maps import carriers
from policies.maps.spread import By, spread
from policies.maps.world import draw
from policies.models import Theme
from policytracker.core.as_of import read


@require_safe
def world(request: HttpRequest) -> HttpResponse:
    """The world at a glance: who has a provision, instruments on a theme or of a status, or any at all, with a table
    that says the same. What cannot be understood is named and answered with 400, above the map of the rest.
    """
    asked = {name: request.GET.get(name, "").strip() for name in ("provision", "theme", "status", "by")}
    choices = {
        "provision": {row.code: row for row in querysets.provisions()},
        "theme": {row.code: row for row in Theme.objects.all()},
        "status": {status.value: status for status in InstrumentStatus},
    }
    chosen = {name: known.get(asked[name]) for name, known in choices.items()}
    problems = [
        _("Nothing is known as %(name)s.") % {"name": asked[name][:SHOWN]}
        for name, found in chosen.items()
        if asked[name] and not found
    ]
    if asked["by"] not in ("", *By.values):
        problems.append(_("“by” can be “force” or “status”."))
    provision, theme, status = chosen.values()
    by = By.STATUS if asked["by"] == By.STATUS and not status else By.FORCE
    # A finding is about a provision, and says nothing of a theme or a status.
    as_of = read(request)
    looked = carriers.missing(provision, as_of) if provision and not (theme or status) else []
    language = get_language() or "en"
    found = spread(carriers.of(provision, theme, as_of), looked, by, as_of.day, language, status or "")
    context = {
        "as_of": as_of,
        "choices": {name: list(known.values()) for name, known in choices.items()},
        "provision": provision,
        "theme": theme,
        "status": status,
        "standing": STANDING,
        "facet": {name: asked[name] for name, found in chosen.items() if found},
        "by": by,
        "ways": By.choices,
        "spread": found,
        "map": draw(found),
        "problems": problems,
    }
    return render(request, "policies/map.html", context, status=400 if problems else 200)
