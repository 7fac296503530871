"""Scores as lines of text. Pure."""

from collections.abc import Iterator

from relevance.scoring import Scored, average

MEASURES = {"nDCG@10": "ndcg", "recall@20": "recall", "MRR": "reciprocal_rank"}
# By the name of an engine, its answers to the same queries in the same order.
Table = dict[str, list[Scored]]


def means(table: Table) -> Iterator[str]:
    """A row an engine, a column a measure."""
    yield f"{'engine':24}" + "".join(f"{name:>11}" for name in MEASURES)
    for engine, scored in table.items():
        yield f"{engine:24}" + "".join(f"{average(scored, measure):11.3f}" for measure in MEASURES.values())


def classes(table: Table) -> Iterator[str]:
    """nDCG@10 with a row a class of queries and a column an engine."""
    yield f"{'nDCG@10 by class':24}" + "".join(f"{engine:>15}" for engine in table)
    kinds = dict.fromkeys(one.query.kind for scored in table.values() for one in scored)
    for kind in kinds:
        columns = [[one for one in scored if one.query.kind == kind] for scored in table.values()]
        name = f"{kind} ({len(columns[0])})"
        yield f"{name:24}" + "".join(f"{average(column, 'ndcg'):15.3f}" for column in columns)


def each(table: Table) -> Iterator[str]:
    """For each query its nDCG@10, and the first five records found with their grades."""
    for engine, scored in table.items():
        yield f"\n{engine}"
        for one in scored:
            first = "  ".join(f"{record}:{one.query.grades.get(record, 0)}" for record in one.found[:5])
            yield f"{one.query.id:16} {one.ndcg:.3f}  {one.query.text}  |  {first or 'nothing found'}"
