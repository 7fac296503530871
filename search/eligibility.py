"""Which pages are public, and so in the projection."""

from django.utils import translation

from wagtail.models import Page, PageViewRestriction


def public_path(page: Page) -> str:
    """The path at which readers find the page; empty where it has none or they may not see it."""
    if not page.live or page.expired or _restricted(page):
        return ""
    with translation.override(page.locale.language_code):
        parts = page.get_url_parts()
    return (parts and parts[2]) or ""


def _restricted(page: Page) -> bool:
    steps = [page.path[: page.steplen * depth] for depth in range(1, page.depth + 1)]
    return PageViewRestriction.objects.filter(page__path__in=steps).exists()
