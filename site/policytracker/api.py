"""The public API, version 1: read-only, open to all, described by OpenAPI."""

import json
from pathlib import Path
from typing import Any

from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from initiatives.api import router as recommendations_router
from policies.api import router as policies_router
from policies.elections.api import router as elections_router
from policytracker.core.http import RefusedError
from search.api import router as search_router

# For each address the values of its parameters, and what is then answered: real answers, shortened.
EXAMPLES = Path(__file__).parent / "api_examples.json"
DESCRIPTION = """National approaches, platform commitments and initiatives on elections and the internet.

- Everything can be read by anybody, also by scripts of other sites (CORS), and nothing can be written. The records are
  licensed under [CC BY 4.0](https://creativecommons.org/licenses/by/4.0/).
- Every failure is `{"problems": ["…"]}`: why, in words.
- Every answer has an `ETag`. Send it back as `If-None-Match`: what has not changed is answered with 304 and no body.
- Lists have `next`, the address of what follows, or null at the end.
- Everything at once is the [data set](/data/)."""


class PublicAPI(NinjaAPI):
    """Describes itself with an example for every address."""

    def get_openapi_schema(self, **options: Any) -> OpenAPISchema:
        described = super().get_openapi_schema(**options)
        for path, example in json.loads(EXAMPLES.read_text(encoding="utf-8")).items():
            operation = described["paths"].get(path, {}).get("get")
            if operation is not None:
                _exemplify(operation, example)
        return described


def _exemplify(operation: dict, example: dict) -> None:
    for parameter in operation["parameters"]:
        if parameter["name"] in example["parameters"]:
            parameter["example"] = example["parameters"][parameter["name"]]
    answers = operation["responses"]
    answers[200]["content"]["application/json"]["example"] = example["answer"]
    answers[304] = {"description": "Not changed since the `ETag` that was sent as `If-None-Match`."}


api = PublicAPI(
    title="Policy Tracker",
    version="1",
    description=DESCRIPTION,
    urls_namespace="api",
    docs_url="/docs",
    openapi_url="/openapi.json",
)
api.add_router("", search_router)
api.add_router("", recommendations_router)
api.add_router("", policies_router)
api.add_router("", elections_router)


def _refused(request: HttpRequest, problems: list[str], status: int) -> HttpResponse:
    return api.create_response(request, {"problems": problems}, status=status)


@api.exception_handler(RefusedError)
def _cannot_be_given(request: HttpRequest, error: RefusedError) -> HttpResponse:
    return _refused(request, error.problems, 400)


@api.exception_handler(ValidationError)
def _not_understood(request: HttpRequest, error: ValidationError) -> HttpResponse:
    return _refused(request, [f"“{found['loc'][-1]}”: {found['msg']}" for found in error.errors], 400)


@api.exception_handler(Http404)
def _not_there(request: HttpRequest, error: Http404) -> HttpResponse:
    return _refused(request, [_("There is nothing at this address: /api/v1/docs says what there is.")], 404)


@api.exception_handler(HttpError)
def _failed(request: HttpRequest, error: HttpError) -> HttpResponse:
    return _refused(request, [str(error)], error.status_code)
