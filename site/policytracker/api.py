"""The public API, version 1: read-only, open to all, described by OpenAPI."""

from ninja import NinjaAPI

from initiatives.api import router as recommendations_router
from policies.api import router as policies_router
from policytracker.core.http import RefusedError
from search.api import router as search_router

api = NinjaAPI(
    title="Policy Tracker",
    version="1",
    description="National approaches, platform commitments and initiatives on elections and the internet.",
    urls_namespace="api",
    docs_url="/docs",
    openapi_url="/openapi.json",
)
api.add_router("", search_router)
api.add_router("", recommendations_router)
api.add_router("", policies_router)


@api.exception_handler(RefusedError)
def refused(request, error):
    """What an address asks for cannot be given: why, in words."""
    return api.create_response(request, {"problems": error.problems}, status=400)
