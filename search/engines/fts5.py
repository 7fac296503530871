"""Full text in SQLite: the FTS5 table of migration 0002."""

from django.db import connection

from search.results import CLOSE, OPEN

# title, names, subjects, summary, body
WEIGHTS = "10.0, 5.0, 5.0, 2.0, 1.0"
SUMMARY, BODY = 3, 4


def _string(wording: str) -> str:
    """A wording as a string of FTS5, so that nothing in it is syntax."""
    return '"' + wording.replace('"', " ").replace("\0", " ") + '"'


def scores(wordings: list[str]) -> dict[int, float]:
    """The entries that have any of the wordings, each its words in a row, the higher the better they fit."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT rowid, -bm25(search_text, {WEIGHTS}) FROM search_text WHERE search_text MATCH %s",  # noqa: S608
            [" OR ".join(map(_string, wordings))],
        )
        return dict(cursor.fetchall())


def titled(words: list[str]) -> list[int]:
    """The entries whose title has all words."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rowid FROM search_text WHERE search_text MATCH %s",
            [f"title : ({' AND '.join(map(_string, words))})"],
        )
        return [row[0] for row in cursor.fetchall()]


def passages(ids: list[int], wordings: list[str]) -> dict[int, list[str]]:
    """For each entry the passages of summary and text in which a wording stands, with marks around it."""
    if not ids:
        return {}
    snippets = ", ".join(f"snippet(search_text, {column}, %s, %s, '…', 32)" for column in (SUMMARY, BODY))
    places = ", ".join("%s" for _ in ids)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT rowid, {snippets} FROM search_text WHERE search_text MATCH %s AND rowid IN ({places})",  # noqa: S608
            [OPEN, CLOSE, OPEN, CLOSE, " OR ".join(map(_string, wordings)), *ids],
        )
        return {row[0]: [passage for passage in row[1:] if OPEN in passage] for row in cursor.fetchall()}
