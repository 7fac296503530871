"""For those who watch the site, and for programs that look through it."""

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_safe

from policytracker.core.addresses import absolute
from policytracker.operations import sitemap
from search import service

for_an_hour = cache_control(public=True, max_age=3600)


@never_cache
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """Whether the site can answer: 200, or 503 where its database cannot be reached."""
    try:
        return JsonResponse({"database": connection.vendor, "search": service.state()})
    except DatabaseError:
        return JsonResponse({"database": None, "search": None}, status=503)


@require_safe
@for_an_hour
def robots(request: HttpRequest) -> HttpResponse:
    """What programs leave alone: what has no end, such as searches, and what is nobody's but a reader's."""
    languages = [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
    context = {
        "prefixes": ["/", *(f"/{code}/" for code in languages)],
        "sitemap": absolute(reverse("sitemap")),
    }
    return render(request, "robots.txt", context, content_type="text/plain; charset=utf-8")


@require_safe
@for_an_hour
def sitemap_index(request: HttpRequest) -> StreamingHttpResponse:
    return StreamingHttpResponse(sitemap.index(), content_type="application/xml")


@require_safe
@for_an_hour
def sitemap_file(request: HttpRequest, number: int) -> StreamingHttpResponse:
    if not 1 <= number <= sitemap.files():
        raise Http404
    return StreamingHttpResponse(sitemap.file(number), content_type="application/xml")
