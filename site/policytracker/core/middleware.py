"""What happens around every request."""

from django.db import transaction

READING = ("GET", "HEAD", "OPTIONS")


class AtomicWrites:
    """Runs the view of a request that may write in one transaction: a page, its projection and its log, or nothing.

    Requests that only read get none. Django's ATOMIC_REQUESTS would give them one too, and where every transaction
    takes SQLite's write lock, readers would wait for the editor and for each other.
    It must be the last middleware, since it calls the view itself.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, arguments, keywords):
        if request.method in READING:
            return None
        with transaction.atomic():
            return view(request, *arguments, **keywords)
