"""How well search answers the judged queries: `make relevance`, or `make relevance EACH=1` for a line a query.

The records of the fixtures are loaded into a database of their own, in a temporary folder. Where ELASTICSEARCH_URL is
set, Elasticsearch and the baseline are asked as well, in indices of their own that are deleted in the end.
"""

import argparse
import io
import os
import sys
import tempfile
import uuid
from contextlib import closing
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[3]
for folder in ("tests/search", "site", ""):
    sys.path.insert(0, str(REPOSITORY / folder))

from relevance import judged, tables  # noqa: E402
from relevance.scoring import score  # noqa: E402


def main() -> None:
    parser = argparse.ArgumentParser(description="How well search answers the judged queries.")
    parser.add_argument("--each", action="store_true", help="a line for each query too")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as var:
        print("Loading the records ...", flush=True)
        table = _scores(var)
    lines = [*tables.means(table)]
    if len(table) == 1:
        lines.append("ELASTICSEARCH_URL is not set: Elasticsearch and the baseline were not asked.")
    lines += ["", *tables.classes(table)]
    if arguments.each:
        lines += tables.each(table)
    print("\n".join(lines))


def _scores(var: str) -> tables.Table:
    """What every engine that can be had answers, with the records loaded below a folder."""
    # The model is where the setting says, not in the folder of this run.
    var_folder = Path(os.environ.get("VAR_DIR") or REPOSITORY / "var")
    os.environ.setdefault("SEARCH_MODEL", str(var_folder / "search-model"))
    prefix = f"relevance-{uuid.uuid4().hex[:8]}-"
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "policytracker.settings.dev",
        "VAR_DIR": var,
        "DATABASE_URL": f"sqlite:///{var}/policytracker.sqlite3",
        "ELASTICSEARCH_INDEX": f"{prefix}entries",
    }
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    with closing(connection):
        call_command("migrate", verbosity=0)
        call_command("load_content", str(REPOSITORY / "fixtures"), verbosity=0, stdout=io.StringIO())
        call_command("load_synonyms", stdout=io.StringIO())
        from relevance.engines import asking

        from search.engines.embedded import EmbeddedEngine

        queries = judged.queries()
        table = {"embedded": score(queries, asking(EmbeddedEngine()))}
        if url := os.environ.get("ELASTICSEARCH_URL"):
            table |= _with_elasticsearch(url, prefix, queries)
        return table


def _with_elasticsearch(url: str, prefix: str, queries: list[judged.JudgedQuery]) -> tables.Table:
    from elasticsearch import Elasticsearch
    from relevance import baseline
    from relevance.engines import asking, facets

    from django.core.management import call_command

    from search.engines.elasticsearch import ElasticsearchEngine

    with Elasticsearch(url) as client:
        try:
            call_command("search_index", "rebuild", verbosity=0, stdout=io.StringIO())
            baseline.fill(client, f"{prefix}baseline", judged.records(), facets())
            return {
                "Elasticsearch": score(queries, asking(ElasticsearchEngine())),
                "baseline": score(queries, baseline.asking(client, f"{prefix}baseline")),
            }
        finally:
            for name in client.indices.get(index=f"{prefix}*"):
                client.indices.delete(index=name)


if __name__ == "__main__":
    main()
