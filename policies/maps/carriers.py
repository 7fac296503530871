"""Read which instruments bear on a provision or a theme, as values: to make pages of them takes ten times as long.

As of a past day each has the status that it had then; what certainly was not there yet is left out.
"""

from uuid import UUID

from django.utils.translation import get_language

from policies import querysets
from policies.choices import FindingState
from policies.life import Life
from policies.maps.spread import Carrier, Missing, Place
from policies.models import Finding, InstrumentPage, InstrumentProvision, JurisdictionPage, Provision, Theme
from policytracker.core.addresses import addresses
from policytracker.core.as_of import AsOf
from policytracker.core.versions import owner

COLUMNS = ("pk", "title", "url_path", "record_id", "legal_force", "status", "adopted", "in_force", "ended")


def of_provision(provision: Provision, as_of: AsOf) -> list[Carrier]:
    """With what each provides, in the editors' words."""
    rows = InstrumentProvision.objects.filter(provision=provision, instrument__in=_instruments().values("pk"))
    columns = [f"instrument__{column}" for column in COLUMNS]
    whose = owner("instrument__path")
    return _carriers(rows.order_by("instrument__title").values_list(whose, *columns, "text", "reference"), as_of)


def of_theme(theme: Theme, as_of: AsOf) -> list[Carrier]:
    """With the one sentence that says what is distinctive of each."""
    rows = _instruments().filter(theme_rows__tag=theme).order_by("title").distinct()
    return _carriers(rows.values_list(owner(), *COLUMNS, "approach"), as_of)


def of(provision: Provision | None, theme: Theme | None, as_of: AsOf) -> list[Carrier]:
    """What has a provision and bears on a theme, where they are given; without its words."""
    rows = _instruments()
    if provision:
        rows = rows.filter(provisions__provision=provision)
    if theme:
        rows = rows.filter(theme_rows__tag=theme)
    return _carriers(rows.order_by("title").distinct().values_list(owner(), *COLUMNS), as_of)


def missing(provision: Provision, as_of: AsOf) -> list[Missing]:
    """Where somebody had looked for a provision by the day and not found it."""
    there = {place.code: place for place in _places().values()}
    found = Finding.objects.filter(provision=provision, state=FindingState.ABSENT, checked_on__lte=as_of.day)
    rows = found.values_list("jurisdiction__code", "checked_on")
    return [Missing(there[code], checked_on) for code, checked_on in rows if code in there]


def _instruments():
    return querysets.public(InstrumentPage.objects.all())


def _places() -> dict[UUID, Place]:
    """Public jurisdictions by their `translation_key`."""
    address, language = addresses(), get_language() or "en"
    rows = querysets.jurisdictions().values_list("translation_key", "title", "code", "url_path", "kind")
    return {
        key: Place(code, JurisdictionPage.shown_name(title, code, language), address(url_path), kind)
        for key, title, code, url_path, kind in rows
    }


def _carriers(rows, as_of: AsOf) -> list[Carrier]:
    address, places = addresses(), _places()
    steps = querysets.steps_of(_instruments()) if as_of.is_past else {}
    found = []
    for whose, *row in rows:
        pk, title, url_path, record_id, force, *dated = row[: len(COLUMNS)]
        place, stood = places.get(whose), Life(*dated, steps.get(pk, ())).known(as_of)
        if place and (stood.status or not stood.is_certain):
            dates = (stood.adopted, stood.in_force, stood.ended)
            known = (title, address(url_path), record_id, force, stood.status, *dates)
            found.append(Carrier(place, *known, *row[len(COLUMNS) :], is_certain=stood.is_certain))
    return found
