"""From data to pages: how recommendations and initiatives are written into their pages. See `policies.importer`."""

from wagtail.models import Page

from initiatives import schemas
from initiatives.models import InitiativePage, RecommendationPage
from policies.importer import (
    Lookup,
    RecordImporter,
    TrackedImporter,
    event_rows,
    set_fields,
    set_sources,
)
from policies.models.tracks import EVENTS
from policytracker.core.rows import set_rows


class RecommendationImporter(RecordImporter):
    model = RecommendationPage

    def parent(self, record: schemas.RecommendationSchema, lookup: Lookup) -> Page:
        return lookup.indexes["tracker"]

    def new(self, record: schemas.RecommendationSchema) -> Page:
        return RecommendationPage(record_id=record.id, slug=str(record.number))

    def apply(self, page: RecommendationPage, record: schemas.RecommendationSchema, lookup: Lookup) -> None:
        set_fields(page, **record.model_dump(include={"title", "number", "quote", "summary", "asked_as", "notes"}))
        set_rows(page, "actions", [action.model_dump() for action in record.actions], key=("code",))
        for action in page.actions.all():
            action.provisions = [lookup.provisions[code] for code in lookup.asked_for.get(action.code, [])]
        set_sources(page, record)
        page.themes.set([lookup.themes[code] for code in record.themes])


class InitiativeImporter(TrackedImporter):
    model = InitiativePage

    def parent(self, record: schemas.InitiativeSchema, lookup: Lookup) -> Page:
        return lookup.indexes["initiatives"]

    def apply(self, page: InitiativePage, record: schemas.InitiativeSchema, lookup: Lookup) -> None:
        set_fields(
            page,
            **record.model_dump(
                include={
                    "title",
                    "kind",
                    "status",
                    "started",
                    "ended",
                    "summary",
                    "reach",
                    "stakeholder_groups",
                    "verification",
                    "asked_as",
                    "notes",
                }
            ),
        )
        implementations = [
            {"action": lookup.actions[row.action], "relation": row.relation, "why": row.why}
            for row in record.implements
        ]
        set_rows(page, "implementations", implementations, key=("action",))
        set_rows(page, EVENTS, self.events(record, lookup), key=("event_id",))
        events = [{"date": row.date, "text": row.text, "source_url": row.source_url or ""} for row in record.history]
        set_rows(page, "events", events, key=("date", "text"))
        set_sources(page, record)
        page.lead = [lookup.organisations[code] for code in record.lead]
        page.partners = [lookup.organisations[code] for code in record.partners]
        page.jurisdictions = [lookup.jurisdictions[code] for code in record.jurisdictions]
        page.provisions = [lookup.provisions[code] for code in record.provisions]
        page.themes.set([lookup.themes[code] for code in record.themes])

    def events(self, record: schemas.InitiativeSchema, lookup: Lookup) -> list[dict]:
        """What is said of each implementation. The data say it on its track, and nothing is read into them."""
        return [
            values | {"action": lookup.actions[row.action]}
            for row in record.implements
            for values in event_rows(row.status, [event.track for event in row.status], prefix=f"{row.action}-")
        ]
