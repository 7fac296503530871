"""The entries of pages of text."""

from search.builders import parts
from search.content import EntryContent
from search.kinds import EntryKind


def text_page(page) -> EntryContent:
    return EntryContent(
        record_id=f"page-{page.translation_key}",
        kind=EntryKind.PAGE,
        title=page.title,
        summary=page.introduction,
        body=parts.prose(page.body),
        payload={"summary": page.introduction},
    )
