"""What happens around every request."""

from django.core.exceptions import TooManyFieldsSent
from django.db import transaction
from django.http import JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.defaults import bad_request

from policytracker.core import as_of
from policytracker.core.http import RefusedError

READING = ("GET", "HEAD", "OPTIONS")


class ReadableAddress:
    """Answers an address with more parameters than Django reads, before anything asks for them.

    Django would answer too, but with a page where the API answers with data, and in development with an error.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        try:
            request.GET  # noqa: B018 - it is read here, and kept
        except TooManyFieldsSent as error:
            if request.path.startswith("/api/"):
                return JsonResponse(
                    {"problems": [_("The address holds more parameters than can be read.")]}, status=400
                )
            return bad_request(request, error)
        return self.get_response(request)


class Refusals:
    """Answers what a view refuses with the reasons, in words: as a page, or as data from the API."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        return _refused(request, exception) if isinstance(exception, RefusedError) else None


class PastDays:
    """Refuses files and data as of a past day where there are none, rather than give those of today.

    A page is given, and says itself that it is of today.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        is_page = response.get("Content-Type", "").startswith("text/html")
        if response.status_code != 200 or is_page or not as_of.is_ignored(request):
            return response
        response.close()
        problem = _("This is always of today: leave “as_of” out.")
        return _refused(request, RefusedError([problem], as_of.without(request)))


def _refused(request, error: RefusedError):
    if request.path.startswith("/api/"):
        return JsonResponse({"problems": error.problems}, status=400)
    return render(request, "refused.html", {"problems": error.problems, "instead": error.instead}, status=400)


class AtomicWrites:
    """Runs the view of a request that may write in one transaction: a page, its projection and its log, or nothing.

    Requests that only read get none. Django's ATOMIC_REQUESTS would give them one too, and where every transaction
    takes SQLite's write lock, readers would wait for the editor and for each other. A view that is marked with Django's
    `non_atomic_requests` has transactions of its own, since it waits for something else between them.
    It must be the last middleware, since it calls the view itself.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, arguments, keywords):
        if request.method in READING or getattr(view, "_non_atomic_requests", None):
            return None
        with transaction.atomic():
            return view(request, *arguments, **keywords)
