"""Tables to take away: what a spreadsheet, a program and a person find in the file."""

import csv
import io
import json
import zipfile

import openpyxl
import pytest

from django.http import FileResponse, HttpResponse

from policytracker.core import exports
from policytracker.core.exports import Column, Export, download, is_like_a_formula

FORMULAS = [
    "=1+1",
    "+1",
    "-1+1",
    "@SUM(1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "  =1",
    "\u00a0=1",
    "\u200b=1",
    "\u202e=1",
    "＝1",
    "＋1",
    "－1",
    "＠SUM(1)",
    "﹦1",
    '=HYPERLINK("https://example.org/?"&A1,"here")',
    "=cmd|' /C calc'!A0",
]
HARMLESS = ["", "a=b", "1-2", "“=1”", "'=1", "e-mail", "— a dash", "−1 is a sign that counts nothing", "شكرا", "(=1)"]


def table(rows, **changes) -> Export:
    columns = [Column(name, lambda row, name=name: row[name]) for name in ("Title", "Number", "Many", "Whether")]
    return Export(**{"name": "test", "path": "/here/", "columns": columns, "items": rows, "as_json": dict} | changes)


def row(title: str = "A law", number: int = 1, many: tuple = (), whether: bool | None = None) -> dict:
    return {"Title": title, "Number": number, "Many": many, "Whether": whether}


def fetched(rf, form: str, rows: list[dict], **changes) -> HttpResponse:
    return download(rf.get("/"), table(rows, total=len(rows), **changes), form)


def body(response: HttpResponse) -> bytes:
    content = b"".join(response.streaming_content)
    # Closing the response would end a request, and with it connections to a database, of which there is none here.
    if isinstance(response, FileResponse):
        response.file_to_stream.close()
    return content


def csv_rows(response: HttpResponse) -> list[list[str]]:
    return list(csv.reader(io.StringIO(body(response).decode("utf-8-sig"), newline="")))


def sheet(response: HttpResponse):
    return openpyxl.load_workbook(io.BytesIO(body(response))).active


@pytest.mark.parametrize("text", FORMULAS)
def test_what_a_spreadsheet_may_run_is_seen(text):
    assert is_like_a_formula(text)


@pytest.mark.parametrize("text", HARMLESS)
def test_what_it_cannot_run_is_left_as_it_is(text):
    assert not is_like_a_formula(text)


def test_no_cell_of_a_csv_begins_like_a_formula(rf):
    rows = csv_rows(fetched(rf, "csv", [row(text, many=(text, "b")) for text in [*FORMULAS, *HARMLESS]]))
    disarmed = [f"'{text}".replace("\r", "\n") for text in FORMULAS]
    assert [cells[0] for cells in rows[1:]] == disarmed + HARMLESS
    assert [cells[2] for cells in rows[1 : len(FORMULAS) + 1]] == [f"{text}; b" for text in disarmed]


def test_cells_of_a_sheet_are_text_whatever_they_look_like_and_are_not_changed(rf):
    response = fetched(rf, "xlsx", [row(text) for text in FORMULAS])
    cells = [cells[0] for cells in sheet(response).iter_rows(min_row=2)]
    assert {cell.data_type for cell in cells} == {"s"}
    # Also when somebody edits or copies the cell.
    assert all(cell.quotePrefix for cell in cells)
    assert [cell.value for cell in cells] == [text.replace("\r", "\n") for text in FORMULAS]


def test_no_formula_is_written_into_a_sheet(rf):
    with zipfile.ZipFile(io.BytesIO(body(fetched(rf, "xlsx", [row(text) for text in FORMULAS])))) as book:
        xml = book.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in xml
    assert "hyperlink" not in xml


def test_json_is_data_and_keeps_everything(rf):
    text = '=1</script>\u2028"\\\0\ud7ff'
    answer = json.loads(body(fetched(rf, "json", [row(text), row("b", many=("x", "y"))])))
    assert [item["Title"] for item in answer["results"]] == [text, "b"]
    assert answer["total"] == 2
    assert answer["licence"] == "https://creativecommons.org/licenses/by/4.0/"
    assert answer["address"].endswith("/here/")


def test_nothing_is_a_table_too(rf):
    assert csv_rows(fetched(rf, "csv", [])) == [["Title", "Number", "Many", "Whether"]]
    assert json.loads(body(fetched(rf, "json", [])))["results"] == []
    assert sheet(fetched(rf, "xlsx", [])).max_row == 1


def test_cells_hold_texts_numbers_lists_and_yes_or_no(rf):
    rows = [row("a, “b”\nc\x00\x0b\ufffe", 7, ("x", "y"), True), row("d", -7, (), False), row("e", 0)]
    (_, *csv_lines) = csv_rows(fetched(rf, "csv", rows))
    assert csv_lines == [["a, “b”\nc", "7", "x; y", "yes"], ["d", "-7", "", "no"], ["e", "0", "", ""]]
    (_, *cells) = sheet(fetched(rf, "xlsx", rows)).iter_rows(values_only=True)
    assert cells == [("a, “b”\nc", 7, "x; y", "yes"), ("d", -7, None, "no"), ("e", 0, None, None)]


def test_a_text_longer_than_a_cell_is_cut_visibly(rf):
    (_, cells) = sheet(fetched(rf, "xlsx", [row("long " * 10_000)])).iter_rows(values_only=True)
    assert len(cells[0]) == exports.LONGEST_CELL
    assert cells[0].endswith("…")


def test_excel_reads_a_csv_as_utf_8(rf):
    assert body(fetched(rf, "csv", [row("Šiaulių")])).startswith(b"\xef\xbb\xbfTitle")


def test_a_file_has_a_name_a_licence_and_no_place_in_search_engines(rf):
    response = fetched(rf, "csv", [])
    assert response["Content-Disposition"].startswith('attachment; filename="policy-tracker-test-20')
    assert response["Link"] == '<https://creativecommons.org/licenses/by/4.0/>; rel="license"'
    assert response["X-Robots-Tag"] == "noindex"


def test_more_rows_than_a_sheet_holds_are_refused_in_words(rf):
    response = download(rf.get("/"), table([], total=exports.MOST_ROWS + 1), "xlsx")
    assert response.status_code == 400
    assert "A sheet holds 1048575 rows" in response.text


def test_rows_are_sent_while_they_are_read(rf):
    read = []

    def rows():
        for number in range(10_000):
            read.append(number)
            yield row("x" * 100, number)

    for form in ("csv", "json"):
        read.clear()
        pieces = iter(fetched(rf, form, [], items=rows()).streaming_content)
        next(pieces)
        assert 0 < len(read) < 1000


def broken_rows():
    yield row("first")
    raise ConnectionError("away")


def test_a_sheet_that_cannot_be_finished_is_not_begun(rf, tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    with pytest.raises(ConnectionError):
        fetched(rf, "xlsx", [], items=broken_rows())
    assert list(tmp_path.iterdir()) == []
