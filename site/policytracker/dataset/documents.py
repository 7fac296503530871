"""What stands beside the data: the description for programs, the dictionary and the guide for people. Pure."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from django.conf import settings

from policytracker.core.addresses import absolute
from policytracker.core.exports import LICENCE
from policytracker.dataset.fields import DELIMITER, Column
from policytracker.dataset.manifest import File, Manifest
from policytracker.dataset.tables import SOURCES, Table, tables

SUMS = "SHA256SUMS"
TITLE = "Policy Tracker: elections and the internet"
DESCRIPTION = (
    "What states, platforms and others do about elections on the internet: laws, strategies, codes and institutions "
    "with what they provide, promises of companies with what is reported and what is assessed of them, initiatives "
    "with the actions of the IGF 2024 recommendations that they carry out, and elections. Each record names its "
    "sources and says whether an editor has read one."
)
MEDIA_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "jsonl": "application/jsonl",
    "jsonld": "application/ld+json",
    "json": "application/json",
    "md": "text/markdown; charset=utf-8",
    "zip": "application/zip",
    SUMS: "text/plain; charset=utf-8",
}
KEYWORDS = ["elections", "internet governance", "disinformation", "platform accountability", "legislation", "IGF"]


def citation(manifest: Manifest) -> str:
    """How a version of the whole is cited."""
    year = f" ({manifest.year})" if manifest.year else ""
    return f"{TITLE}{year}. Data set, version {manifest.version}. {absolute('/data/')} (CC BY 4.0)"


def bibtex(manifest: Manifest) -> str:
    """The same for LaTeX. `@dataset` is biblatex; BibTeX reads it as `@misc`."""
    fields = {
        "author": f"{{{settings.WAGTAIL_SITE_NAME}}}",
        "title": f"{{{TITLE}}}",
        "year": manifest.year,
        "date": manifest.changed,
        "version": manifest.version,
        "url": absolute("/data/"),
        "note": f"Version {manifest.version}, CC BY 4.0",
    }
    lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items() if value)
    return f"@dataset{{policy-tracker-{manifest.version},\n{lines}\n}}\n"


def linked_data(manifest: Manifest | None = None) -> dict[str, Any]:
    """The data set as a node of schema.org; with what it consists of for a version of it."""
    node = {
        "@type": "Dataset",
        "@id": absolute("/data/"),
        "url": absolute("/data/"),
        "name": TITLE,
        "description": DESCRIPTION,
        "license": LICENCE,
        "isAccessibleForFree": True,
        "keywords": KEYWORDS,
        "creator": {"@type": "Organization", "name": settings.WAGTAIL_SITE_NAME, "url": absolute("/")},
    }
    if manifest is None:
        return node
    dated = {"dateModified": manifest.changed} if manifest.changed else {}
    downloads = [_download(manifest, file) for file in (manifest.archive, *manifest.files)]
    return node | dated | {"version": manifest.version, "distribution": downloads}


def _download(manifest: Manifest, file: File) -> dict[str, Any]:
    return {
        "@type": "DataDownload",
        "name": file.path,
        "contentUrl": absolute(f"/data/{manifest.version}/{file.path}"),
        "encodingFormat": media_type(file.path),
        "contentSize": f"{file.bytes} B",
        "sha256": file.sha256,
    }


def media_type(path: str) -> str:
    """By the end of a file's name."""
    return MEDIA_TYPES[path.rpartition(".")[2]]


def data_package(manifest: Manifest, changed: str) -> str:
    """datapackage.json, by Data Package 2.0."""
    by_path = {file.path: file for file in manifest.files}
    package = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "policy-tracker",
        "title": TITLE,
        "description": DESCRIPTION,
        "homepage": absolute("/data/"),
        "version": manifest.version,
        **({"created": changed} if changed else {}),
        "licenses": [{"name": "CC-BY-4.0", "path": LICENCE, "title": "Creative Commons Attribution 4.0"}],
        "contributors": [{"title": settings.WAGTAIL_SITE_NAME, "path": absolute("/"), "roles": ["publisher"]}],
        "keywords": KEYWORDS,
        "resources": [_resource(table, by_path[f"csv/{table.name}.csv"]) for table in tables()],
    }
    return json.dumps(package, ensure_ascii=False, indent=1) + "\n"


def _resource(table: Table, file: File) -> dict[str, Any]:
    targets = [(column, column.target) for column in table.all_columns if _is_foreign_key(column)]
    return {
        "name": table.name,
        "type": "table",
        "title": table.title,
        "path": file.path,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": file.bytes,
        "hash": f"sha256:{file.sha256}",
        "schema": {
            "$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
            "fields": [column.description for column in table.all_columns],
            "primaryKey": table.primary_key,
            **({"foreignKeys": [_foreign_key(column, *target) for column, target in targets]} if targets else {}),
        },
    }


def _is_foreign_key(column: Column) -> bool:
    """Lists refer too, but no program can follow them: their description says where to."""
    return bool(column.target) and column.description["type"] != "list"


def _foreign_key(column: Column, table: str, name: str) -> dict[str, Any]:
    return {"fields": [column.name], "reference": {"resource": table, "fields": [name]}}


def dictionary(described: Iterable[Table]) -> str:
    """All columns of all tables, for people."""
    lines = [
        "# Data dictionary",
        "",
        "Made from the models of the site. Dates are those of ISO 8601, times are in UTC; there are no other units.",
        f"Several values in one cell of a CSV file have “{DELIMITER}” between them; in JSON they are a list.",
        "An empty cell: it is not known, or there is none.",
    ]
    for table in described:
        lines += ["", f"## {table.name}", "", f"{table.title}. One row: {', '.join(table.primary_key)}.", ""]
        lines += ["| column | type | required | meaning |", "| --- | --- | --- | --- |"]
        lines += [_line(column) for column in table.all_columns]
        lines += _values(table)
    return "\n".join(lines) + "\n"


def _line(column: Column) -> str:
    required = "yes" if column.is_required else ""
    meaning = ". ".join(filter(None, [title_of(column).rstrip("."), column.description.get("description", "")]))
    return f"| `{column.name}` | {type_of(column)} | {required} | {_cell(meaning)} |"


def title_of(column: Column) -> str:
    title = column.description["title"]
    return title[:1].upper() + title[1:]


def type_of(column: Column) -> str:
    """The type in a word: what programs call a string may be a date known to the year."""
    if "pattern" in column.description.get("constraints", {}):
        return "date, as far as it is known"
    return {"list": "list of texts", "string": "text", "boolean": "yes or no"}.get(
        column.description["type"], column.description["type"]
    )


def values_of(column: Column) -> list[dict[str, str]]:
    """The allowed values of a column with their words; none where anything is allowed."""
    return column.description.get("categories") or column.description.get("itemCategories") or []


def _values(table: Table) -> Iterator[str]:
    for column in table.all_columns:
        if values := values_of(column):
            yield ""
            yield (
                f"Values of `{column.name}`: "
                + "; ".join(f"`{value['value']}` {_cell(value['label'])}" for value in values)
                + "."
            )


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def readme(manifest: Manifest) -> str:
    """The guide for whoever has the folder and nothing else."""
    counts = "\n".join(f"| {name} | {number} |" for name, number in manifest.counts.items())
    return f"""# {TITLE}

{DESCRIPTION}

Version **{manifest.version}**. The first part is the day of the newest change, the second tells this content from any
other: the same content has the same version and the same bytes.

## Licence
[Creative Commons Attribution 4.0]({LICENCE}). Say where it is from, and say what you changed. The summaries are the
editors' own and no legal advice.

## How to cite
{citation(manifest)}

Single records: `/id/<id>` at {absolute("/")} stays; `/id/<id>.bib` and `.ris` are for reference managers.

## What there is
| table | rows |
| --- | --- |
{counts}

- `csv/`: a file for each kind of record, and one for each sort of row that hangs on records. UTF-8, RFC 4180. A text
  that a spreadsheet would take for a formula has an apostrophe before it; JSON has it as it is.
- `csv/{SOURCES}.csv`: the sources of all records.
- `jsonl/`: a file for each kind of record, a record a line, with its rows in it.
- `policy-tracker.jsonld`: all records in the words of schema.org.
- `datapackage.json`: the description of the CSV files for programs (Frictionless Data Package 2.0).
- `DICTIONARY.md`: the same for people.

## Read it right
- What is *reported* is what the one who promised says; what is *assessed* rests on evidence of somebody else. Each row
  of a history says which; the newest row of each is the present status.
- `verification` says whether an editor has read a source (`read`) or only names it (`recalled`).
- What is not in the data was not found or not looked for. Only a row in `jurisdiction_findings` says that somebody
  looked.

## Is it whole?
`sha256sum -c SHA256SUMS` in this folder.
"""
