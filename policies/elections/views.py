"""The month calendar of elections and their feed. The list is a page: see `models.ElectionIndexPage`."""

import hashlib

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control
from django.views.decorators.http import require_safe

from policies.elections.feed import feed
from policies.elections.listing import asked_for, drawn


@require_safe
def month(request: HttpRequest) -> HttpResponse:
    """A month, as a table."""
    today = timezone.localdate()
    asked = asked_for(request.GET)
    context = {"asked": asked, "drawn": drawn(asked, today), "today": today}
    return render(request, "policies/election_calendar.html", context)


@require_safe
def calendar_feed(request: HttpRequest) -> HttpResponse:
    """The calendar file. One that asks for what is not known is refused: nobody would see a remark on it."""
    asked = asked_for(request.GET)
    if asked.problems:
        return HttpResponse("\n".join(asked.problems), status=400, content_type="text/plain; charset=utf-8")
    content = feed(asked.elections)
    etag = f'"{hashlib.sha256(content).hexdigest()[:40]}"'
    response = get_conditional_response(request, etag=etag) or HttpResponse(
        content, content_type="text/calendar; charset=utf-8"
    )
    response["ETag"] = etag
    patch_cache_control(response, public=True, max_age=3600)
    return response
