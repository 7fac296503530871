"""Rows of a page set from data, in place."""

from modelcluster.models import ClusterableModel


def set_rows(page: ClusterableModel, relation: str, rows: list[dict], *, key: tuple[str, ...]) -> None:
    """Make the rows of `page` under `relation` those of `rows`, in that order.

    A row that was there under the same `key` keeps its identity: others may point at it (an implementation at its
    action), and a revision that changes one row shows that one alone as changed.
    """
    manager = getattr(page, relation)
    there = {}
    for row in manager.all():
        there.setdefault(tuple(_value(row, field) for field in key), []).append(row)
    result = []
    for position, values in enumerate(rows):
        same = there.get(tuple(_value_of(values.get(field, "")) for field in key))
        row = same.pop(0) if same else manager.model()
        for field, value in values.items():
            setattr(row, field, value)
        row.sort_order = position
        result.append(row)
    setattr(page, relation, result)


def _value(row, field: str):
    return _value_of(getattr(row, field))


def _value_of(value):
    return getattr(value, "pk", value)
