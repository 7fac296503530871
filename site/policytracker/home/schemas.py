"""How the home page, the introductions of the lists and pages of text are written as data: `fixtures/SCHEMA.md`."""

from html.parser import HTMLParser
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from django.core.exceptions import ValidationError

from policytracker.core.blocks import PROSE
from policytracker.core.fields import web_address
from policytracker.core.records import Address, RecordId, Schema, Text, column, text
from policytracker.home.models import TextPage

BLOCKS = dict(PROSE)
QUOTATION = BLOCKS["quotation"].child_blocks


class _SimpleHtml(HTMLParser):
    """What an editor's text field can hold: paragraphs, lists, bold, italic and links; every tag closed."""

    TAGS = ("p", "b", "i", "a", "ul", "ol", "li")

    def __init__(self, html: str):
        super().__init__()
        self.wrong: list[str] = []
        self._open: list[str] = []
        self.feed(html)
        self.close()
        self.wrong.extend(f"<{tag}> is not closed" for tag in self._open)

    def handle_starttag(self, tag, attributes):
        self._open.append(tag)
        if tag not in self.TAGS:
            self.wrong.append(f"<{tag}> is not among {', '.join(self.TAGS)}")
        for name, value in attributes:
            if (tag, name) != ("a", "href"):
                self.wrong.append(f"<{tag}> cannot have {name}")
            elif not _is_link(value or ""):
                self.wrong.append(f"{value!r} is not an address: write https://… or /…")

    def handle_endtag(self, tag):
        if not self._open or self._open.pop() != tag:
            self.wrong.append(f"</{tag}> closes nothing")

    def handle_comment(self, data):
        self.wrong.append("comments are not kept")


def _is_link(address: str) -> bool:
    if address.startswith("/"):
        return not address.startswith("//")
    try:
        web_address(address)
    except ValidationError:
        return False
    return True


def _simple(html: str) -> str:
    if wrong := _SimpleHtml(html).wrong:
        raise ValueError("; ".join(wrong))
    return html


class HeadingBlockSchema(Schema):
    type: Literal["heading"]
    value: text(BLOCKS["heading"].field.max_length)


class ParagraphBlockSchema(Schema):
    type: Literal["paragraph"]
    value: Annotated[Text, AfterValidator(_simple)]


class QuotationSchema(Schema):
    text: Text
    speaker: text(QUOTATION["speaker"].field.max_length)
    source: Address | None = None


class QuotationBlockSchema(Schema):
    type: Literal["quotation"]
    value: QuotationSchema


Block = Annotated[HeadingBlockSchema | ParagraphBlockSchema | QuotationBlockSchema, Field(discriminator="type")]


class PageSchema(Schema):
    """A page of text, by its slug; `home` and the slugs of the lists are those pages' introductions."""

    id: RecordId
    title: column(TextPage, "title")
    search_description: Text | None = None
    introduction: column(TextPage, "introduction") | None = None
    body: list[Block] = Field(default_factory=list)
