"""Finding one's way: the header, the pages above, the same page in other languages. Every template has these."""

from django import template
from django.urls import reverse
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from policytracker.core.addresses import absolute

register = template.Library()


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


@register.simple_tag(takes_context=True)
def languages(context) -> list[dict]:
    """The languages in which the present page can be read, its own among them; none where there is only one."""
    page = context.get("page")
    if page is None or page.pk is None:
        return []
    versions = page.get_translations(inclusive=True).live().public().select_related("locale").order_by("locale_id")
    if len(versions) < 2:
        return []
    return [
        {
            "code": version.locale.language_code,
            "name": get_language_info(version.locale.language_code)["name_local"],
            "path": version.url,
            "is_current": version.pk == page.pk,
        }
        for version in versions
    ]


@register.simple_tag
def whole_address(path: str) -> str:
    """A path as an address that can be passed on."""
    return absolute(path)
