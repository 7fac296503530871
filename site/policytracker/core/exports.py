"""Tables to take away, as CSV, as a sheet for spreadsheets and as JSON, however long they are.

Nothing here holds more than a few rows. CSV and JSON are sent while they are read; what breaks off in the middle ends
the connection, and says so: see `_lines`. A sheet is a ZIP with its contents at the end, so it is written to a file on
the disk before its first byte is sent.

Cells hold what outsiders wrote. A spreadsheet takes a text that begins like a formula for one, and may run it: in CSV
such a text gets an apostrophe before it, in a sheet it is marked as text and stays as it is. JSON is left alone.
"""

import csv
import io
import json
import re
import tempfile
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import xlsxwriter

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import register_converter
from django.urls.converters import StringConverter
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from policytracker.core.addresses import absolute

LICENCE = "https://creativecommons.org/licenses/by/4.0/"
TYPES = {
    "csv": "text/csv; charset=utf-8; header=present",
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
# What a sheet can hold: rows below the header, and characters in a cell.
MOST_ROWS = 1_048_575
LONGEST_CELL = 32_767
# Sent at once, in characters.
CHUNK = 60_000
# With it Excel reads a file as UTF-8.
BYTE_ORDER_MARK = "\ufeff"
UNSHOWABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
LINE_END = re.compile("\r\n?")

Cell = str | int | bool | None | Sequence[str]


class Form(StringConverter):
    """The part of an address that says in which form a table is wanted."""

    regex = "|".join(TYPES)


register_converter(Form, "export_form")


@dataclass(frozen=True)
class Column:
    """A column: what stands above it, and how its cell is read from an item. Several values stand in one cell."""

    label: str
    read: Callable[[Any], Cell]


@dataclass(frozen=True)
class Export:
    """A table: `items` may be read once and may be many; `path` is where the site shows the same.

    `label` of the columns is read at once, in the reader's language; the items when the reader takes them.
    """

    name: str
    path: str
    columns: Sequence[Column]
    items: Iterable[Any]
    as_json: Callable[[Any], dict]
    total: int

    @property
    def about(self) -> dict:
        """What somebody who gets the file alone has to know."""
        return {
            "source": settings.WAGTAIL_SITE_NAME,
            "address": absolute(self.path),
            "licence": LICENCE,
            "data_date": timezone.localdate().isoformat(),
            "total": self.total,
        }


def download(request: HttpRequest, export: Export, form: str) -> HttpResponse:
    """The table as a file in one of the forms. Of a sheet the items are read here, and raise what they raise."""
    if form == "xlsx" and export.total > MOST_ROWS:
        sentence = _("A sheet holds %(number)d rows, and these are more. Take them as CSV or JSON, or fewer of them.")
        return refused(request, [sentence % {"number": MOST_ROWS}])
    if request.method == "HEAD":
        response = HttpResponse(content_type=TYPES[form])
    elif form == "xlsx":
        response = FileResponse(_sheet(export), content_type=TYPES[form])
    else:
        lines = _csv(export) if form == "csv" else _json(export)
        response = StreamingHttpResponse(lines, content_type=TYPES[form])
    name = f"policy-tracker-{export.name}-{timezone.localdate()}.{form}"
    response["Content-Disposition"] = content_disposition_header(True, name)
    response["Link"] = f'<{LICENCE}>; rel="license"'
    response["X-Robots-Tag"] = "noindex"
    return response


def refused(request: HttpRequest, problems: list[str], status: int = 400) -> HttpResponse:
    """Why there is no file, in words. A file that is handed on must hold what was asked for, all of it or nothing."""
    return render(request, "components/no_file.html", {"problems": problems}, status=status)


def is_like_a_formula(text: str) -> bool:
    """Whether a spreadsheet may take a text for a formula: also in full width, and behind what nobody sees."""
    if text[:1] in ("\t", "\r", "\n"):
        return True
    visible = (letter for letter in text if not (letter.isspace() or unicodedata.category(letter) == "Cf"))
    return unicodedata.normalize("NFKC", next(visible, " ")) in ("=", "+", "-", "@")


def _shown(cell: Cell) -> str | int:
    """A cell as a number or as a text, without what no program can show, and with one sort of line end."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return _("yes") if cell else _("no")
    if isinstance(cell, int):
        return cell
    text = cell if isinstance(cell, str) else "; ".join(cell)
    return LINE_END.sub("\n", UNSHOWABLE.sub("", text))


def _disarmed(cell: str | int) -> str | int:
    return f"'{cell}" if isinstance(cell, str) and is_like_a_formula(cell) else cell


def csv_writer() -> Callable[[Iterable[Cell]], str]:
    """A function from cells to their line of CSV, in which nothing can be taken for a formula."""
    buffer = io.StringIO()
    write = csv.writer(buffer).writerow

    def line(cells: Iterable[Cell]) -> str:
        buffer.seek(0)
        buffer.truncate()
        write(_disarmed(_shown(cell)) for cell in cells)
        return buffer.getvalue()

    return line


def _csv(export: Export) -> Iterator[str]:
    """A row a record, in UTF-8 with a byte order mark, as RFC 4180 has it."""
    header = [column.label for column in export.columns]
    warning = _("THIS FILE IS NOT COMPLETE: the server broke off. Download it again.")
    return _chunks(_lines(export, header, warning))


def _lines(export: Export, header: list[str], warning: str) -> Iterator[str]:
    """Breaking off is shown twice. The error ends the connection without its last piece, which browsers and programs
    report; where a proxy hides that, the last row says so."""
    line = csv_writer()
    yield BYTE_ORDER_MARK + line(header)
    try:
        for item in export.items:
            yield line(column.read(item) for column in export.columns)
    except Exception:
        yield line([warning])
        raise


def _json(export: Export) -> Iterator[str]:
    """One object that ends with `results`. What breaks off has no end and is not JSON."""
    about = json.dumps(export.about, ensure_ascii=False)
    return _chunks(_objects(export, about))


def _objects(export: Export, about: str) -> Iterator[str]:
    yield f'{about[:-1]}, "results": ['
    separator = "\n"
    for item in export.items:
        yield separator + json.dumps(export.as_json(item), ensure_ascii=False, cls=DjangoJSONEncoder)
        separator = ",\n"
    yield "\n]}\n"


def _chunks(texts: Iterator[str]) -> Iterator[str]:
    """The same in larger pieces. What came before an error is sent before it is raised."""
    held: list[str] = []
    size = 0
    try:
        for text in texts:
            held.append(text)
            size += len(text)
            if size > CHUNK:
                yield "".join(held)
                held, size = [], 0
    except Exception:
        yield "".join(held)
        raise
    yield "".join(held)


def _sheet(export: Export) -> io.IOBase:
    """A workbook with one sheet, in a file that is gone once it is closed."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 - whoever sends it closes it
    try:
        with tempfile.TemporaryDirectory() as folder:
            options = {"constant_memory": True, "tmpdir": folder}
            with xlsxwriter.Workbook(file, options) as workbook:
                _fill(workbook, export)
    except BaseException:
        file.close()
        raise
    file.seek(0)
    return file


def _fill(workbook: xlsxwriter.Workbook, export: Export) -> None:
    about = export.about
    workbook.set_properties({"title": about["address"], "comments": f"{about['source']}, {about['licence']}"})
    heading, text_only = workbook.add_format({"bold": True}), workbook.add_format({"quote_prefix": True})
    sheet = workbook.add_worksheet()
    if get_language_bidi():
        sheet.right_to_left()
    sheet.freeze_panes(1, 1)
    sheet.set_column(0, len(export.columns) - 1, 24)
    for place, column in enumerate(export.columns):
        sheet.write_string(0, place, column.label, heading)
    row = 0
    for row, item in enumerate(export.items, start=1):
        for place, column in enumerate(export.columns):
            shown = _shown(column.read(item))
            if isinstance(shown, int):
                sheet.write_number(row, place, shown)
            elif shown:
                text = shown if len(shown) <= LONGEST_CELL else shown[: LONGEST_CELL - 1] + "…"
                sheet.write_string(row, place, text, text_only if is_like_a_formula(text) else None)
    sheet.autofilter(0, 0, row, len(export.columns) - 1)
