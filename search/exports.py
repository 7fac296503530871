"""All that a search finds, as a table to take away: a row a record, in words for those who read it in a spreadsheet.

JSON has each record whole, in the codes of the API.
"""

from collections.abc import Callable

from django.db.models import Choices
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from initiatives.choices import InitiativeKind, InitiativeStatus
from policies import places
from policies.choices import (
    CommitmentKind,
    CommitmentStatus,
    ElectionKind,
    InstrumentKind,
    InstrumentStatus,
    LegalForce,
)
from policies.models import JurisdictionPage
from policytracker.core.addresses import absolute
from policytracker.core.choices import StakeholderGroup, Verification
from policytracker.core.exports import Cell, Column, Export
from search.models import Entry
from search.query import SearchQuery
from search.results import ONE_OF, Everything

Read = Callable[[Entry], Cell]
TYPES = (InstrumentKind, CommitmentKind, InitiativeKind, ElectionKind, StakeholderGroup)


def search_export(query: SearchQuery, found: Everything) -> Export:
    """What a search found, in its order."""
    asked = query.parameters(page=1)
    return Export(
        name="search",
        path=reverse("search") + (f"?{asked}" if asked else ""),
        columns=_columns(),
        items=found,
        as_json=lambda entry: entry.whole | {"url": absolute(entry.url), "language": entry.locale},
        total=found.total,
    )


def _columns() -> list[Column]:
    """The words of the vocabularies are looked up once, not for each of many records."""
    language = get_language() or "en"
    kinds = {kind.value: str(word) for kind, word in ONE_OF.items()}
    types, forces, verifications = _words(*TYPES), _words(LegalForce), _words(Verification)
    standings, progress = _words(InstrumentStatus, InitiativeStatus), _words(CommitmentStatus)

    def part(name: str) -> Read:
        return lambda entry: entry.payload.get(name) or ""

    def worded(words: dict[str, str], facet: str) -> Read:
        return lambda entry: [words.get(value, value) for value in entry.values.get(facet, ())]

    def said(track: str, name: str) -> Read:
        return lambda entry: (entry.payload.get(track) or {}).get(name) or ""

    def differ(entry: Entry) -> Cell:
        reported, assessed = said("reported", "status")(entry), said("assessed", "status")(entry)
        return reported != assessed if reported and assessed else None

    def place_names(entry: Entry) -> Cell:
        return [JurisdictionPage.shown_name(place["name"], place["code"], language) for place in _places(entry)]

    def regions(entry: Entry) -> Cell:
        return [places.region_name(code, language) for code in entry.values.get("region", ())]

    return [
        Column(_("Id"), lambda entry: entry.record_id),
        Column(_("What"), lambda entry: kinds.get(entry.kind, entry.kind)),
        Column(_("Title"), lambda entry: entry.title),
        Column(_("Title in the original language"), part("title_original")),
        Column(_("Codes of jurisdictions"), lambda entry: [place["code"] for place in _places(entry)]),
        Column(_("Jurisdictions"), place_names),
        Column(_("Regions"), regions),
        Column(_("Organisations"), lambda entry: [owner["name"] for owner in _organisations(entry)]),
        Column(_("Type"), worded(types, "type")),
        Column(_("Legal force"), worded(forces, "force")),
        Column(_("Status"), worded(standings, "status")),
        Column(_("Reported by the organisation"), worded(progress, "reported")),
        Column(_("Reported on"), said("reported", "date")),
        Column(_("Reported by"), said("reported", "by")),
        Column(_("Assessed on the evidence"), worded(progress, "assessed")),
        Column(_("Assessed on"), said("assessed", "date")),
        Column(_("Assessed by"), said("assessed", "by")),
        Column(_("Report and evidence differ"), differ),
        Column(_("Provisions"), _provisions),
        Column(_("Themes"), lambda entry: [theme["label"] for theme in entry.payload.get("themes", ())]),
        Column(_("Actions"), lambda entry: [row["action"] for row in entry.payload.get("implements", ())]),
        Column(_("Date"), lambda entry: entry.date),
        Column(_("Adopted or announced"), lambda entry: part("adopted")(entry) or part("announced")(entry)),
        Column(_("In force or started"), lambda entry: part("in_force")(entry) or part("started")(entry)),
        Column(_("Ended"), part("ended")),
        Column(_("Deadline"), part("deadline")),
        Column(_("Approach or measure"), lambda entry: part("approach")(entry) or part("measure")(entry)),
        Column(_("Summary"), lambda entry: part("summary")(entry) or entry.summary),
        Column(_("Critique"), part("critique")),
        Column(_("Verification"), worded(verifications, "verification")),
        Column(_("Last checked"), part("last_checked")),
        Column(_("Sources"), lambda entry: [source["url"] for source in entry.payload.get("sources", ())]),
        Column(_("Language"), lambda entry: entry.locale),
        Column(_("Address"), lambda entry: absolute(entry.url)),
    ]


def _words(*choices: type[Choices]) -> dict[str, str]:
    return {value: str(label) for kind in choices for value, label in kind.choices}


def _places(entry: Entry) -> list[dict]:
    own = entry.payload.get("jurisdiction")
    return [own] if own else entry.payload.get("jurisdictions") or []


def _organisations(entry: Entry) -> list[dict]:
    own = entry.payload.get("organisation")
    return [own] if own else [*entry.payload.get("lead", ()), *entry.payload.get("partners", ())]


def _provisions(entry: Entry) -> Cell:
    """Each once: an instrument may provide for the same twice."""
    return list(dict.fromkeys(row["label"] for row in entry.payload.get("provisions", ())))
