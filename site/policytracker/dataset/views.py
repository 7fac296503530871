"""The data set over HTTP: a page about it, its dictionary, and its files as they lie on the disk."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from policytracker.core.exports import LICENCE
from policytracker.dataset import documents, published
from policytracker.dataset.tables import tables
from policytracker.dataset.writing import LINKED_DATA

# A version never changes.
YEAR = 31_536_000


@require_safe
def data(request: HttpRequest) -> HttpResponse:
    """What there is, in which version, under which licence, how it is cited and how it is checked."""
    manifest = published.present()
    context = {
        "manifest": manifest,
        "sheets": [(table, manifest.file(f"csv/{table.name}.csv")) for table in tables()],
        "kinds": [manifest.file(f"jsonl/{name}.jsonl") for name in manifest.counts],
        "linked_data_file": manifest.file(LINKED_DATA),
        "citation": documents.citation(manifest),
        "bibtex": documents.bibtex(manifest),
        "node": documents.linked_data(manifest),
        "kept": published.KEPT,
    }
    return render(request, "dataset/data.html", context)


@require_safe
def dictionary(request: HttpRequest) -> HttpResponse:
    """All columns of all tables, with their meaning and what may stand in them."""
    described = [
        {
            "table": table,
            "columns": [
                {
                    "name": column.name,
                    "type": documents.type_of(column),
                    "required": column.is_required,
                    "title": documents.title_of(column),
                    "meaning": column.description.get("description", ""),
                    "values": documents.values_of(column),
                }
                for column in table.all_columns
            ],
        }
        for table in tables()
    ]
    return render(request, "dataset/dictionary.html", {"described": described})


@require_safe
def latest(request: HttpRequest, name: str) -> HttpResponse:
    """A file of the present version, under an address that stays."""
    manifest = published.present()
    wanted = manifest.archive.path if name == "policy-tracker.zip" else name
    if manifest.file(wanted) is None:
        raise Http404
    return redirect("data_file", version=manifest.version, name=wanted)


@require_safe
def file(request: HttpRequest, version: str, name: str) -> HttpResponse:
    """A file of a version, sent from the disk as it is read; 304 where the reader has it."""
    manifest = published.kept(version)
    found = manifest and manifest.file(name)
    if not found:
        raise Http404
    etag = f'"{found.sha256}"'
    response = get_conditional_response(request, etag=etag)
    if response is None:
        # Closed by whoever sends it.
        content = (published.folder(version) / found.path).open("rb")
        response = FileResponse(content, content_type=documents.media_type(found.path))
        file_name = found.path.rpartition("/")[2]
        response["Content-Disposition"] = content_disposition_header(True, file_name)
        response["Link"] = f'<{LICENCE}>; rel="license"'
    response["ETag"] = etag
    response["X-Robots-Tag"] = "noindex"
    patch_cache_control(response, public=True, max_age=YEAR, immutable=True)
    return response
