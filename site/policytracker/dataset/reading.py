"""The public records as rows of the data set: what every reader can see, and nothing else.

A record is read with all its rows in a number of queries that does not grow, some hundred at a time.
"""

from collections.abc import Iterator
from typing import Any

from django.db import models
from django.db.models import QuerySet

from initiatives.models import Action, RecommendationPage
from policies import querysets
from policies.models import JurisdictionPage, OrganisationPage
from policytracker.core.models import RecordPage
from policytracker.dataset.fields import REFERENCES, Names
from policytracker.dataset.tables import Kind, Table

CHUNK = 200


def public(model: type[RecordPage]) -> QuerySet:
    """The records of a kind that readers can see, each once."""
    return querysets.public(model.objects.filter(alias_of__isnull=True))


def names() -> Names:
    """By which names what is public refers to what is public."""
    querysets_by_model = {
        model: public(model) if issubclass(model, RecordPage) else model._default_manager.all() for model in REFERENCES
    }
    querysets_by_model[Action] = Action.objects.filter(recommendation__in=public(RecommendationPage))
    by_key = {model: dict(rows.values_list("pk", REFERENCES[model][0])) for model, rows in querysets_by_model.items()}
    by_path = {
        path: name
        for model in (JurisdictionPage, OrganisationPage)
        for path, name in public(model).values_list("path", REFERENCES[model][0])
    }
    return Names(by_key, by_path)


def items(kind: Kind, known: Names) -> Iterator[dict[str, Any]]:
    """The records or terms of a kind, each whole: its columns, and its rows as lists."""
    for row in _rows_of(kind):
        item = _read(kind.table, row, known)
        for relation, table in kind.rows.items():
            rows = (_read(table, hanging, known) for hanging in getattr(row, relation).all())
            item[relation] = [read for read in rows if _stands(table, read)]
        yield item


def _rows_of(kind: Kind) -> Iterator[models.Model]:
    model = kind.model
    if not issubclass(model, RecordPage):
        return iter(model._default_manager.all())
    related = [field.name for field in model._meta.local_many_to_many if field.related_model in REFERENCES]
    for relation, table in kind.rows.items():
        related.append(relation)
        related += [f"{relation}__{field.name}" for field in table.model._meta.local_many_to_many]
    if any(column.name == "themes" for column in kind.table.columns):
        related.append("theme_rows")
    records = public(model).order_by("record_id").prefetch_related(*related)
    return records.iterator(chunk_size=CHUNK)


def _read(table: Table, row: models.Model, known: Names) -> dict[str, Any]:
    return {column.name: column.read(row, known) for column in table.columns}


def _stands(table: Table, read: dict[str, Any]) -> bool:
    """Whether all is public to which a row must refer; an implementation of an action that is not is left out."""
    return all(read[column.name] for column in table.columns if column.target and column.is_required)
