"""What the page of a record says for those who cite it and for machines. Empty for what is not published."""

import json

from django import template
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from policytracker.core.models import RecordPage
from search.citations import FORMS, citation
from search.linked_data import CONTEXT, linked_data
from search.models import Entry

register = template.Library()
# In a script nothing else could end it, open a comment or begin an entity.
IN_SCRIPTS = str.maketrans({"<": "\\u003C", ">": "\\u003E", "&": "\\u0026"})


@register.simple_tag
def published_entry(page) -> Entry | None:
    """What is known of a record as it is published, be the page a draft of it or not."""
    if not (isinstance(page, RecordPage) and page.pk):
        return None
    return Entry.objects.present().filter(page_id=page.pk).first()


@register.simple_tag
def linked_data_script(node: Entry | dict | None) -> str:
    """A record, or a node of schema.org, as a block of data that browsers do not run."""
    if isinstance(node, Entry):
        node = linked_data(node)
    return data_block({"@context": CONTEXT} | node) if node else ""


def data_block(data: dict) -> str:
    text = json.dumps(data, ensure_ascii=False).translate(IN_SCRIPTS)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))  # noqa: S308 - translated


@register.inclusion_tag("components/cite.html", takes_context=True)
def cite(context: Context) -> dict:
    """How the record of a page is cited, and the files for reference managers."""
    entry = context.get("entry")
    return {"cited": citation(entry), "forms": FORMS} if entry else {}
