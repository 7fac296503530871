"""From data to pages: the home page, the introductions of the lists, and pages of text."""

import json
from typing import Literal

from pydantic import Field

from wagtail.models import Page

from policies.importer import Lookup, set_fields
from policytracker.core.records import RecordSchema, Schema, text
from policytracker.home.models import TextPage


class PlainBlockSchema(Schema):
    type: Literal["heading", "paragraph"]
    value: str


class QuotationSchema(Schema):
    text: str
    speaker: text(160)
    source: str = ""


class QuotationBlockSchema(Schema):
    type: Literal["quotation"]
    value: QuotationSchema


class PageSchema(RecordSchema):
    """A page of text, by its slug; `home` and the slugs of the lists are those pages' introductions."""

    title: text(255)
    search_description: str = ""
    introduction: str = ""
    body: list[PlainBlockSchema | QuotationBlockSchema] = Field(default_factory=list)


class PageImporter:
    model = TextPage

    def find(self, record: PageSchema, lookup: Lookup) -> Page | None:
        home = lookup.indexes["home"]
        if record.id == "home":
            return home
        if record.id in lookup.indexes:
            return lookup.indexes[record.id]
        return TextPage.objects.child_of(home).filter(slug=record.id).first()

    def parent(self, record: PageSchema, lookup: Lookup) -> Page:
        return lookup.indexes["home"]

    def slug(self, record: PageSchema) -> str:
        return record.id

    def apply(self, page: Page, record: PageSchema, lookup: Lookup) -> None:
        set_fields(
            page,
            title=record.title,
            search_description=record.search_description,
            introduction=record.introduction,
        )
        if isinstance(page, TextPage):
            page.body = json.dumps([block.model_dump() for block in record.body])
