"""Elections and their clocks in the public, read-only API."""

from datetime import date
from types import SimpleNamespace

from ninja import Query, Router, Schema, Status
from pydantic import Field

from django.http import HttpRequest
from django.utils.translation import gettext as _

from policies import querysets
from policies.choices import CommitmentStatus, ElectionKind, InstrumentKind, LegalForce
from policies.elections.gathering import clock_of
from policies.elections.selection import SHOWN, parse, rows
from policies.models import JurisdictionPage
from policytracker.core.api import CursorIn, DayIn, PlaceOut, ProblemsOut
from policytracker.core.as_of import read
from policytracker.core.dates import PartialDate, begins_by, ends_from
from policytracker.core.paging import paged

router = Router(tags=["Elections"])


class ElectionOut(Schema):
    id: str = Field(validation_alias="record_id")
    title: str
    url: str
    jurisdiction: PlaceOut
    date: str
    date_end: str
    kinds: list[ElectionKind]
    electoral_body: str = Field(validation_alias="body")
    snap: bool

    @staticmethod
    def resolve_jurisdiction(row) -> dict:
        return {"code": row.place, "name": row.place_name}


class ElectionsOut(Schema):
    """By date, a hundred at once. `next` is the address of those that follow; null at the end."""

    total: int
    elections: list[ElectionOut]
    next: str | None


class ElectionsIn(CursorIn):
    begin: str = Field("", alias="from", description="Not over before this date: 2026, 2026-10 or 2026-10-04.")
    end: str = Field("", alias="to", description="Begun by the end of this date.")
    jurisdiction: list[str] = Field([], description="Only in these jurisdictions. May be given several times.")
    region: list[str] = Field([], description="Only in these regions or subregions, by their UN M49 codes.")
    kind: list[str] = Field([], description="Only of these kinds.")


class ProvisionOut(Schema):
    code: str
    label: str
    restricts_expression: bool


class RuleOut(Schema):
    """`since` is the date from which on it applies, as far as that is on record; `status` is that on
    the day of the vote, and empty where it is not certain that it was there."""

    id: str = Field(validation_alias="record_id")
    title: str
    url: str
    jurisdiction: str = Field(validation_alias="place")
    kind: InstrumentKind
    legal_force: LegalForce
    status: str
    since: str
    ended: str
    provisions: list[ProvisionOut]


class OtherRuleOut(Schema):
    """`reason`: why it is not counted as in force."""

    rule: RuleOut
    reason: str


class StatedOut(Schema):
    status: CommitmentStatus
    date: str
    by: str
    source_url: str


class CoveringOut(Schema):
    """A commitment with how it stood on the day on which the clock was read."""

    id: str = Field(validation_alias="row.record_id")
    title: str = Field(validation_alias="row.title")
    url: str = Field(validation_alias="row.url")
    organisation: str = Field(validation_alias="row.organisation")
    deadline: str = Field(validation_alias="row.deadline")
    worldwide: bool = Field(validation_alias="is_worldwide")
    reported: StatedOut | None = Field(validation_alias="standing.reported")
    assessed: StatedOut | None = Field(validation_alias="standing.assessed")
    differ: bool = Field(validation_alias="standing.differ")


class DueOut(Schema):
    id: str = Field(validation_alias="promised.row.record_id")
    deadline: str = Field(validation_alias="promised.row.deadline")
    kept: bool = Field(validation_alias="is_kept")
    to_come: bool = Field(validation_alias="is_to_come")


class OldOut(Schema):
    id: str = Field(validation_alias="row.record_id")
    newest: str


class FurtherOut(Schema):
    provision: ProvisionOut
    rules: list[RuleOut]


class ComparablePlaceOut(Schema):
    jurisdiction: PlaceOut = Field(validation_alias="place")
    reason: str
    further: list[FurtherOut]


class ClockOut(Schema):
    """`read_on` is the day of the answer, or that of the vote where it was over by then. `days_left` is null where the
    day is not known, and negative after the vote. `state` says in words what is counted."""

    read_on: date
    days_left: int | None
    state: list[str]
    in_force: list[RuleOut]
    other_rules: list[OtherRuleOut]
    commitments: list[CoveringOut]
    due: list[DueOut]
    old: list[OldOut]
    comparable: list[ComparablePlaceOut]

    @staticmethod
    def resolve_commitments(clock) -> list:
        return [*clock.named, *clock.worldwide]


class ElectionClockOut(ElectionOut):
    clock: ClockOut


@router.get("/elections", response={200: ElectionsOut, 400: ProblemsOut}, summary="Elections, by date")
def elections(request: HttpRequest, asked: Query[ElectionsIn]):
    """A date is written as far as it is known: `2027`, `2027-02` or `2027-02-20`.

    The same selection as iCalendar: `/elections/calendar.ics`.
    """
    selection, problems = parse(request.GET)
    found = querysets.elections()
    if begin := _date("from", asked.begin, problems):
        found = found.filter(ends_from("date", begin.earliest) | ends_from("date_end", begin.earliest))
    if end := _date("to", asked.end, problems):
        found = found.filter(begins_by("date", end.latest))
    if problems:
        return Status(400, {"problems": problems})
    if selection:
        found = found.filter(pk__in=[row.pk for row in rows(found) if selection.covers(row)])
    page = paged(request, found, ("date", "title", "pk"))
    return {"total": page.total, "elections": rows(page.rows), "next": page.next}


@router.get(
    "/elections/{record_id}",
    response={200: ElectionClockOut, 400: ProblemsOut, 404: ProblemsOut},
    summary="One election, with its clock",
)
def election(request: HttpRequest, record_id: str, asked: Query[DayIn]):
    """The rules in force there on the day, the commitments that cover it, and what falls due before it.

    A past election is read as of its day; `?as_of=2024-06-06` answers as of another past day.
    """
    found = querysets.elections().filter(record_id=record_id) if "\0" not in record_id else querysets.elections().none()
    page = found.first()
    place = querysets.parent_of(page, JurisdictionPage) if page else None
    if place is None:
        return Status(404, {"problems": [_("There is no election with this id.")]})
    (row,) = rows(found.filter(pk=page.pk))
    return SimpleNamespace(**vars(row), clock=clock_of(page, place, read(request)))


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
