"""Full text in PostgreSQL: the column `document` of migration 0002."""

from django.db import connection

from search.results import CLOSE, OPEN
from search.words import Terms

# D, C, B, A: body, summary, names and subjects, title
WEIGHTS = "{0.1, 0.2, 0.5, 1.0}"
HEADLINE = f"StartSel={OPEN}, StopSel={CLOSE}, MaxWords=32, MinWords=16, MaxFragments=1, FragmentDelimiter=…"


def _expression(terms: Terms, *, every: bool) -> tuple[str, list[str]]:
    parts = ["phraseto_tsquery('english', %s)"] * len(terms.all)
    return "(" + (" && " if every else " || ").join(parts) + ")", [" ".join(words) for words in terms.all]


def scores(terms: Terms, *, every: bool) -> dict[int, float]:
    """The entries that have every term, or any of them, with a score that is the higher the better it fits."""
    query, parameters = _expression(terms, every=every)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT id, ts_rank('{WEIGHTS}', document, {query}, 1) FROM search_entry WHERE document @@ {query}",  # noqa: S608
            [*parameters, *parameters],
        )
        return dict(cursor.fetchall())


def titled(terms: Terms) -> list[int]:
    """The entries whose title has all terms."""
    query, parameters = _expression(terms, every=True)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT id FROM search_entry WHERE ts_filter(document, '{{a}}') @@ {query}",  # noqa: S608
            parameters,
        )
        return [row[0] for row in cursor.fetchall()]


def passages(ids: list[int], terms: Terms) -> dict[int, list[str]]:
    """For each entry the passage of summary or text in which a term stands, with marks around it."""
    if not ids:
        return {}
    query, parameters = _expression(terms, every=False)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT id, ts_headline('english', summary, {query}, %s), ts_headline('english', body, {query}, %s) "  # noqa: S608
            "FROM search_entry WHERE id = ANY(%s)",
            [*parameters, HEADLINE, *parameters, HEADLINE, ids],
        )
        return {row[0]: [passage for passage in row[1:] if OPEN in passage][:1] for row in cursor.fetchall()}
