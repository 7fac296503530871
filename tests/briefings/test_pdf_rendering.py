"""Drawing a PDF reaches for nothing but the site's static files."""

import builtins
import sys

import pytest

from django.conf import settings

from policytracker.core.pdf import ForbiddenAddressError, PdfUnavailableError, render_pdf, static_file

PAGE = '<!doctype html><html lang="en"><title>T</title>{}<h1>Heading</h1></html>'


@pytest.mark.parametrize(
    "asks",
    [
        '<img alt="x" src="https://tracker.example.com/pixel.png">',
        '<img alt="x" src="file:///etc/hostname">',
        '<img alt="x" src="data:image/png;base64,AAAA">',
        '<img alt="x" src="/media/secret.png">',
        '<img alt="x" src="/static/../settings/base.py">',
        '<img alt="x" src="/static/no-such-file.png">',
        '<link rel="stylesheet" href="//fonts.example.com/css">',
        '<style>@import url("http://169.254.169.254/")</style>',
        '<style>@font-face { font-family: x; src: url("https://fonts.example.com/x.woff2") }</style>',
        '<link rel="attachment" href="file:///etc/hostname">',
    ],
)
def test_what_is_not_a_static_file_of_the_site_is_refused(asks):
    with pytest.raises(ForbiddenAddressError):
        render_pdf(PAGE.format(asks))


def test_a_static_file_comes_from_the_disk():
    path = static_file(f"{settings.WAGTAILADMIN_BASE_URL}/static/css/briefing.css")
    assert path.name == "briefing.css"
    assert render_pdf(PAGE.format('<link rel="stylesheet" href="/static/css/briefing.css">')).startswith(b"%PDF-")


def test_missing_system_libraries_are_named(monkeypatch):
    importing = builtins.__import__

    def without_pango(name, *args, **kwargs):
        if name.partition(".")[0] == "weasyprint":
            raise OSError("cannot load library 'libpango-1.0-0'")
        return importing(name, *args, **kwargs)

    monkeypatch.delitem(sys.modules, "weasyprint", raising=False)
    monkeypatch.setattr(builtins, "__import__", without_pango)
    with pytest.raises(PdfUnavailableError, match="libpango"):
        render_pdf(PAGE.format(""))
