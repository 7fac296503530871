"""For those who watch the site."""

from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from search import service


@never_cache
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """Whether the site can answer: 200, or 503 where its database cannot be reached."""
    try:
        return JsonResponse({"database": connection.vendor, "search": service.state()})
    except DatabaseError:
        return JsonResponse({"database": None, "search": None}, status=503)
