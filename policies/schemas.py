"""How records of policies are written as data: `fixtures/SCHEMA.md`, as types."""

from typing import Annotated

from pydantic import Field, model_validator

from policies.choices import (
    Addressee,
    CommitmentKind,
    CommitmentStatus,
    ElectionKind,
    InstrumentEventKind,
    InstrumentKind,
    InstrumentStatus,
    JurisdictionKind,
    LegalForce,
)
from policytracker.core.choices import StakeholderGroup
from policytracker.core.records import (
    Address,
    Code,
    Date,
    RecordSchema,
    Schema,
    Slug,
    SourcedSchema,
    Text,
    distinct,
    in_order,
    text,
)


class ElectoralBodySchema(Schema):
    name: text(200)
    url: Address | None = None


class JurisdictionSchema(RecordSchema):
    jurisdiction: Code
    name: text(200)
    kind: JurisdictionKind
    parent: Code | None = None
    electoral_body: ElectoralBodySchema | None = None
    overview: str = ""
    features: list[Text] = []

    @property
    def jurisdictions_named(self) -> list[str]:
        return [self.parent] if self.parent else []


class OrganisationSchema(RecordSchema):
    name: text(200)
    acronym: text(30) | None = None
    stakeholder_group: StakeholderGroup
    jurisdiction: Code | None = None
    website: Address | None = None
    description: Text

    @property
    def jurisdictions_named(self) -> list[str]:
        return [self.jurisdiction] if self.jurisdiction else []


class InstrumentProvisionSchema(Schema):
    code: Slug
    text: text(600)
    reference: text(100) | None = None


class InstrumentEventSchema(Schema):
    date: Date
    event: InstrumentEventKind
    text: text(600)
    source_url: Address | None = None


class InstrumentSchema(SourcedSchema):
    title: text(255)
    title_original: text(300) | None = None
    jurisdiction: Code
    kind: InstrumentKind
    legal_force: LegalForce
    status: InstrumentStatus
    adopted: Date | None = None
    in_force: Date | None = None
    ended: Date | None = None
    body: text(300)
    summary: Text
    approach: Text
    applies_to: distinct(Addressee)
    provisions: list[InstrumentProvisionSchema]
    themes: distinct(Slug)
    history: list[InstrumentEventSchema]
    critique: str = ""

    @property
    def jurisdictions_named(self) -> list[str]:
        return [self.jurisdiction]

    @property
    def references(self):
        return [
            *(("provisions", "provision", row.code) for row in self.provisions),
            *(("themes", "theme", code) for code in self.themes),
        ]

    @model_validator(mode="after")
    def _history_runs_oldest_first(self):
        if not in_order([event.date for event in self.history]):
            raise ValueError("history: the oldest event comes first")
        codes = [row.code for row in self.provisions]
        if len(codes) != len(set(codes)):
            raise ValueError("provisions: each code stands once")
        return self


class StatusEventSchema(Schema):
    date: Date
    status: CommitmentStatus
    text: text(600)
    source_url: Address


class CommitmentSchema(SourcedSchema):
    title: text(255)
    organisation: Slug
    framework: text(160) | None = None
    reference: text(120) | None = None
    jurisdictions: distinct(Code)
    kind: CommitmentKind
    status: CommitmentStatus
    announced: Date
    deadline: Date | None = None
    summary: Text
    measure: Text
    provisions: distinct(Slug)
    themes: distinct(Slug)
    history: Annotated[list[StatusEventSchema], Field(min_length=1)]

    @property
    def jurisdictions_named(self) -> list[str]:
        return self.jurisdictions

    @property
    def references(self):
        return [
            ("organisation", "organisation", self.organisation),
            *(("provisions", "provision", code) for code in self.provisions),
            *(("themes", "theme", code) for code in self.themes),
        ]

    @model_validator(mode="after")
    def _history_leads_to_the_status(self):
        if not in_order([event.date for event in self.history]):
            raise ValueError("history: the oldest event comes first")
        if self.history[-1].status != self.status:
            raise ValueError(
                f"status: {self.status!r} is not the status of the last event, {self.history[-1].status!r}"
            )
        addresses = {source.url for source in self.sources}
        for event in self.history:
            if event.source_url not in addresses:
                raise ValueError(f"history: add {event.source_url} to sources, so that readers see whose word it is")
        return self


class ElectionSchema(SourcedSchema):
    jurisdiction: Code
    date: Date
    date_end: Date | None = None
    kind: Annotated[distinct(ElectionKind), Field(min_length=1)]
    title: text(255)
    body: text(200) | None = None
    snap: bool = False

    @property
    def jurisdictions_named(self) -> list[str]:
        return [self.jurisdiction]

    @model_validator(mode="after")
    def _ends_after_it_begins(self):
        if self.date_end and self.date_end < self.date:
            raise ValueError("date_end: lies before date")
        return self


class ProvisionGroupSchema(Schema):
    code: Slug
    label: text(80)
    text: text(200)
    recommendation: Annotated[int, Field(ge=1)]


class ProvisionSchema(Schema):
    code: Slug
    group: Slug
    label: text(80)
    definition: text(400)
    question: text(200)
    actions: distinct(text(10))
    restricts_expression: bool


class ThemeSchema(Schema):
    code: Slug
    label: text(100)
    definition: text(400)


class TaxonomySchema(Schema):
    groups: list[ProvisionGroupSchema]
    provisions: list[ProvisionSchema]
    themes: list[ThemeSchema]

    @model_validator(mode="after")
    def _groups_are_there(self):
        groups = {group.code for group in self.groups}
        for provision in self.provisions:
            if provision.group not in groups:
                raise ValueError(
                    f"provisions: {provision.code} names the group {provision.group!r}, which is not listed"
                )
        return self
