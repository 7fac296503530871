"""Template tags that every template has: dates as far as they are known, and finding one's way."""

from babel import Locale
from babel.dates import format_date, format_skeleton

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from policytracker.core.dates import PartialDate

register = template.Library()


@register.filter
def date_in_words(value) -> str:
    """A date or a partial date in full, in the reader's language: 17 May 2024, May 2024, 2024."""
    if not value:
        return ""
    language = Locale.parse((get_language() or "en").replace("-", "_"))
    # British order in English: that of the United Nations.
    locale = Locale("en", "GB") if language.language == "en" else language
    if not isinstance(value, str):
        return format_date(value, format="long", locale=locale)
    date = PartialDate(value)
    if date.day:
        return format_date(date.earliest, format="long", locale=locale)
    if date.month:
        return format_skeleton("yMMMM", date.earliest, locale=locale)
    return str(date.year)


@register.simple_tag
def partial_date(value):
    """A `<time>` with the date in words; nothing for no date."""
    if not value:
        return ""
    iso = value if isinstance(value, str) else value.isoformat()
    return format_html('<time datetime="{}">{}</time>', iso, date_in_words(value))


@register.simple_tag(takes_context=True)
def navigation(context) -> list[dict]:
    """The places that the header leads to; the one where the reader is has `current` set."""
    request = context.get("request")
    here = request.path if request else ""
    places = [
        (_("Search"), reverse("search")),
        (_("Tracker"), "/tracker/"),
        (_("Compare"), reverse("compare")),
        (_("Jurisdictions"), "/jurisdictions/"),
        (_("Organisations"), "/organisations/"),
        (_("Initiatives"), "/initiatives/"),
        (_("Elections"), "/elections/"),
    ]
    return [
        {"label": label, "path": path, "current": "page" if here == path else "true" if here.startswith(path) else ""}
        for label, path in places
    ]


@register.simple_tag(takes_context=True)
def ancestors(context) -> list:
    """The pages above the present one, the home page first; none in a preview of a page that is not saved yet."""
    page = context.get("page")
    if page is None or not page.path:
        return []
    return list(page.get_ancestors().filter(depth__gt=1))
