"""The pages of provisions and themes. They gather what policies and initiatives know; nothing is decided here."""

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from initiatives import querysets as initiatives_querysets
from initiatives.models import InitiativePage
from initiatives.subjects import overview
from policies import querysets
from policies.contexts import actions_asking_for, with_standing
from policies.maps import carriers
from policies.maps.spread import By, Carrier, Missing, by_year, spread
from policies.maps.world import draw
from policies.models import OrganisationPage, Theme
from policytracker.core.as_of import AsOf, read
from policytracker.core.dates import begins_by

# Longer lists lead on to the search: no page may weigh more than a slow link carries.
MOST_CARRIERS, MOST_LINKS = 35, 20


@require_safe
def provisions(request: HttpRequest) -> HttpResponse:
    """All provisions by group, and all themes."""
    as_of = read(request)
    context = {"as_of": as_of, "groups": overview.provisions(as_of), "themes": overview.themes(as_of)}
    return render(request, "initiatives/provisions.html", context)


@require_safe
def themes(request: HttpRequest) -> HttpResponse:
    """They stand below the provisions: an address that was shortened by hand leads there."""
    return redirect(reverse("provisions") + "#themes", permanent=True)


@require_safe
def provision(request: HttpRequest, code: str) -> HttpResponse:
    subject = get_object_or_404(querysets.provisions().prefetch_related("actions"), code=code)
    as_of = read(request)
    context = _about(
        carriers.of_provision(subject, as_of),
        carriers.missing(subject, as_of),
        commitments=querysets.commitments().filter(provisions=subject),
        initiatives=querysets.public(InitiativePage.objects.filter(provisions=subject)),
        as_of=as_of,
    )
    context |= {"subject": subject, "facet": {"provision": code}, "actions": actions_asking_for([subject])}
    return render(request, "initiatives/provision.html", context)


@require_safe
def theme(request: HttpRequest, code: str) -> HttpResponse:
    subject = get_object_or_404(Theme, slug=code)
    as_of = read(request)
    context = _about(
        carriers.of_theme(subject, as_of),
        [],
        commitments=querysets.commitments().filter(theme_rows__tag=subject).distinct(),
        initiatives=querysets.public(InitiativePage.objects.filter(theme_rows__tag=subject)).distinct(),
        as_of=as_of,
    )
    context |= {
        "subject": subject,
        "facet": {"theme": code},
        "recommendations": initiatives_querysets.recommendations().filter(theme_rows__tag=subject).distinct(),
    }
    return render(request, "initiatives/theme.html", context)


def _about(found: list[Carrier], looked: list[Missing], commitments, initiatives, as_of: AsOf) -> dict:
    """What both pages show: who has it, who promises it, who works on it, and what became of it; on the day."""
    everywhere = spread(found, looked, By.FORCE, as_of.day, get_language() or "en")
    if as_of.is_past:
        commitments = commitments.filter(begins_by("announced", as_of.day))
        initiatives = initiatives.filter(begins_by("started", as_of.day) | Q(started=""))
    standing_ones = [carrier for holder in everywhere.holders for carrier in holder.standing]
    others = [carrier for holder in everywhere.holders for carrier in holder.carriers if not carrier.stands]
    shown = with_standing(commitments.order_by("title")[:MOST_LINKS], as_of)
    organisations = querysets.parents([page for page, _standing in shown], OrganisationPage)
    return {
        "as_of": as_of,
        "spread": everywhere,
        "map": draw(everywhere),
        "in_use": standing_ones[:MOST_CARRIERS],
        "more_in_use": max(0, len(standing_ones) - MOST_CARRIERS),
        "not_in_use": others[:MOST_LINKS],
        "more_not_in_use": max(0, len(others) - MOST_LINKS),
        "looked": [holder for holder in everywhere.holders if holder.checked_on],
        "promises": [
            (page, item_standing, organisations[page.pk].title if page.pk in organisations else "")
            for page, item_standing in shown
        ],
        "more_promises": max(0, commitments.count() - MOST_LINKS),
        "initiatives": list(initiatives.order_by("title")[:MOST_LINKS]),
        "more_initiatives": max(0, initiatives.count() - MOST_LINKS),
        "years": by_year(found),
    }
