"""Finding one's way: the header, the pages above, the same page in other languages. Every template has these."""

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext as _

from wagtail.models import Page

from policytracker.core.addresses import absolute
from policytracker.core.versions import direction, other_language, public

register = template.Library()


@register.simple_tag(takes_context=True)
def navigation(context) -> list[dict]:
    """The places that the header leads to; the one where the reader is has `current` set."""
    request = context.get("request")
    here = request.path if request else ""
    lists = _addresses("tracker", "jurisdictions", "organisations", "initiatives", "elections")
    places = [
        (_("Search"), reverse("search")),
        (_("Tracker"), lists["tracker"]),
        (_("Compare"), reverse("compare")),
        (_("Jurisdictions"), lists["jurisdictions"]),
        (_("Organisations"), lists["organisations"]),
        (_("Initiatives"), lists["initiatives"]),
        (_("Elections"), lists["elections"]),
    ]
    return [
        {"label": label, "path": path, "current": "page" if here == path else "true" if here.startswith(path) else ""}
        for label, path in places
    ]


def _addresses(*slugs: str) -> dict[str, str]:
    """Where the lists below the home page are, by their slugs: in the reader's language where they are there."""
    found = {slug: f"/{slug}/" for slug in slugs}
    if get_language() != settings.LANGUAGE_CODE:
        lists = Page.objects.filter(depth=3, slug__in=slugs, locale__language_code=settings.LANGUAGE_CODE)
        keys = dict(lists.values_list("translation_key", "slug"))
        for page in public(Page.objects.filter(translation_key__in=keys)):
            found[keys[page.translation_key]] = page.url or ""
    return found


@register.simple_tag(takes_context=True)
def ancestors(context) -> list:
    """What lies above the present page, as readers see it, the home page first; nothing above one not saved yet."""
    page = context.get("page")
    if page is None or not page.path:
        return []
    above = page.get_ancestors().filter(depth__gt=1)
    return list(public(Page.objects.filter(translation_key__in=above.values("translation_key"))).order_by("depth"))


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


@register.filter
def its_language(shown: Page | str | None) -> str:
    """The attributes of an element with words of a page, or of what lies at an address, in another language."""
    return in_language(other_language(shown))


@register.filter
def in_language(language: str) -> str:
    """The attributes of an element with words in a language; none where no other than that of the page is named."""
    if not language:
        return ""
    return format_html(' lang="{}" dir="{}"', language, direction(language))


@register.simple_tag
def whole_address(path: str) -> str:
    """A path as an address that can be passed on."""
    return absolute(path)
