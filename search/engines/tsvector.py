"""Full text in PostgreSQL: the column `document` of migration 0002."""

from django.db import connection

from search.results import CLOSE, OPEN

# D, C, B, A: body, summary, names and subjects, title
WEIGHTS = "{0.1, 0.2, 0.5, 1.0}"
# Its ranks lie below one; those of SQLite, with which the weights of meanings were set, about ten times as high.
SCALE = 10
HEADLINE = f"StartSel={OPEN}, StopSel={CLOSE}, MaxWords=32, MinWords=16, MaxFragments=1, FragmentDelimiter=…"


def _any(wordings: list[str]) -> str:
    return "(" + " || ".join(["phraseto_tsquery('english', %s)"] * len(wordings)) + ")"


def _all(words: list[str]) -> str:
    return "(" + " && ".join(["plainto_tsquery('english', %s)"] * len(words)) + ")"


def scores(wordings: list[str]) -> dict[int, float]:
    """The entries that have any of the wordings, each its words in a row, the higher the better they fit."""
    query = _any(wordings)
    rank = f"{SCALE} * ts_rank('{WEIGHTS}', document, {query}, 1)"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT id, {rank} FROM search_entry WHERE document @@ {query}",  # noqa: S608
            [*wordings, *wordings],
        )
        return dict(cursor.fetchall())


def titled(words: list[str]) -> list[int]:
    """The entries whose title has all words."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT id FROM search_entry WHERE ts_filter(document, '{{a}}') @@ {_all(words)}",  # noqa: S608
            words,
        )
        return [row[0] for row in cursor.fetchall()]


def passages(ids: list[int], wordings: list[str]) -> dict[int, list[str]]:
    """For each entry the passages of summary and text in which a wording stands, with marks around it."""
    if not ids:
        return {}
    query = _any(wordings)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT id, ts_headline('english', summary, {query}, %s), ts_headline('english', body, {query}, %s) "  # noqa: S608
            "FROM search_entry WHERE id = ANY(%s)",
            [*wordings, HEADLINE, *wordings, HEADLINE, ids],
        )
        return {row[0]: [passage for passage in row[1:] if OPEN in passage] for row in cursor.fetchall()}
