"""The content security policies: one for readers, one for Wagtail's admin.

The userbar that editors see on public pages keeps to the readers' policy. The admin cannot: Wagtail starts its inline
panels and date fields with scripts in the page.
"""

from csp.constants import NONE, SELF, UNSAFE_INLINE

PUBLIC_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [SELF],
        "object-src": [NONE],
    },
}
ADMIN_POLICY = {
    "default-src": [SELF],
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "form-action": [SELF],
    "base-uri": [NONE],
    "frame-ancestors": [SELF],
    "object-src": [NONE],
}


class AdminPolicy:
    """Gives the pages of the admin their own policy. Stands after django-csp's middleware, which writes the header."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.path.startswith("/admin/"):
            response._csp_config = ADMIN_POLICY
        return response
