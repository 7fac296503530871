"""The judged queries of queries.json."""

import json
from dataclasses import dataclass
from pathlib import Path

QUERIES = Path(__file__).parent / "queries.json"
FIXTURES = Path(__file__).parents[3] / "fixtures"


@dataclass(frozen=True)
class JudgedQuery:
    """What a reader types, the facets chosen beside it, what is wanted, and the grades of the records that give it."""

    id: str
    kind: str
    text: str
    filters: dict[str, list[str]]
    intent: str
    grades: dict[str, int]


def queries() -> list[JudgedQuery]:
    rows = json.loads(QUERIES.read_text())
    return [
        JudgedQuery(row["id"], row["class"], row["q"], row["filters"], row["intent"], row["grades"]) for row in rows
    ]


def records() -> dict[str, dict]:
    """The records of the fixtures by id: all that can be graded.

    Pages of text are not among them, since the site gives them an id of its own each time it loads them.
    """
    files = [path for path in sorted(FIXTURES.glob("*.json")) if path.stem not in ("pages", "taxonomy")]
    return {row["id"]: row for path in files for row in json.loads(path.read_text())}
