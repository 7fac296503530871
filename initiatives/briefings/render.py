"""From contents to HTML and PDF. Both come from one template; a PDF is made once for each version."""

import hashlib
from importlib.metadata import version as installed_version

from django.core.cache import caches
from django.template.loader import render_to_string

from initiatives.briefings.contents import BriefingContents
from policytracker.core.locks import one_at_a_time
from policytracker.core.pdf import render_pdf, static_path

STYLESHEET = "css/briefing.css"


def render_html(contents: BriefingContents, pdf_address: str) -> str:
    return render_to_string("briefings/briefing.html", {"briefing": contents, "pdf_address": pdf_address})


def version_of(html: str) -> str:
    """What a finished PDF is known by: it changes with the words, the template, the styles and WeasyPrint."""
    parts = (html, static_path(STYLESHEET).read_text(), installed_version("weasyprint"))
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:40]


def finished_pdf(html: str, version: str) -> bytes:
    """The PDF of this version, from the cache where it has been made before."""
    cache = caches["briefings"]
    pdf = cache.get(version)
    if pdf is None:
        # Rendering fills a processor and much memory.
        with one_at_a_time("briefings"):
            pdf = cache.get(version)
            if pdf is None:
                pdf = render_pdf(html)
                cache.set(version, pdf)
    return pdf
