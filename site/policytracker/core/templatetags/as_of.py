"""The day of which a page speaks: said on the page, asked for anew, and kept in its links. Every template has these."""

from django import template

from wagtail.models import Page
from wagtail.templatetags.wagtailcore_tags import pageurl

from policytracker.core.as_of import PARAMETER, AsOf, is_ignored, others, without

register = template.Library()


@register.inclusion_tag("components/as_of.html", takes_context=True)
def day_of_page(context):
    """Of a page with `as_of` (core.as_of.AsOf) in its context: a banner with the past day, and a form for another.

    Nothing where there is no address that could be asked again, as in a preview.
    """
    request, as_of = context.get("request"), context.get("as_of")
    if request is None or as_of is None or getattr(request, "is_preview", False):
        return {}
    return {
        "as_of": as_of,
        "parameter": PARAMETER,
        "others": others(request),
        "today": without(request),
        "here": request.path,
    }


@register.inclusion_tag("components/only_today.html", takes_context=True)
def only_today(context):
    """On a page that is always of today: says so to a reader who asked for another day."""
    request = context.get("request")
    return {"today": without(request)} if request is not None and is_ignored(request) else {}


@register.simple_tag(takes_context=True)
def url_on_day(context, to: Page | str) -> str:
    """The address of another page, as of the same past day where the page that links to it is of one."""
    address, as_of = pageurl(context, to) if isinstance(to, Page) else to, context.get("as_of")
    return as_of.kept(address) if as_of else address


@register.simple_tag(takes_context=True)
def day_in_query(context) -> str:
    """The past day of a page, for an address that has a query already: `&as_of=2024-06-06`, or nothing."""
    as_of = context.get("as_of")
    return f"&{PARAMETER}={as_of.day.isoformat()}" if as_of and as_of.is_past else ""


@register.filter
def on_day(address: str, as_of: AsOf | str) -> str:
    """`{{ page.url|on_day:as_of }}`: the address as of the same past day; as it is where the page is of today."""
    return as_of.kept(address) if as_of else address
