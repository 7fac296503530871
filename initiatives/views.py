"""Views of the tracker that are not pages."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from initiatives import gathering, querysets
from initiatives.exports import recommendation_export, tracker_export
from initiatives.models import TrackerPage
from policies.querysets import public
from policytracker.core.exports import download


@require_safe
def tracker(request: HttpRequest, form: str) -> HttpResponse:
    """What is counted of each action, as a file."""
    page = public(TrackerPage.objects.all()).first()
    if page is None:
        raise Http404
    return download(request, tracker_export(gathering.recommendations(timezone.localdate()), page.url or ""), form)


@require_safe
def recommendation(request: HttpRequest, number: int, form: str) -> HttpResponse:
    """What bears on the actions of a recommendation, as a file."""
    language = get_language() or "en"
    pages = querysets.recommendations().filter(number=number).select_related("locale")
    # Its versions in other languages have the same number.
    page = min(pages, key=lambda page: page.locale.language_code != language, default=None)
    if page is None:
        raise Http404
    return download(request, recommendation_export(gathering.recommendation(page, timezone.localdate())), form)
