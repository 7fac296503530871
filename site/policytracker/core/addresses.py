"""Addresses of many pages at once, from their paths in the tree, without making a page object of each."""

from collections.abc import Callable

from django.urls import reverse
from django.utils import translation

from wagtail.models import Site


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
