"""From HTML to PDF/UA-1, with nothing but the site's own static files."""

import mimetypes
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.utils.translation import gettext as _


class PdfUnavailableError(Exception):
    """The system libraries that draw text are missing on this machine."""


class ForbiddenAddressError(Exception):
    """A document asked for something that is not a static file of the site."""


def render_pdf(html: str) -> bytes:
    """The document as PDF/UA-1, links relative to the public address of the site.

    Raises ForbiddenAddressError when it would load anything but the site's static files, PdfUnavailableError when the
    machine cannot make PDFs.
    """
    try:
        # Slow to import, and impossible without Pango: only those who want a PDF pay for it.
        import weasyprint
        from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse
    except OSError as error:
        raise PdfUnavailableError(
            _("PDFs need the system library Pango, which is missing here (%(error)s). See “Briefings” in the docs.")
            % {"error": error}
        ) from error

    class StaticFiles(URLFetcher):
        """Answers from the disk, and refuses all that would need a network or another part of the disk."""

        def fetch(self, url, headers=None):
            path = static_file(url)
            content_type = mimetypes.guess_type(path)[0] or "application/octet-stream"
            return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": content_type})

    document = weasyprint.HTML(
        string=html,
        base_url=f"{settings.WAGTAILADMIN_BASE_URL}/",
        url_fetcher=StaticFiles(allowed_protocols=[], fail_on_errors=True),
    )
    try:
        return document.write_pdf(pdf_variant="pdf/ua-1")
    except FatalURLFetchingError as error:
        raise ForbiddenAddressError(str(error.__cause__)) from error


def static_file(url: str) -> Path:
    """Where the static file with this address lies on the disk; ForbiddenAddressError for everything else."""
    own, asked = urlsplit(f"{settings.WAGTAILADMIN_BASE_URL}{settings.STATIC_URL}"), urlsplit(url)
    if asked[:2] != own[:2] or not asked.path.startswith(own.path):
        raise ForbiddenAddressError(url)
    return static_path(unquote(asked.path.removeprefix(own.path)))


def static_path(name: str) -> Path:
    """Where a static file lies on the disk, by its name, with or without the hash that production adds."""
    found = finders.find(name) or (staticfiles_storage.exists(name) and staticfiles_storage.path(name))
    if not found:
        raise ForbiddenAddressError(name)
    return Path(found)
