"""The day of which a page speaks: said on the page, asked for anew, and kept in its links. Every template has these."""

from django import template

from policytracker.core.as_of import PARAMETER, AsOf, others, without

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


@register.filter
def on_day(address: str, as_of: AsOf | str) -> str:
    """`{{ page.url|on_day:as_of }}`: the address as of the same past day; as it is where the page is of today."""
    return as_of.kept(address) if as_of else address
