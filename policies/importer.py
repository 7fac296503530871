"""From data to pages: how a record of policies is written into its page.

An importer never saves: it says which page a record belongs below and sets what the page holds. `policytracker
.operations` reads, checks, compares and publishes.
"""

from dataclasses import dataclass, field

from django.utils.text import slugify

from wagtail.models import Page

from policies import places, schemas
from policies.choices import Track
from policies.models import (
    CommitmentPage,
    ElectionPage,
    InstrumentPage,
    JurisdictionPage,
    OrganisationPage,
    Provision,
    Theme,
)
from policytracker.core.choices import SourceKind
from policytracker.core.rows import set_rows


@dataclass
class Lookup:
    """What records refer to, by code or id; the loader adds what it makes."""

    indexes: dict[str, Page]
    jurisdictions: dict[str, JurisdictionPage] = field(default_factory=dict)
    organisations: dict[str, OrganisationPage] = field(default_factory=dict)
    provisions: dict[str, Provision] = field(default_factory=dict)
    themes: dict[str, Theme] = field(default_factory=dict)
    actions: dict = field(default_factory=dict)
    # The codes of the provisions that each action asks for.
    asked_for: dict[str, list[str]] = field(default_factory=dict)


def set_sources(page: Page, record: schemas.SourcedSchema) -> None:
    rows = [source.model_dump() for source in record.sources]
    set_rows(page, "sources", rows, key=("url",))


def set_fields(page: Page, **values) -> None:
    for name, value in values.items():
        setattr(page, name, value or ("" if value is None else value))


class JurisdictionImporter:
    model = JurisdictionPage

    def parent(self, record: schemas.JurisdictionSchema, lookup: Lookup) -> Page:
        return lookup.indexes["jurisdictions"]

    def slug(self, record: schemas.JurisdictionSchema) -> str:
        return slugify(record.name)

    def apply(self, page: JurisdictionPage, record: schemas.JurisdictionSchema, lookup: Lookup) -> None:
        body = record.electoral_body
        set_fields(
            page,
            title=record.name,
            code=record.jurisdiction,
            kind=record.kind,
            part_of=record.parent,
            overview=record.overview,
            features=list(record.features),
            electoral_body_name=body and body.name,
            electoral_body_url=body and body.url,
            notes=record.notes,
        )


def undescribed_jurisdiction(code: str) -> schemas.JurisdictionSchema:
    """The record of a jurisdiction that others name and no file describes: its name and kind, nothing else."""
    return schemas.JurisdictionSchema(
        id=f"jurisdiction-{code.lower()}",
        jurisdiction=code,
        name=places.name(code, "en") or code,
        kind=places.kind(code),
        parent=places.part_of(code) or None,
    )


class OrganisationImporter:
    model = OrganisationPage

    def parent(self, record: schemas.OrganisationSchema, lookup: Lookup) -> Page:
        return lookup.indexes["organisations"]

    def slug(self, record: schemas.OrganisationSchema) -> str:
        return record.id

    def apply(self, page: OrganisationPage, record: schemas.OrganisationSchema, lookup: Lookup) -> None:
        page.jurisdiction = lookup.jurisdictions.get(record.jurisdiction)
        set_fields(
            page,
            title=record.name,
            acronym=record.acronym,
            stakeholder_group=record.stakeholder_group,
            website=record.website,
            description=record.description,
            notes=record.notes,
        )


class InstrumentImporter:
    model = InstrumentPage

    def parent(self, record: schemas.InstrumentSchema, lookup: Lookup) -> Page:
        return lookup.jurisdictions[record.jurisdiction]

    def slug(self, record: schemas.InstrumentSchema) -> str:
        return record.id

    def apply(self, page: InstrumentPage, record: schemas.InstrumentSchema, lookup: Lookup) -> None:
        set_fields(
            page,
            **record.model_dump(
                include={
                    "title",
                    "title_original",
                    "kind",
                    "legal_force",
                    "status",
                    "adopted",
                    "in_force",
                    "ended",
                    "body",
                    "summary",
                    "approach",
                    "applies_to",
                    "critique",
                    "verification",
                    "notes",
                }
            ),
        )
        provisions = [
            {"provision": lookup.provisions[row.code], "text": row.text, "reference": row.reference or ""}
            for row in record.provisions
        ]
        set_rows(page, "provisions", provisions, key=("provision",))
        events = [
            {"date": row.date, "kind": row.event, "text": row.text, "source_url": row.source_url or ""}
            for row in record.history
        ]
        set_rows(page, "events", events, key=("date", "kind", "text"))
        set_sources(page, record)
        page.themes.set([lookup.themes[code] for code in record.themes])


class CommitmentImporter:
    model = CommitmentPage

    def parent(self, record: schemas.CommitmentSchema, lookup: Lookup) -> Page:
        return lookup.organisations[record.organisation]

    def slug(self, record: schemas.CommitmentSchema) -> str:
        return record.id

    def apply(self, page: CommitmentPage, record: schemas.CommitmentSchema, lookup: Lookup) -> None:
        set_fields(
            page,
            **record.model_dump(
                include={
                    "title",
                    "framework",
                    "reference",
                    "kind",
                    "announced",
                    "deadline",
                    "summary",
                    "measure",
                    "verification",
                    "notes",
                }
            ),
        )
        set_rows(page, "status_events", status_events(record, lookup), key=("date", "track", "text"))
        set_sources(page, record)
        page.jurisdictions = [lookup.jurisdictions[code] for code in record.jurisdictions]
        page.provisions = [lookup.provisions[code] for code in record.provisions]
        page.themes.set([lookup.themes[code] for code in record.themes])


def status_events(record: schemas.CommitmentSchema, lookup: Lookup) -> list[dict]:
    """The history of a commitment on two tracks.

    The data has one. An event that rests on a source of the company is what the company reports; any other is the
    editors' assessment on that source. The page on the method says so to readers.
    """
    sources = {source.url: source for source in record.sources}
    rows = []
    for event in record.history:
        source = sources[event.source_url]
        reported = source.kind == SourceKind.COMPANY
        rows.append(
            {
                "date": event.date,
                "track": Track.REPORTED if reported else Track.ASSESSED,
                "status": event.status,
                "text": event.text,
                "source_url": event.source_url,
                "by": lookup.organisations[record.organisation].title if reported else source.publisher,
            }
        )
    return rows


class ElectionImporter:
    model = ElectionPage

    def parent(self, record: schemas.ElectionSchema, lookup: Lookup) -> Page:
        return lookup.jurisdictions[record.jurisdiction]

    def slug(self, record: schemas.ElectionSchema) -> str:
        return record.id

    def apply(self, page: ElectionPage, record: schemas.ElectionSchema, lookup: Lookup) -> None:
        set_fields(
            page,
            kinds=list(record.kind),
            **record.model_dump(include={"title", "date", "date_end", "body", "snap", "verification", "notes"}),
        )
        set_sources(page, record)
