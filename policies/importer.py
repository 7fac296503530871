"""From data to pages: how a record of policies is written into its page.

An importer never saves: it says which pages there are, below which a record belongs, and sets what a page holds.
`policytracker.operations.content` reads, checks, compares and publishes.
"""

from dataclasses import dataclass, field

from wagtail.models import Locale, Page

from policies import places, schemas
from policies.choices import Track
from policies.models import (
    CommitmentPage,
    ElectionPage,
    InstrumentPage,
    JurisdictionPage,
    OrganisationPage,
)
from policies.models.tracks import EVENTS, TrackedPage
from policytracker.core.choices import SourceKind
from policytracker.core.models import RecordPage
from policytracker.core.rows import set_rows


class DeletedError(LookupError):
    """A record names another that an editor has taken out of the site."""


class Named(dict):
    """What records of one noun refer to, by code or id."""

    def __init__(self, noun: str, items=()):
        super().__init__(items)
        self.noun = noun

    def __missing__(self, code: str):
        raise DeletedError(f"the {self.noun} {code!r} was deleted in the site")


@dataclass
class Lookup:
    """What records refer to; the loader adds what it makes."""

    indexes: dict[str, Page]
    jurisdictions: Named = field(default_factory=lambda: Named("jurisdiction"))
    organisations: Named = field(default_factory=lambda: Named("organisation"))
    provisions: Named = field(default_factory=lambda: Named("provision"))
    themes: Named = field(default_factory=lambda: Named("theme"))
    actions: Named = field(default_factory=lambda: Named("action"))
    # The codes of the provisions that each action asks for.
    asked_for: dict[str, list[str]] = field(default_factory=dict)


def set_fields(page: Page, **values) -> None:
    """Set columns; what the data leave out is empty."""
    for name, value in values.items():
        setattr(page, name, "" if value is None else value)


def set_sources(page: Page, record: schemas.VerifiedSchema) -> None:
    rows = [source.model_dump() for source in record.sources]
    set_rows(page, "sources", rows, key=("url",))


def records(model: type[RecordPage]):
    """The records of a kind, without their translations and the places where they are shown a second time."""
    return model.objects.filter(locale=Locale.get_default(), alias_of__isnull=True)


class RecordImporter:
    """What the importers of all records share. Each says its `model`, `parent` and `apply`."""

    model: type[RecordPage]

    def there(self, lookup: Lookup) -> dict[str, Page]:
        """The pages of this kind that the site has, by the id of their record."""
        return {page.record_id: page for page in records(self.model)}

    def new(self, record) -> Page:
        """A page for a record; its address ends in the id."""
        return self.model(record_id=record.id, slug=record.id)


class JurisdictionImporter(RecordImporter):
    model = JurisdictionPage

    def new(self, record: schemas.JurisdictionSchema) -> Page:
        # Wagtail makes the address from the title.
        return JurisdictionPage(record_id=record.id)

    def parent(self, record: schemas.JurisdictionSchema, lookup: Lookup) -> Page:
        return lookup.indexes["jurisdictions"]

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
            asked_as=record.asked_as,
            notes=record.notes,
        )


def undescribed_jurisdiction(code: str) -> schemas.JurisdictionSchema:
    """The record of a jurisdiction that others name and no file describes: its name and kind, nothing else."""
    return schemas.JurisdictionSchema(
        id=f"jurisdiction-{code.lower()}",
        jurisdiction=code,
        name=places.name(code, "en"),
        kind=places.kind(code),
    )


class OrganisationImporter(RecordImporter):
    model = OrganisationPage

    def parent(self, record: schemas.OrganisationSchema, lookup: Lookup) -> Page:
        return lookup.indexes["organisations"]

    def apply(self, page: OrganisationPage, record: schemas.OrganisationSchema, lookup: Lookup) -> None:
        page.jurisdiction = lookup.jurisdictions[record.jurisdiction] if record.jurisdiction else None
        set_fields(
            page,
            title=record.name,
            acronym=record.acronym,
            stakeholder_group=record.stakeholder_group,
            website=record.website,
            description=record.description,
            asked_as=record.asked_as,
            notes=record.notes,
        )


class InstrumentImporter(RecordImporter):
    model = InstrumentPage

    def parent(self, record: schemas.InstrumentSchema, lookup: Lookup) -> Page:
        return lookup.jurisdictions[record.jurisdiction]

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
                    "asked_as",
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


class TrackedImporter(RecordImporter):
    """What the importers of records with two tracks share. Each says how the data are read as `events`."""

    def forget(self, page: TrackedPage) -> None:
        """Take back what was published: only where who runs the site says that the data have the last word."""
        page.published_events().delete()

    def rewrites(self, page: TrackedPage, record, lookup: Lookup) -> bool:
        """Whether the data leave out or change what was published of a history."""
        wanted = {values["event_id"]: page.event_model()(**values) for values in self.events(record, lookup)}
        return any(
            event.event_id not in wanted or not event.says_the_same(wanted[event.event_id])
            for event in page.published_events()
        )


class CommitmentImporter(TrackedImporter):
    model = CommitmentPage

    def parent(self, record: schemas.CommitmentSchema, lookup: Lookup) -> Page:
        return lookup.organisations[record.organisation]

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
                    "asked_as",
                    "notes",
                }
            ),
        )
        set_rows(page, EVENTS, self.events(record, lookup), key=("event_id",))
        set_sources(page, record)
        page.jurisdictions = [lookup.jurisdictions[code] for code in record.jurisdictions]
        page.provisions = [lookup.provisions[code] for code in record.provisions]
        page.themes.set([lookup.themes[code] for code in record.themes])

    def events(self, record: schemas.CommitmentSchema, lookup: Lookup) -> list[dict]:
        """The history of a commitment on two tracks, each event with who says so."""
        publishers = {source.url: source.publisher for source in record.sources if source.kind != SourceKind.COMPANY}
        rows = event_rows(record.history, schemas.tracks_of(record.history, record.sources))
        for row in rows:
            if not row["by"] and row["track"] == Track.REPORTED:
                row["by"] = lookup.organisations[record.organisation].title
            elif not row["by"]:
                row["by"] = publishers.get(row["source_url"], "")
        return rows


def event_rows(history: list[schemas.TrackEventSchema], tracks: list[str], prefix: str = "") -> list[dict]:
    """The columns of the events of a history, as far as the data say them.

    An event is known by its date, its track and its number among these, so that another can say that it corrects it.
    """
    return [
        {
            "event_id": prefix + event_id,
            "track": track,
            "date": event.date,
            "status": event.status,
            "text": event.text,
            "source_url": event.source_url or "",
            "by": event.by or "",
            "read_on": event.read_on,
            "searched_on": event.searched_on,
            "corrects": prefix + event.corrects if event.corrects else "",
        }
        for event, track, event_id in zip(history, tracks, schemas.event_ids(history, tracks), strict=True)
    ]


class ElectionImporter(RecordImporter):
    model = ElectionPage

    def parent(self, record: schemas.ElectionSchema, lookup: Lookup) -> Page:
        return lookup.jurisdictions[record.jurisdiction]

    def apply(self, page: ElectionPage, record: schemas.ElectionSchema, lookup: Lookup) -> None:
        set_fields(
            page,
            kinds=list(record.kind),
            **record.model_dump(
                include={"title", "date", "date_end", "body", "snap", "verification", "asked_as", "notes"}
            ),
        )
        set_sources(page, record)
