"""Full text in SQLite: the FTS5 table of migration 0002."""

from django.db import connection

from search.results import CLOSE, OPEN
from search.words import Terms

# title, names, subjects, summary, body
WEIGHTS = "10.0, 5.0, 5.0, 2.0, 1.0"
SUMMARY, BODY = 3, 4


def _expression(terms: Terms, *, every: bool) -> str:
    """Each term as a string of FTS5, so that nothing in it is syntax."""
    strings = ['"' + " ".join(words).replace('"', " ") + '"' for words in terms.all]
    return (" AND " if every else " OR ").join(strings)


def scores(terms: Terms, *, every: bool) -> dict[int, float]:
    """The entries that have every term, or any of them, with a score that is the higher the better it fits."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT rowid, -bm25(search_text, {WEIGHTS}) FROM search_text WHERE search_text MATCH %s",  # noqa: S608
            [_expression(terms, every=every)],
        )
        return dict(cursor.fetchall())


def titled(terms: Terms) -> list[int]:
    """The entries whose title has all terms."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rowid FROM search_text WHERE search_text MATCH %s",
            [f"title : ({_expression(terms, every=True)})"],
        )
        return [row[0] for row in cursor.fetchall()]


def passages(ids: list[int], terms: Terms) -> dict[int, list[str]]:
    """For each entry the passages of summary and text in which a term stands, with marks around it."""
    if not ids:
        return {}
    snippets = ", ".join(f"snippet(search_text, {column}, %s, %s, '…', 32)" for column in (SUMMARY, BODY))
    places = ", ".join("%s" for _ in ids)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT rowid, {snippets} FROM search_text WHERE search_text MATCH %s AND rowid IN ({places})",  # noqa: S608
            [OPEN, CLOSE, OPEN, CLOSE, _expression(terms, every=False), *ids],
        )
        return {row[0]: [passage for passage in row[1:] if OPEN in passage][:1] for row in cursor.fetchall()}
