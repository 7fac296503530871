"""How recommendations and initiatives are written as data: `fixtures/SCHEMA.md`, as types."""

from typing import Annotated

from pydantic import Field, model_validator

from initiatives.choices import InitiativeKind, InitiativeStatus, Relation
from policytracker.core.choices import StakeholderGroup
from policytracker.core.records import (
    Address,
    Code,
    Date,
    RecordSchema,
    Schema,
    Slug,
    SourcedSchema,
    SourceSchema,
    Text,
    distinct,
    in_order,
    text,
)


class ActionSchema(Schema):
    code: Annotated[str, Field(pattern=r"^R[1-9]\.[1-9]\d?$")]
    title: text(120)
    text: Text
    indicator: text(200)


class RecommendationSchema(RecordSchema):
    number: Annotated[int, Field(ge=1, le=99)]
    title: text(255)
    quote: Text
    summary: Text
    actions: Annotated[list[ActionSchema], Field(min_length=1)]
    themes: distinct(Slug)
    sources: Annotated[list[SourceSchema], Field(min_length=1)]

    @property
    def references(self):
        return [("themes", "theme", code) for code in self.themes]


class InitiativeEventSchema(Schema):
    date: Date
    text: text(600)
    source_url: Address | None = None


class ImplementationSchema(Schema):
    action: Text
    relation: Relation
    why: text(600)


class InitiativeSchema(SourcedSchema):
    title: text(255)
    lead: distinct(Slug)
    partners: distinct(Slug)
    stakeholder_groups: distinct(StakeholderGroup)
    jurisdictions: distinct(Code)
    kind: InitiativeKind
    status: InitiativeStatus
    started: Date | None = None
    ended: Date | None = None
    summary: Text
    reach: str = ""
    implements: list[ImplementationSchema]
    provisions: distinct(Slug)
    themes: distinct(Slug)
    history: list[InitiativeEventSchema]

    @property
    def jurisdictions_named(self) -> list[str]:
        return self.jurisdictions

    @property
    def references(self):
        return [
            *(("lead", "organisation", code) for code in self.lead),
            *(("partners", "organisation", code) for code in self.partners),
            *(("implements", "action", row.action) for row in self.implements),
            *(("provisions", "provision", code) for code in self.provisions),
            *(("themes", "theme", code) for code in self.themes),
        ]

    @model_validator(mode="after")
    def _history_runs_oldest_first(self):
        if not in_order([event.date for event in self.history]):
            raise ValueError("history: the oldest event comes first")
        return self
