"""Which records a briefing is made of: public ones, with all the rows that it shows."""

from django.db.models import Prefetch, Q

from initiatives import querysets as initiatives_querysets
from policies import querysets


def recommendations():
    return initiatives_querysets.recommendations().prefetch_related("sources", "theme_rows__tag")


def jurisdictions():
    return querysets.jurisdictions().prefetch_related("sources")


def organisations():
    return querysets.organisations().select_related("jurisdiction").prefetch_related("sources")


def instruments():
    rows = querysets.instruments().prefetch_related("sources", "events", "theme_rows__tag")
    return rows.order_by("-in_force", "-adopted", "title")


def commitments():
    named = Prefetch("jurisdictions", querysets.jurisdictions())
    return querysets.commitments().prefetch_related("sources", "provisions", named).order_by("announced", "title")


def elections():
    return querysets.elections().prefetch_related("sources")


def initiatives():
    leading = Prefetch("lead", querysets.organisations())
    return (
        initiatives_querysets.initiatives().prefetch_related("sources", leading).order_by("started", "title").distinct()
    )


def initiatives_of(organisation):
    return initiatives().filter(Q(lead=organisation) | Q(partners=organisation))
