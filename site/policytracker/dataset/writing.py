"""The data set as files in a folder. The same content gives the same bytes, file by file, and so the same version."""

import hashlib
import json
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import translation

from policytracker.core.exports import csv_writer
from policytracker.dataset import documents, reading
from policytracker.dataset.manifest import File, Manifest
from policytracker.dataset.tables import SOURCES, Kind, Table, kinds, tables
from search.linked_data import CONTEXT, linked_data
from search.models import Entry

NAME = "policy-tracker"
LINKED_DATA = f"{NAME}.jsonld"
BLOCK = 1 << 20


def write(folder: Path) -> Manifest:
    """Write all files into an empty folder, and the whole of them as an archive beside them."""
    with translation.override(settings.LANGUAGE_CODE):
        return _write(folder)


def _write(folder: Path) -> Manifest:
    rows, changed = _write_tables(folder)
    rows[LINKED_DATA] = _write_linked_data(folder / LINKED_DATA)
    data = tuple(_file(folder, path, rows[path]) for path in sorted(rows))
    day = changed[:10]
    version = f"{day or 'empty'}-{_digest(data)}"
    counts = {kind.name: rows[_jsonl(kind)] for kind in kinds()}
    bare = Manifest(version, day, counts, data)
    texts = {
        "DICTIONARY.md": documents.dictionary(tables()),
        "datapackage.json": documents.data_package(bare, changed),
        "README.md": documents.readme(bare),
    }
    for path, text in texts.items():
        (folder / path).write_text(text, encoding="utf-8", newline="\n")
    described = (*data, *(_file(folder, path) for path in sorted(texts)))
    (folder / documents.SUMS).write_text("".join(f"{file.sha256}  {file.path}\n" for file in described), newline="\n")
    files = (*described, _file(folder, documents.SUMS))
    archive = f"{NAME}-{version}.zip"
    _pack(folder, archive, [file.path for file in files], day)
    return Manifest(version, day, counts, files, _file(folder, archive))


def _digest(files: Iterable[File]) -> str:
    """By which content is told from other content."""
    return hashlib.sha256("".join(f"{file.path} {file.sha256}\n" for file in files).encode()).hexdigest()[:8]


def _jsonl(kind: Kind) -> str:
    return f"jsonl/{kind.name}.jsonl"


def _csv(table: Table) -> str:
    return f"csv/{table.name}.csv"


class _Sheet:
    """A CSV file that is being written."""

    def __init__(self, path: Path, table: Table, stack: ExitStack):
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file = stack.enter_context(path.open("w", encoding="utf-8", newline=""))
        self._line = csv_writer()
        self._columns = [column.name for column in table.columns]
        self.rows = 0
        self._file.write(self._line(column.name for column in table.all_columns))

    def add(self, item: dict[str, Any], *places: str | int) -> None:
        self._file.write(self._line([*places, *(item[name] for name in self._columns)]))
        self.rows += 1


def _write_tables(folder: Path) -> tuple[dict[str, int], str]:
    """The number of rows by file, and the moment of the newest change of a record."""
    known = reading.names()
    rows, changed = {}, ""
    with ExitStack() as stack:
        sheets = {table.name: _Sheet(folder / _csv(table), table, stack) for table in tables()}
        (folder / "jsonl").mkdir()
        for kind in kinds():
            with (folder / _jsonl(kind)).open("w", encoding="utf-8", newline="\n") as lines:
                for item in reading.items(kind, known):
                    lines.write(json.dumps(item, ensure_ascii=False) + "\n")
                    _add_rows(kind, item, sheets)
                    changed = max(changed, item.get("updated", ""))
            rows[_jsonl(kind)] = sheets[kind.name].rows
    return rows | {_csv(table): sheets[table.name].rows for table in tables()}, changed


def _add_rows(kind: Kind, item: dict[str, Any], sheets: dict[str, _Sheet]) -> None:
    sheets[kind.name].add(item)
    for relation, table in kind.rows.items():
        places = [kind.name, item["id"]] if relation == SOURCES else [item["id"]]
        for position, row in enumerate(item[relation], start=1):
            sheets[table.name].add(row, *places, position)


def _write_linked_data(path: Path) -> int:
    """The data set and all records as one graph of schema.org; a line a record."""
    number = 0
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(f'{{"@context": "{CONTEXT}", "@graph": [\n')
        file.write(json.dumps(documents.linked_data(), ensure_ascii=False))
        for node in _nodes():
            number += 1
            file.write(",\n" + json.dumps(node, ensure_ascii=False))
        file.write("\n]}\n")
    return number


def _nodes() -> Iterator[dict[str, Any]]:
    entries = Entry.objects.present().filter(locale=settings.LANGUAGE_CODE).order_by("record_id", "kind", "page_id")
    seen = set()
    for entry in entries.iterator(chunk_size=reading.CHUNK):
        node = linked_data(entry)
        # A record that is shown in two places has two entries.
        if node and (entry.kind, entry.record_id) not in seen:
            seen.add((entry.kind, entry.record_id))
            yield node


def _file(folder: Path, path: str, rows: int | None = None) -> File:
    with (folder / path).open("rb") as file:
        return File(path, (folder / path).stat().st_size, hashlib.file_digest(file, "sha256").hexdigest(), rows)


def _pack(folder: Path, archive: str, paths: list[str], day: str) -> None:
    """All files in one, dated by the data: an archive that knew when it was made would differ each time."""
    moment = date.fromisoformat(day) if day else date(1980, 1, 1)
    top = archive.removesuffix(".zip")
    with zipfile.ZipFile(folder / archive, "w", zipfile.ZIP_DEFLATED) as packed:
        for path in paths:
            about = zipfile.ZipInfo(f"{top}/{path}", (moment.year, moment.month, moment.day, 0, 0, 0))
            about.compress_type = zipfile.ZIP_DEFLATED
            about.external_attr = 0o644 << 16
            about.create_system = 3
            with (folder / path).open("rb") as file, packed.open(about, "w") as target:
                while block := file.read(BLOCK):
                    target.write(block)
