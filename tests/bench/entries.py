"""Generated entries for measuring: `python tests/bench/entries.py NUMBER`, in the database that the settings name.

Each is put together, by a seeded hand, from the titles, places, provisions and sentences of the real entries that are
there, so words are as frequent as they are in the records. They have no pages. What the embedded engine reads beside
them, the full text and the rows for facets, is made only for those who measure it: Elasticsearch takes all from the
entry, and the table fills in a fraction of the time.
"""

import os
import random
import re
import sys
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(REPOSITORY), str(REPOSITORY / "site")]

SEED = 2024
FIRST_PAGE = 10_000_000
BATCH = 2000
# To each new entry the vectors of a real one: to read them takes time, whatever they say.
VECTORS = """
    WITH known AS (
        SELECT digest, vectors, ROW_NUMBER() OVER (ORDER BY entry_id) - 1 AS place, COUNT(*) OVER () AS number
        FROM search_entryvectors JOIN search_entry ON search_entry.id = entry_id WHERE page_id < %s
    )
    INSERT INTO search_entryvectors (entry_id, digest, vectors)
    SELECT search_entry.id, digest, vectors FROM search_entry
    JOIN known ON place = search_entry.id %% number
    WHERE page_id >= %s
"""


def generate(number: int, there: int = 0, *, for_embedded: bool = False) -> None:
    """Add so many to those that are there already."""
    from django.db import connection, transaction

    from search.models import Entry, EntryFacet

    real = list(Entry.objects.present().filter(kind__in=["instrument", "commitment", "initiative"]))
    sentences = [part for entry in real for part in re.split(r"(?<=[.;])\s+", entry.summary) if len(part) > 20]
    titles = [word for entry in real for word in entry.title.split()]
    places = list(Entry.objects.present().filter(kind="jurisdiction"))
    draw = random.Random(SEED + there)
    if connection.vendor == "sqlite" and not for_embedded:
        with connection.cursor() as cursor:
            cursor.execute("DROP TRIGGER IF EXISTS search_text_insert")
    for start in range(there, there + number, BATCH):
        rows = [
            _entry(FIRST_PAGE + index, draw, real, sentences, titles, places)
            for index in range(start, min(there + number, start + BATCH))
        ]
        with transaction.atomic():
            Entry.objects.bulk_create(rows)
            if for_embedded:
                EntryFacet.objects.bulk_create(
                    EntryFacet(entry=entry, facet=facet, value=value)
                    for entry in rows
                    for facet, values in entry.values.items()
                    for value in values
                )
    with connection.cursor() as cursor:
        cursor.execute(VECTORS, [FIRST_PAGE, FIRST_PAGE + there])


def _entry(page: int, draw: random.Random, real, sentences, titles, places):
    from search.content import fold
    from search.models import Entry

    like, place = draw.choice(real), draw.choice(places)
    title = " ".join(draw.sample(titles, draw.randint(3, 9)))
    summary = " ".join(draw.sample(sentences, 4))
    provisions = [
        {"code": row["code"], "label": row["label"], "text": draw.choice(sentences), "reference": ""}
        for row in like.payload.get("provisions", ())
    ]
    values = like.values | {
        "jurisdiction": place.values["jurisdiction"],
        "region": place.values.get("region", []),
        "name": [fold(title)],
        "year": [str(draw.randint(1995, 2026))],
    }
    return Entry(
        page_id=page,
        record_id=f"generated-{page}",
        locale="en",
        kind=like.kind,
        title=title,
        names=place.names,
        subjects=like.subjects,
        summary=summary,
        body=" \n".join(row["text"] for row in provisions),
        url=f"/generated/{page}/",
        date=f"{values['year'][0]}-{draw.randint(1, 12):02}",
        values=values,
        payload={
            "jurisdiction": {"code": place.payload["code"], "name": place.title},
            "type": like.payload.get("type", ""),
            "legal_force": like.payload.get("legal_force", ""),
            "status": like.payload.get("status", ""),
            "reported": like.payload.get("reported"),
            "assessed": like.payload.get("assessed"),
            "summary": summary,
            "approach": draw.choice(sentences),
            "provisions": provisions,
            "critique": draw.choice(sentences),
            "history": [{"date": "2024", "text": draw.choice(sentences)}],
        },
    )


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "policytracker.settings.dev")
    import django

    django.setup()
    generate(int(sys.argv[1]))
