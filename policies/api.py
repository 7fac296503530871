"""Jurisdictions and the comparison in the public, read-only API."""

import datetime
from collections import Counter
from collections.abc import Iterable
from types import SimpleNamespace
from typing import Literal
from uuid import UUID

from ninja import Query, Router, Schema, Status
from pydantic import Field

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _

from policies import places, querysets
from policies.choices import (
    STANDING,
    CellState,
    ColumnKind,
    CommitmentStatus,
    FindingState,
    InstrumentKind,
    InstrumentStatus,
    JurisdictionKind,
    LegalForce,
)
from policies.choosing import narrowed, problems_of, read_keys, read_only
from policies.comparing import compare as compare_keys
from policies.contexts import with_lives
from policies.elections.api import ElectionOut
from policies.elections.selection import rows
from policies.models import InstrumentPage
from policytracker.core import as_of as days
from policytracker.core.addresses import addresses
from policytracker.core.api import CursorIn, DayIn, ProblemsOut
from policytracker.core.paging import paged
from policytracker.core.versions import owner

router = Router()


class JurisdictionOut(Schema):
    """`instruments` counts all that are on record, of a past day those that were there for certain; `in_use` those of
    them that were in use."""

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
    """By name, a hundred at once. `next` is the address of those that follow; null at the end."""

    total: int
    jurisdictions: list[JurisdictionOut]
    next: str | None


class InstrumentOut(Schema):
    """As of a past day: with its status and with what was known of its dates on that day. `status` is empty where it is
    not certain that it was there; where `is_certain` is false, it is the last that was certain."""

    id: str = Field(validation_alias="page.record_id")
    title: str = Field(validation_alias="page.title")
    url: str = Field(validation_alias="page.url")
    kind: InstrumentKind = Field(validation_alias="page.kind")
    legal_force: LegalForce = Field(validation_alias="page.legal_force")
    status: InstrumentStatus | Literal[""] = Field(validation_alias="stood.status")
    is_certain: bool = Field(validation_alias="stood.is_certain")
    adopted: str = Field(validation_alias="stood.adopted")
    in_force: str = Field(validation_alias="stood.in_force")
    ended: str = Field(validation_alias="stood.ended")
    provisions: list[str]

    @staticmethod
    def resolve_provisions(record) -> list[str]:
        return [row.provision.code for row in record.page.provisions.all()]


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


class CompareIn(DayIn):
    keys: list[str] = Field(
        [],
        alias="in",
        description="Up to twelve, with commas: codes of jurisdictions, and ids of instruments, organisations or "
        "commitments, as in LT,BR,meta.",
    )
    only: list[str] = Field(
        [],
        description="`differences` leaves out the questions to which all give the same answer; `binding` what does not "
        "bind. Both may be given, with a comma.",
    )


class SaidOut(Schema):
    """What is said of a promise, by whom and since when."""

    status: CommitmentStatus
    date: str
    by: str
    text: str
    source_url: str
    searched_on: datetime.date | None = None


class ColumnOut(Schema):
    """`in_use` and `others` count the instruments of a jurisdiction or the promises of an organisation, by whether they
    stand. An instrument has force, status and dates; a commitment has what is `reported` and `assessed` last."""

    key: str
    title: str
    url: str
    kind: ColumnKind
    place: str
    in_use: int
    others: int
    legal_force: str
    status: str
    is_certain: bool
    adopted: str
    in_force: str
    ended: str
    reported: SaidOut | None = Field(validation_alias="standing.reported")
    assessed: SaidOut | None = Field(validation_alias="standing.assessed")
    differ: bool = Field(validation_alias="standing.differ")


class ProvidedOut(Schema):
    """`safeguards` and `critique` are given where the provision restricts expression."""

    text: str
    reference: str
    instrument: str
    id: str = Field(validation_alias="record_id")
    url: str
    legal_force: LegalForce
    status: InstrumentStatus
    is_certain: bool
    safeguards: list[str]
    critique: str


class ComparedPromiseOut(Schema):
    text: str
    title: str
    id: str = Field(validation_alias="record_id")
    url: str
    organisation: str
    framework: str
    reported: SaidOut | None = Field(validation_alias="standing.reported")
    assessed: SaidOut | None = Field(validation_alias="standing.assessed")
    differ: bool = Field(validation_alias="standing.differ")


class LookedOut(Schema):
    state: FindingState
    checked_on: datetime.date
    text: str


class CellOut(Schema):
    """`state` says what the cell holds, or which kind of empty it is: `unknown` is that nobody has looked yet,
    `not-recorded` that nothing is on record in an instrument that is compared by itself."""

    column: str = Field(validation_alias="column.key")
    state: CellState
    standing: list[ProvidedOut]
    not_in_use: list[ProvidedOut]
    looked: LookedOut | None
    promised: list[ComparedPromiseOut]
    given_up: list[ComparedPromiseOut]


class QuestionOut(Schema):
    code: str
    label: str
    question: str
    restricts_expression: bool


class RowOut(Schema):
    """`differs`: what is known is not the same. `may_differ`: it is, and of some of them nothing is known."""

    question: QuestionOut
    differs: bool
    may_differ: bool
    cells: list[CellOut]


class GroupOut(Schema):
    code: str
    label: str
    rows: list[RowOut]


class ComparisonOut(Schema):
    columns: list[ColumnOut]
    groups: list[GroupOut]


@router.get(
    "/jurisdictions",
    response={200: JurisdictionsOut, 400: ProblemsOut},
    tags=["Jurisdictions"],
    summary="All jurisdictions",
)
def jurisdictions(request: HttpRequest, asked: Query[CursorIn]):
    """States, parts of states and the bodies that states form, with how many instruments are on record for each."""
    page = paged(request, querysets.jurisdictions(), ("title", "pk"))
    statuses = querysets.public(InstrumentPage.objects.all()).values_list(owner(), "status")
    return {"total": page.total, "jurisdictions": _jurisdictions(page.rows, statuses), "next": page.next}


@router.get(
    "/jurisdictions/{code}",
    response={200: OneJurisdictionOut, 400: ProblemsOut, 404: ProblemsOut},
    tags=["Jurisdictions"],
    summary="One jurisdiction, with its instruments, findings and elections",
)
def jurisdiction(request: HttpRequest, code: str, asked: Query[DayIn]):
    """By its code: LT, US-CA, EU. The whole of an instrument stands at `/entries/{id}`.

    `?as_of=2024-06-06` answers as of a past day: with the instruments that were there, or of which it cannot be told,
    and with the findings made by then. Texts, provisions and elections are those on record today.
    """
    as_of = days.read(request)
    page = querysets.jurisdictions().filter(code=code.upper()).first() if "\0" not in code else None
    if page is None:
        return Status(404, {"problems": [_("There is no jurisdiction with this code.")]})
    instruments = querysets.below_any([page], querysets.instruments())
    standings = with_lives(instruments.order_by("-in_force", "title"), as_of)
    statuses = [(page.translation_key, stood.status) for _item, stood in standings if stood.status]
    (summary,) = _jurisdictions(querysets.jurisdictions().filter(pk=page.pk), statuses)
    return summary | {
        "overview": page.overview,
        "features": page.features,
        "electoral_body": page.electoral_body_name,
        "electoral_body_url": page.electoral_body_url,
        "records": [
            SimpleNamespace(page=item, stood=stood) for item, stood in standings if stood.status or not stood.is_certain
        ],
        "findings": list(page.findings.filter(checked_on__lte=as_of.day).select_related("provision")),
        "elections": rows(querysets.below_any([page], querysets.elections())),
    }


@router.get(
    "/compare",
    response={200: ComparisonOut, 400: ProblemsOut},
    tags=["Comparison"],
    summary="The same questions to jurisdictions, instruments, organisations or commitments",
)
def compare(request: HttpRequest, asked: Query[CompareIn]):
    """The comparison as on the site: what is provided or promised, and which kind of empty an empty cell is."""
    as_of = days.read(request)
    keys, problems = read_keys(asked.keys)
    if not keys and not problems:
        problems.append(_("Say what to compare: in=LT,BR,IN."))
    only, refused = read_only(asked.only)
    comparison = compare_keys(keys, as_of)
    problems += refused + problems_of(comparison)
    if problems:
        return Status(400, {"problems": problems})
    return narrowed(comparison, only)


def _jurisdictions(pages: QuerySet, statuses: Iterable[tuple[UUID, str]]) -> list[dict]:
    """`statuses` are those of the instruments that are counted, each with the `translation_key` of its jurisdiction."""
    address, statuses = addresses(), list(statuses)
    counts = Counter(whose for whose, _status in statuses)
    in_use = Counter(whose for whose, status in statuses if status in STANDING)
    return [
        {
            "id": record_id,
            "code": code,
            "name": title,
            "kind": kind,
            "part_of": part_of,
            "region": places.region(part_of or code),
            "url": address(url_path),
            "instruments": counts[key],
            "in_use": in_use[key],
        }
        for key, record_id, code, title, kind, part_of, url_path in pages.values_list(
            "translation_key", "record_id", "code", "title", "kind", "part_of", "url_path"
        )
    ]
