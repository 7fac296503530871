"""Dates in words, as far as they are known. Every template has these."""

from babel import Locale
from babel.dates import format_date, format_skeleton

from django import template
from django.utils.html import format_html
from django.utils.translation import get_language

from policytracker.core.dates import PartialDate

register = template.Library()


def reading_locale() -> Locale:
    """How the reader's language writes dates and begins weeks."""
    language = Locale.parse((get_language() or "en").replace("-", "_"))
    # British order in English: that of the United Nations.
    return Locale("en", "GB") if language.language == "en" else language


@register.filter
def date_in_words(value) -> str:
    """A date or a partial date in full, in the reader's language: 17 May 2024, May 2024, 2024."""
    if not value:
        return ""
    locale = reading_locale()
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
