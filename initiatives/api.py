"""The recommendations and what became of them, in the public, read-only API."""

from datetime import date

from ninja import Query, Router, Schema, Status
from pydantic import Field

from django.http import HttpRequest
from django.utils.translation import gettext as _

from initiatives import gathering
from initiatives.choices import Counted, InitiativeStatus, Relation
from policies.api import SaidOut
from policies.choices import CommitmentStatus, LegalForce
from policytracker.core.api import DayIn, ProblemsOut
from policytracker.core.as_of import read
from policytracker.core.choices import StakeholderGroup

router = Router(tags=["Recommendations"])


class ActionOut(Schema):
    """`provisions` are those that the action asks for: their labels by their codes."""

    code: str
    title: str
    text: str
    indicator: str
    provisions: dict[str, str]


class ProvisionCountOut(Schema):
    code: str
    label: str
    jurisdictions: int
    binding: int


class IndicatorOut(Schema):
    """`rule` says what is counted, `members` are the names of what was, by their ids or codes."""

    rule: Counted
    rule_in_words: str
    value: int
    members: dict[str, str]


class CountsOut(Schema):
    """Lengths of the lists that stand with the single recommendation, and of parts of them."""

    initiatives: int
    relations: dict[Relation, int]
    regions: dict[str, int]
    stakeholder_groups: dict[StakeholderGroup, int]
    jurisdictions: int
    jurisdiction_regions: dict[str, int]
    binding: int
    by_provision: list[ProvisionCountOut]
    commitments: int
    reported: dict[CommitmentStatus, int]
    assessed: dict[CommitmentStatus, int]
    unassessed: int
    differing: int
    old: int


LISTS = ("initiatives", "jurisdictions", "commitments", "differing", "old")


class ActionProgressOut(Schema):
    """An action with what is counted. `state` says in words by which rule, `gaps` what is missing."""

    action: ActionOut
    indicator: IndicatorOut
    state: list[str]
    gaps: list[str]
    counts: CountsOut

    @staticmethod
    def resolve_counts(progress) -> dict:
        found = {name: getattr(progress, name) for name in CountsOut.model_fields}
        return found | {name: len(found[name]) for name in LISTS}


class RecommendationCountsOut(Schema):
    number: int
    title: str
    url: str
    quote: str
    headline: str
    state: list[str]
    initiatives: int
    implementing: int
    jurisdictions: int
    commitments: int
    differing: int
    actions: list[ActionProgressOut]


class RecommendationsOut(Schema):
    """`as_of` is the day of which the answer speaks, and on which the age of the evidence was judged."""

    today: date
    as_of: date
    recommendations: list[RecommendationCountsOut]


class BearingOut(Schema):
    id: str = Field(validation_alias="record_id")
    title: str
    url: str
    relation: Relation
    why: str
    status: InitiativeStatus
    stakeholder_groups: list[StakeholderGroup]
    regions: list[str]
    reported: SaidOut | None = Field(validation_alias="standing.reported")
    assessed: SaidOut | None = Field(validation_alias="standing.assessed")
    differ: bool = Field(validation_alias="standing.differ")
    newest: str

    @staticmethod
    def resolve_regions(row) -> list[str]:
        return sorted(row.regions)


class HavingProvisionOut(Schema):
    provision: str
    label: str
    instrument: str
    id: str = Field(validation_alias="record_id")
    url: str
    legal_force: LegalForce


class HavingOut(Schema):
    """A jurisdiction with its instruments in use that provide for the action."""

    code: str
    name: str
    url: str
    region: str
    provisions: list[HavingProvisionOut] = Field(validation_alias="rows")


class PromisedOut(Schema):
    id: str = Field(validation_alias="record_id")
    title: str
    url: str
    organisation: str
    reported: SaidOut | None = Field(validation_alias="standing.reported")
    assessed: SaidOut | None = Field(validation_alias="standing.assessed")
    differ: bool = Field(validation_alias="standing.differ")
    newest: str


class ActionListsOut(ActionProgressOut):
    """`old` are the ids of the records whose newest evidence is older than twelve months."""

    initiatives: list[BearingOut]
    jurisdictions: list[HavingOut]
    commitments: list[PromisedOut]
    old: list[str]

    @staticmethod
    def resolve_old(progress) -> list[str]:
        return [row.record_id for row in progress.old]


class RecommendationOut(RecommendationCountsOut):
    actions: list[ActionListsOut]


@router.get(
    "/recommendations",
    response={200: RecommendationsOut, 400: ProblemsOut},
    summary="The recommendations, and what is counted of each",
)
def recommendations(request: HttpRequest, asked: Query[DayIn]):
    """Each figure is the length of a list: the lists stand with the single recommendation.

    `?as_of=2024-06-06` answers as of a past day.
    """
    as_of = read(request)
    return {"today": as_of.today, "as_of": as_of.day, "recommendations": gathering.recommendations(as_of)}


@router.get(
    "/recommendations/{number}",
    response={200: RecommendationOut, 400: ProblemsOut, 404: ProblemsOut},
    summary="One recommendation, with all that bears on it",
)
def recommendation(request: HttpRequest, number: str, asked: Query[DayIn]):
    """For each action the initiatives, the jurisdictions with their instruments, and the commitments on both tracks."""
    found = [item for item in gathering.recommendations(read(request)) if str(item.number) == number]
    if not found:
        return Status(404, {"problems": [_("There is no recommendation with this number.")]})
    return found[0]
