"""How recommendations and initiatives are written as data: `fixtures/SCHEMA.md`, as types."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field, field_validator

from initiatives.choices import Counted, InitiativeKind, InitiativeStatus, Relation
from initiatives.models import Action, Implementation, InitiativeEvent, InitiativePage, RecommendationPage
from policies.choices import Track
from policies.schemas import Jurisdiction, TrackEventSchema, wrong_in_history
from policytracker.core.choices import StakeholderGroup
from policytracker.core.records import (
    Date,
    Schema,
    SourcedSchema,
    Text,
    VerifiedSchema,
    column,
    distinct,
    existing,
    oldest_first,
    once,
    text,
)


class ActionSchema(Schema):
    code: text(pattern=r"^R[1-9]\d?\.[1-9]\d?$")
    title: column(Action, "title")
    text: Text
    indicator: column(Action, "indicator")
    counted: Counted | Literal[""] = ""


class RecommendationSchema(SourcedSchema):
    number: Annotated[int, Field(ge=1, le=99)]
    title: column(RecommendationPage, "title")
    quote: Text
    summary: Text
    actions: Annotated[list[ActionSchema], Field(min_length=1)]
    themes: distinct(existing("theme"))


class InitiativeEventSchema(Schema):
    date: Date
    text: column(InitiativeEvent, "text")
    source_url: column(InitiativeEvent, "source_url") | None = None


class ImplementationEventSchema(TrackEventSchema):
    track: Track


class ImplementationSchema(Schema):
    """That it bears on an action. `status` is the history of what is said of it, oldest first."""

    action: existing("action")
    relation: Relation
    why: column(Implementation, "why")
    status: list[ImplementationEventSchema] = Field(default_factory=list)

    @field_validator("status")
    @classmethod
    def _each_event_says_what_it_has_to(cls, status: list[ImplementationEventSchema]):
        if wrong := wrong_in_history(status, [event.track for event in status]):
            raise ValueError("; ".join(wrong))
        return status


class InitiativeSchema(VerifiedSchema):
    dates_in_order: ClassVar = InitiativePage.dates_in_order

    title: column(InitiativePage, "title")
    lead: distinct(existing("organisation"))
    partners: distinct(existing("organisation"))
    stakeholder_groups: distinct(StakeholderGroup)
    jurisdictions: distinct(Jurisdiction)
    kind: InitiativeKind
    status: InitiativeStatus
    started: Date | None = None
    ended: Date | None = None
    summary: Text
    reach: Text | None = None
    implements: list[ImplementationSchema]
    provisions: distinct(existing("provision"))
    themes: distinct(existing("theme"))
    history: list[InitiativeEventSchema]

    @property
    def jurisdictions_named(self) -> list[str]:
        return self.jurisdictions

    @field_validator("implements")
    @classmethod
    def _each_actiononce(cls, implements: list[ImplementationSchema]):
        once([row.action for row in implements])
        return implements

    @field_validator("history")
    @classmethod
    def _history_runs_oldest_first(cls, history: list[InitiativeEventSchema]):
        if wrong := oldest_first(history):
            raise ValueError(wrong)
        return history
