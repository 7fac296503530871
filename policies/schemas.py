"""How records of policies are written as data: `fixtures/SCHEMA.md`, as types."""

import datetime
from collections import Counter
from collections.abc import Iterator
from typing import Annotated, ClassVar

from pydantic import AfterValidator, Field, ValidationInfo, field_validator

from policies import places
from policies.choices import (
    ONLY_ASSESSED,
    Addressee,
    CommitmentKind,
    CommitmentStatus,
    ElectionKind,
    InstrumentEventKind,
    InstrumentKind,
    InstrumentStatus,
    JurisdictionKind,
    LegalForce,
    Track,
)
from policies.models import (
    CommitmentPage,
    ElectionPage,
    InstrumentEvent,
    InstrumentPage,
    InstrumentProvision,
    JurisdictionPage,
    OrganisationPage,
    Provision,
    ProvisionGroup,
    StatusEvent,
    Theme,
)
from policytracker.core.choices import SourceKind, StakeholderGroup
from policytracker.core.records import (
    Date,
    RecordSchema,
    Schema,
    SourceSchema,
    Text,
    VerifiedSchema,
    column,
    distinct,
    existing,
    oldest_first,
    once,
)


def _named(code: str, info: ValidationInfo) -> str:
    if info.context and code not in info.context["jurisdiction"] and not places.is_known(code):
        raise ValueError(f"{code!r} is no code that we know: correct it, or describe it in jurisdictions.json")
    return code


# One that a file describes, that the site has, or that can be made from its code alone.
Jurisdiction = Annotated[column(JurisdictionPage, "code"), AfterValidator(_named)]


class ElectoralBodySchema(Schema):
    name: column(JurisdictionPage, "electoral_body_name")
    url: column(JurisdictionPage, "electoral_body_url") | None = None


class JurisdictionSchema(RecordSchema):
    jurisdiction: column(JurisdictionPage, "code")
    name: column(JurisdictionPage, "title")
    kind: JurisdictionKind
    parent: Annotated[Jurisdiction | None, Field(validate_default=True)] = None
    electoral_body: ElectoralBodySchema | None = None
    overview: Text | None = None
    features: list[Text] = Field(default_factory=list)

    @property
    def jurisdictions_named(self) -> list[str]:
        return [self.parent] if self.parent else []

    @field_validator("parent")
    @classmethod
    def _a_part_belongs_to_a_country(cls, parent: str | None, info: ValidationInfo):
        if info.data.get("kind") == JurisdictionKind.PART_OF_COUNTRY and not parent:
            raise ValueError("is missing: write the code of the country that it is a part of")
        return parent


class OrganisationSchema(RecordSchema):
    name: column(OrganisationPage, "title")
    acronym: column(OrganisationPage, "acronym") | None = None
    stakeholder_group: StakeholderGroup
    jurisdiction: Jurisdiction | None = None
    website: column(OrganisationPage, "website") | None = None
    description: Text

    @property
    def jurisdictions_named(self) -> list[str]:
        return [self.jurisdiction] if self.jurisdiction else []


class InstrumentProvisionSchema(Schema):
    code: existing("provision")
    text: column(InstrumentProvision, "text")
    reference: column(InstrumentProvision, "reference") | None = None


class InstrumentEventSchema(Schema):
    date: Date
    event: InstrumentEventKind
    text: column(InstrumentEvent, "text")
    source_url: column(InstrumentEvent, "source_url") | None = None


class InstrumentSchema(VerifiedSchema):
    dates_in_order: ClassVar = InstrumentPage.dates_in_order

    title: column(InstrumentPage, "title")
    title_original: column(InstrumentPage, "title_original") | None = None
    jurisdiction: Jurisdiction
    kind: InstrumentKind
    legal_force: LegalForce
    status: InstrumentStatus
    adopted: Date | None = None
    in_force: Date | None = None
    ended: Date | None = None
    body: column(InstrumentPage, "body")
    summary: Text
    approach: Text
    applies_to: distinct(Addressee)
    provisions: list[InstrumentProvisionSchema]
    themes: distinct(existing("theme"))
    history: list[InstrumentEventSchema]
    critique: Text | None = None

    @property
    def jurisdictions_named(self) -> list[str]:
        return [self.jurisdiction]

    @field_validator("provisions")
    @classmethod
    def _each_provisiononce(cls, provisions: list[InstrumentProvisionSchema]):
        once([row.code for row in provisions])
        return provisions

    @field_validator("history")
    @classmethod
    def _history_runs_oldest_first(cls, history: list[InstrumentEventSchema]):
        if wrong := oldest_first(history):
            raise ValueError(wrong)
        return history


class TrackEventSchema(Schema):
    """What somebody said on one of the tracks, and when.

    `corrects` names an earlier event of the same history by date, track and number: `2024-05-17-assessed-1`.
    """

    date: Date
    status: CommitmentStatus
    text: column(StatusEvent, "text")
    source_url: column(StatusEvent, "source_url") | None = None
    by: column(StatusEvent, "by") | None = None
    read_on: datetime.date | None = None
    searched_on: datetime.date | None = None
    corrects: column(StatusEvent, "corrects") | None = None

    def wrong_on(self, track: str) -> Iterator[str]:
        """What its status asks for and it does not say."""
        if self.status == CommitmentStatus.NO_EVIDENCE and not self.searched_on:
            yield f"{self.date}: {self.status!r} needs searched_on, the day of the search"
        if track == Track.REPORTED and self.status in ONLY_ASSESSED:
            yield f"{self.date}: {self.status!r} is a result of looking: its track is 'assessed'"
        if track == Track.ASSESSED and self.status not in ONLY_ASSESSED and not self.source_url:
            yield f"{self.date}: an assessment needs source_url, what it rests on"


class StatusEventSchema(TrackEventSchema):
    """`track` may be left out: then it follows from whose source it is."""

    track: Track | None = None


def tracks_of(history: list[StatusEventSchema], sources: list[SourceSchema]) -> list[str]:
    """The track of each event of a commitment.

    Where the data do not say it, an event that rests on a source of the company is what the company reports; any other
    is the editors' assessment on that source, and so is every result of looking. The page on the method says so.
    """
    own = {source.url for source in sources if source.kind == SourceKind.COMPANY}
    return [
        event.track
        or (Track.REPORTED if event.source_url in own and event.status not in ONLY_ASSESSED else Track.ASSESSED)
        for event in history
    ]


def event_ids(history: list[TrackEventSchema], tracks: list[str]) -> list[str]:
    """By which the events of a history call each other: date, track, and their number among those of both."""
    numbers = Counter()
    ids = []
    for event, track in zip(history, tracks, strict=True):
        numbers[event.date, track] += 1
        ids.append(f"{event.date}-{track}-{numbers[event.date, track]}")
    return ids


def wrong_in_history(history: list[TrackEventSchema], tracks: list[str]) -> list[str]:
    """What is wrong with a history on two tracks, in words."""
    wrong = [oldest_first(history)]
    ids = event_ids(history, tracks)
    for position, (event, track) in enumerate(zip(history, tracks, strict=True)):
        wrong.extend(event.wrong_on(track))
        if event.corrects and event.corrects not in ids[:position]:
            wrong.append(
                f"{event.date}: corrects {event.corrects!r}, which is no earlier event: {', '.join(ids[:position])}"
            )
    return [problem for problem in wrong if problem]


class CommitmentSchema(VerifiedSchema):
    dates_in_order: ClassVar = CommitmentPage.dates_in_order

    title: column(CommitmentPage, "title")
    organisation: existing("organisation")
    framework: column(CommitmentPage, "framework") | None = None
    reference: column(CommitmentPage, "reference") | None = None
    jurisdictions: distinct(Jurisdiction)
    kind: CommitmentKind
    status: CommitmentStatus
    announced: Date
    deadline: Date | None = None
    summary: Text
    measure: Text
    provisions: distinct(existing("provision"))
    themes: distinct(existing("theme"))
    history: Annotated[list[StatusEventSchema], Field(min_length=1)]

    @property
    def jurisdictions_named(self) -> list[str]:
        return self.jurisdictions

    @field_validator("history")
    @classmethod
    def _history_leads_to_the_status(cls, history: list[StatusEventSchema], info: ValidationInfo):
        wrong = wrong_in_history(history, tracks_of(history, info.data.get("sources", [])))
        status = info.data.get("status")
        if status and history[-1].status != status:
            wrong.append(f"ends with {history[-1].status!r}, but the status is {status!r}: make them the same")
        if "sources" in info.data:
            addresses = {source.url for source in info.data["sources"]}
            wrong.extend(
                f"{event.source_url} is not in sources: add it, so that readers see whose word it is"
                for event in history
                if event.source_url and event.source_url not in addresses
            )
        if wrong:
            raise ValueError("; ".join(wrong))
        return history


class ElectionSchema(VerifiedSchema):
    dates_in_order: ClassVar = ElectionPage.dates_in_order

    jurisdiction: Jurisdiction
    date: Date
    date_end: Date | None = None
    kind: Annotated[distinct(ElectionKind), Field(min_length=1)]
    title: column(ElectionPage, "title")
    body: column(ElectionPage, "body") | None = None
    snap: bool = False

    @property
    def jurisdictions_named(self) -> list[str]:
        return [self.jurisdiction]


class ProvisionGroupSchema(Schema):
    code: column(ProvisionGroup, "code")
    label: column(ProvisionGroup, "label")
    text: column(ProvisionGroup, "text")
    recommendation: Annotated[int, Field(ge=1)]


class ProvisionSchema(Schema):
    code: column(Provision, "code")
    group: existing("group")
    label: column(Provision, "label")
    definition: column(Provision, "definition")
    question: column(Provision, "question")
    actions: distinct(existing("action"))
    restricts_expression: bool


class ThemeSchema(Schema):
    code: column(Theme, "slug")
    label: column(Theme, "name")
    definition: column(Theme, "definition")


class TaxonomySchema(Schema):
    groups: list[ProvisionGroupSchema]
    provisions: list[ProvisionSchema]
    themes: list[ThemeSchema]

    @field_validator("groups", "provisions", "themes")
    @classmethod
    def _each_codeonce(cls, rows: list):
        once([row.code for row in rows])
        return rows
