"""What all answers of the public API have in common, whichever app gives them."""

from hashlib import sha256

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.translation import gettext as _

PREFIX = "/api/v1/"


def etag_of(content: bytes) -> str:
    """By which an answer is told from another."""
    return f'"{sha256(content).hexdigest()[:32]}"'


class ApiAnswers:
    """Below /api/v1/ every failure is said in the same JSON, and every answer can be asked for by its ETag.

    HEAD is answered as GET is, without the body. The ETag is a digest of the answer, so it is never wrong; an answer
    in which something changes that does not matter sets its own.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path.startswith(PREFIX):
            return self.get_response(request)
        is_head = request.method == "HEAD"
        if is_head:
            request.method = "GET"
        response = _conditional(request, self.get_response(request))
        if response.status_code >= 400:
            response = _in_words(response)
        if is_head:
            request.method = "HEAD"
            response.content = b""
        return response


def nothing_there(request: HttpRequest, address: str) -> HttpResponse:
    """Any other address below /api/v1/: without this, one without a slash would be sent to one with a slash."""
    raise Http404


def _conditional(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    if request.method != "GET" or response.status_code != 200:
        return response
    if not response.has_header("ETag"):
        response["ETag"] = etag_of(response.content)
    if not response.has_header("Cache-Control"):
        # Kept by anybody, and asked about each time: most questions are answered with 304.
        patch_cache_control(response, public=True, no_cache=True)
    return get_conditional_response(request, etag=response["ETag"], response=response)


def _in_words(response: HttpResponse) -> HttpResponse:
    """A failure as data. What the API says itself stays; pages for people, and nothing at all, become words."""
    if response.get("Content-Type", "").startswith("application/json"):
        return response
    if settings.DEBUG and response.status_code >= 500:
        return response
    words = {
        400: _("This request could not be understood."),
        404: _("There is nothing at this address: /api/v1/docs says what there is."),
        405: _("The API can only be read: GET, HEAD or OPTIONS."),
        412: _("This has changed since you read it."),
    }
    problem = words.get(response.status_code, _("This could not be answered. Try again later."))
    answer = JsonResponse({"problems": [problem]}, status=response.status_code)
    if response.has_header("Allow"):
        answer["Allow"] = "GET, HEAD, OPTIONS"
    return answer
