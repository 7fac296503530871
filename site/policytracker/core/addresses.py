"""Addresses that lead here from anywhere; and of many pages at once, without making a page object of each."""

from collections.abc import Callable
from urllib.parse import urljoin

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from wagtail.models import Site


def absolute(path: str) -> str:
    """The public address of a path on this site: what is taken away must work from anywhere."""
    return urljoin(settings.WAGTAILADMIN_BASE_URL, path)


def addresses() -> Callable[[str], str]:
    """A function from a page's `url_path` to the address at which it is read; empty below no site."""
    roots = []
    for root in Site.get_site_root_paths():
        with translation.override(root.language_code):
            roots.append((root.root_path, reverse("wagtail_serve", args=("",))))

    def address(url_path: str) -> str:
        for root_path, start in roots:
            if url_path.startswith(root_path):
                return start + url_path[len(root_path) :]
        return ""

    return address
