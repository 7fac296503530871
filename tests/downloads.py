"""What somebody finds who opens a file that the site has sent."""

import csv
import io
import json

import openpyxl


def content(response) -> bytes:
    assert response.status_code == 200
    # The test client closes it at its end, and spares the connection to the database that the test is using.
    return b"".join(response.streaming_content)


def csv_rows(response) -> list[dict[str, str]]:
    """The rows by the headings of their columns."""
    text = content(response).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def sheet(response):
    """The first sheet of a workbook."""
    return openpyxl.load_workbook(io.BytesIO(content(response))).active


def data(response) -> dict:
    return json.loads(content(response))
