"""What pages of the layers below show of the search. Their templates load it; their Python knows nothing of it."""

from django import template
from django.utils.translation import get_language

from wagtail.models import Page

from search import service
from search.models import Entry

register = template.Library()

# So many can still be read beside each other, and compared in one table.
SHOWN = 6


@register.inclusion_tag("search/comparable.html")
def comparable_approaches(page: Page) -> dict:
    """The records of others that are most like the one on a page. None for a page that is not public (yet)."""
    entry = Entry.objects.present().filter(page_id=page.pk).first()
    found = service.similar(entry, get_language() or "en", SHOWN) if entry else []
    return {
        "comparable": found,
        "compared": ",".join([entry.record_id, *(other.entry.record_id for other in found)]) if found else "",
    }
