"""Jurisdictions, elections and the comparison in the public, read-only API."""

import datetime
from collections import Counter

from ninja import Query, Router, Schema, Status
from pydantic import Field

from django.http import HttpRequest
from django.utils.translation import gettext as _

from policies import places, querysets
from policies.choices import (
    STANDING,
    ElectionKind,
    FindingState,
    InstrumentKind,
    InstrumentStatus,
    JurisdictionKind,
    LegalForce,
)
from policies.choosing import DIFFERENCES, SHOWN, problems_of, read_keys
from policies.comparison import compare as compare_keys
from policies.models import ElectionPage, InstrumentPage
from policytracker.core.addresses import addresses
from policytracker.core.api import PlaceOut, ProblemsOut
from policytracker.core.dates import PartialDate, begins_by, ends_from

router = Router()


class JurisdictionOut(Schema):
    """`instruments` counts all that are on record, `in_use` those that are in use."""

    id: str
    code: str
    name: str
    kind: JurisdictionKind
    part_of: str
    region: str
    url: str
    instruments: int
    in_use: int


class JurisdictionsOut(Schema):
    jurisdictions: list[JurisdictionOut]


class InstrumentOut(Schema):
    id: str = Field(validation_alias="record_id")
    title: str
    url: str
    kind: InstrumentKind
    legal_force: LegalForce
    status: InstrumentStatus
    adopted: str
    in_force: str
    ended: str
    provisions: list[str]

    @staticmethod
    def resolve_provisions(page) -> list[str]:
        return [row.provision.code for row in page.provisions.all()]


class ElectionOut(Schema):
    id: str
    title: str
    url: str
    jurisdiction: PlaceOut
    date: str
    date_end: str
    kinds: list[ElectionKind]
    electoral_body: str
    snap: bool


class ElectionsOut(Schema):
    elections: list[ElectionOut]


class FindingOut(Schema):
    """That somebody looked for a provision, and what came of it."""

    provision: str = Field(validation_alias="provision.code")
    state: FindingState
    checked_on: datetime.date
    text: str


class OneJurisdictionOut(JurisdictionOut):
    overview: str
    features: list[str]
    electoral_body: str
    electoral_body_url: str
    records: list[InstrumentOut]
    findings: list[FindingOut]
    elections: list[ElectionOut]


class CompareIn(Schema):
    keys: list[str] = Field(
        [], alias="in", description="Up to twelve codes of jurisdictions or ids of instruments, with commas: LT,BR,IN."
    )
    only: str = Field("", description="`differences` leaves out the questions to which all give the same answer.")


class ElectionsIn(Schema):
    begin: str = Field("", alias="from", description="Not over before this date: 2026, 2026-10 or 2026-10-04.")
    end: str = Field("", alias="to", description="Begun by the end of this date.")
    jurisdiction: list[str] = Field([], description="Only in these jurisdictions. May be given several times.")


class ColumnOut(Schema):
    key: str
    title: str
    url: str
    kind: str
    place: str
    in_use: int
    others: int
    legal_force: str
    status: str


class ProvidedOut(Schema):
    text: str
    reference: str
    instrument: str
    id: str = Field(validation_alias="record_id")
    url: str
    legal_force: LegalForce
    status: InstrumentStatus
    safeguards: list[str]


class LookedOut(Schema):
    state: FindingState
    checked_on: datetime.date
    text: str


class CellOut(Schema):
    """`state` is recorded, absent, not-applicable, or unknown: nobody has looked yet."""

    column: str = Field(validation_alias="column.key")
    state: str
    standing: list[ProvidedOut]
    not_in_use: list[ProvidedOut]
    looked: LookedOut | None


class QuestionOut(Schema):
    code: str
    label: str
    question: str
    restricts_expression: bool


class RowOut(Schema):
    question: QuestionOut
    differs: bool
    cells: list[CellOut]


class GroupOut(Schema):
    label: str
    rows: list[RowOut]


class ComparisonOut(Schema):
    columns: list[ColumnOut]
    groups: list[GroupOut]


@router.get("/jurisdictions", response=JurisdictionsOut, tags=["Jurisdictions"], summary="All jurisdictions")
def jurisdictions(request: HttpRequest):
    """States, parts of states and the bodies that states form, with how many instruments are on record for each."""
    return {"jurisdictions": _jurisdictions(querysets.jurisdictions())}


@router.get(
    "/jurisdictions/{code}",
    response={200: OneJurisdictionOut, 404: ProblemsOut},
    tags=["Jurisdictions"],
    summary="One jurisdiction, with its instruments, findings and elections",
)
def jurisdiction(request: HttpRequest, code: str):
    """By its code: LT, US-CA, EU. The whole of an instrument stands at `/entries/{id}`."""
    page = querysets.jurisdictions().filter(code=code.upper()).first() if "\0" not in code else None
    if page is None:
        return Status(404, {"problems": [_("There is no jurisdiction with this code.")]})
    (summary,) = _jurisdictions(querysets.jurisdictions().filter(pk=page.pk))
    return summary | {
        "overview": page.overview,
        "features": page.features,
        "electoral_body": page.electoral_body_name,
        "electoral_body_url": page.electoral_body_url,
        "records": list(querysets.below_any([page], querysets.instruments()).order_by("-in_force", "title")),
        "findings": list(page.findings.select_related("provision")),
        "elections": _elections(querysets.below_any([page], querysets.elections())),
    }


@router.get(
    "/compare",
    response={200: ComparisonOut, 400: ProblemsOut},
    tags=["Comparison"],
    summary="The same questions to several jurisdictions or instruments",
)
def compare(request: HttpRequest, asked: Query[CompareIn]):
    """The comparison as on the site: what is provided, with which force, and which kind of empty an empty cell is."""
    keys, problems = read_keys(asked.keys)
    if not keys and not problems:
        problems.append(_("Say what to compare: in=LT,BR,IN."))
    if asked.only not in ("", DIFFERENCES):
        problems.append(_("“only” can be nothing but “differences”."))
    comparison = compare_keys(keys)
    problems += problems_of(comparison)
    if problems:
        return Status(400, {"problems": problems})
    return comparison.only_differences() if asked.only else comparison


@router.get(
    "/elections", response={200: ElectionsOut, 400: ProblemsOut}, tags=["Elections"], summary="Elections, by date"
)
def elections(request: HttpRequest, asked: Query[ElectionsIn]):
    """A date is written as far as it is known: `2027`, `2027-02` or `2027-02-20`."""
    problems: list[str] = []
    found = querysets.elections()
    if begin := _date("from", asked.begin, problems):
        found = found.filter(ends_from("date", begin.earliest) | ends_from("date_end", begin.earliest))
    if end := _date("to", asked.end, problems):
        found = found.filter(begins_by("date", end.latest))
    if asked.jurisdiction:
        wanted = {code.upper() for code in asked.jurisdiction}
        pages = list(querysets.jurisdictions().filter(code__in=[code for code in wanted if code.isprintable()]))
        if unknown := wanted - {page.code for page in pages}:
            names = ", ".join(sorted(repr(code[:SHOWN]) for code in unknown))
            problems.append(_("There is no jurisdiction %(codes)s.") % {"codes": names})
        found = querysets.below_any(pages, found)
    if problems:
        return Status(400, {"problems": problems})
    return {"elections": _elections(found)}


def _date(name: str, value: str, problems: list[str]) -> PartialDate | None:
    if not value:
        return None
    try:
        return PartialDate(value)
    except ValueError:
        problems.append(
            _("“%(name)s” is not a date: write 2026, 2026-10 or 2026-10-04, not %(value)r.")
            % {"name": name, "value": value[:SHOWN]}
        )
        return None


def _jurisdictions(pages) -> list[dict]:
    address = addresses()
    instruments = querysets.public(InstrumentPage.objects.all()).values_list("path", "status")
    statuses = [(path[: -InstrumentPage.steplen], status) for path, status in instruments]
    counts = Counter(path for path, _status in statuses)
    in_use = Counter(path for path, status in statuses if status in STANDING)
    return [
        {
            "id": record_id,
            "code": code,
            "name": title,
            "kind": kind,
            "part_of": part_of,
            "region": places.region(part_of or code),
            "url": address(url_path),
            "instruments": counts[path],
            "in_use": in_use[path],
        }
        for path, record_id, code, title, kind, part_of, url_path in pages.values_list(
            "path", "record_id", "code", "title", "kind", "part_of", "url_path"
        )
    ]


def _elections(pages) -> list[dict]:
    address = addresses()
    names = {
        path: {"code": code, "name": title}
        for path, code, title in querysets.jurisdictions().values_list("path", "code", "title")
    }
    return [
        {
            "id": record_id,
            "title": title,
            "url": address(url_path),
            "jurisdiction": names[above],
            "date": date,
            "date_end": date_end,
            "kinds": kinds,
            "electoral_body": body,
            "snap": snap,
        }
        for path, record_id, title, url_path, date, date_end, kinds, body, snap in pages.values_list(
            "path", "record_id", "title", "url_path", "date", "date_end", "kinds", "body", "snap"
        )
        if (above := path[: -ElectionPage.steplen]) in names
    ]
