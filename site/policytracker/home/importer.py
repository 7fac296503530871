"""From data to pages: the home page, the introductions of the lists, and pages of text. See `policies.importer`."""

import json

from django.utils.html import format_html

from wagtail.models import Page

from policies.importer import Lookup, set_fields
from policytracker.home.models import HomePage, TextPage
from policytracker.home.schemas import PageSchema


class PageImporter:
    def there(self, lookup: Lookup) -> dict[str, Page]:
        texts = TextPage.objects.child_of(lookup.indexes["home"])
        return lookup.indexes | {page.slug: page for page in texts}

    def new(self, record: PageSchema) -> Page:
        return TextPage(slug=record.id)

    def parent(self, record: PageSchema, lookup: Lookup) -> Page:
        return lookup.indexes["home"]

    def apply(self, page: Page, record: PageSchema, lookup: Lookup) -> None:
        set_fields(page, title=record.title, search_description=record.search_description)
        page.introduction = record.introduction or ""
        if not isinstance(page, HomePage | TextPage):
            # The lists have a rich text there, to which editors can add links.
            page.introduction = format_html("<p>{}</p>", page.introduction)
        if isinstance(page, TextPage):
            page.body = json.dumps([block.model_dump(exclude_none=True) for block in record.body])
