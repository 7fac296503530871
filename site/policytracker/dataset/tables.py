"""The tables of the data set, as the models of records and of the vocabulary make them.

A kind of record has a table, and each sort of row that hangs on it (provisions, events …) a table of its own, whose
first two columns say on which record it hangs and in which place. In JSON the rows stand within their record.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db import models
from django.utils import translation

from modelcluster.fields import ParentalKey
from modelcluster.models import get_all_child_relations
from taggit.managers import TaggableManager
from taggit.models import ItemBase

from initiatives.models import InitiativePage, RecommendationPage
from policies.models import (
    CommitmentPage,
    ElectionPage,
    InstrumentPage,
    JurisdictionPage,
    OrganisationPage,
    Provision,
    ProvisionGroup,
    Theme,
)
from policytracker.core.addresses import absolute
from policytracker.core.models import RecordPage, Source
from policytracker.dataset.fields import DELIMITER, REFERENCES, Column, Names, Value, column, key, text

# In the order in which they build on each other.
RECORDS: tuple[type[RecordPage], ...] = (
    JurisdictionPage,
    InstrumentPage,
    OrganisationPage,
    CommitmentPage,
    RecommendationPage,
    InitiativePage,
    ElectionPage,
)
VOCABULARY: tuple[type[models.Model], ...] = (ProvisionGroup, Provision, Theme)
# What a model has and the data set leaves out, and why.
LEFT_OUT = {
    "page_ptr": "the tree of pages is the site's own business",
    "next_check": "when editors mean to look again is theirs to know",
    "record_id": "it is the column “id”",
    "slug": "of a theme, it is the column “code”; of a page, its address says it",
    "sort_order": "it is the place of the row",
    "id": "a number of the database, which another database would not have",
}


@dataclass(frozen=True)
class Table:
    """One CSV file. `places` are columns that say where a row stands, which JSON says by the place itself."""

    name: str
    title: str
    model: type[models.Model]
    columns: tuple[Column, ...]
    places: tuple[Column, ...] = ()

    @property
    def all_columns(self) -> tuple[Column, ...]:
        return self.places + self.columns

    @property
    def primary_key(self) -> list[str]:
        """Where a row stands tells it from all others, and so does the first column of what stands by itself."""
        return [column.name for column in self.places] or [self.columns[0].name]


@dataclass(frozen=True)
class Kind:
    """One JSON Lines file: a table of records or terms, and the tables of their rows by the name of the relation."""

    table: Table
    rows: dict[str, Table]

    @property
    def name(self) -> str:
        return self.table.name

    @property
    def model(self) -> type[models.Model]:
        return self.table.model


@cache
def kinds() -> tuple[Kind, ...]:
    """All kinds, described in the site's own language."""
    with translation.override("en"):
        return (*(_record_kind(model) for model in RECORDS), *(_vocabulary_kind(model) for model in VOCABULARY))


SOURCES = "sources"


@cache
def sources_table() -> Table:
    """The sources of all records stand in one table, so that all can be asked about at once."""
    with translation.override("en"):
        return Table(
            SOURCES,
            "Sources of all records",
            Source,
            tuple(_columns(Source)),
            (
                key("table", "Table", "In which table the record stands."),
                key("record", "Record", "The id of the record."),
                POSITION,
            ),
        )


def tables() -> Iterator[Table]:
    """All tables, those of rows behind that of their records."""
    for kind in kinds():
        yield kind.table
        yield from (table for relation, table in kind.rows.items() if relation != SOURCES)
    yield sources_table()


POSITION = Column(
    "position",
    {
        "name": "position",
        "type": "integer",
        "title": "Place",
        "description": "In which place it stands among the rows of its record, from 1.",
        "constraints": {"required": True, "minimum": 1},
    },
)


def _record_kind(model: type[RecordPage]) -> Kind:
    name, noun = _name(model._meta.verbose_name_plural), _name(model._meta.verbose_name)
    shared = {field.name for field in RecordPage._meta.local_fields}
    own = [found for found in _columns(model) if found.name not in shared]
    rows = {}
    for relation in get_all_child_relations(model):
        rows_model, accessor = relation.related_model, relation.get_accessor_name()
        if rows_model is Source:
            rows[SOURCES] = sources_table()
        elif rows_model._meta.app_label in ("policies", "initiatives") and not issubclass(rows_model, ItemBase):
            rows[accessor] = _rows_table(noun, name, accessor, rows_model)
    return Kind(
        Table(
            name,
            str(model._meta.verbose_name_plural).capitalize(),
            model,
            (
                text("id", "Id", "Stable for ever.", lambda page: page.record_id, constraints=UNIQUE),
                *_parent(model),
                text("title", "Title", "In English.", lambda page: page.title),
                *own,
                *_themes(model),
                *(found for found in _columns(model) if found.name in shared),
                text("updated", "Updated", "When it was last published.", _updated, type="datetime"),
                text(
                    "address",
                    "Permanent address",
                    "Leads to the record wherever its page is.",
                    lambda page: absolute(page.permanent_path),
                    format="uri",
                ),
            ),
        ),
        rows,
    )


UNIQUE = {"required": True, "unique": True}


def _updated(page: RecordPage) -> str:
    return page.last_published_at.isoformat(timespec="seconds").replace("+00:00", "Z")


def _rows_table(noun: str, table: str, accessor: str, model: type[models.Model]) -> Table:
    return Table(
        f"{noun}_{accessor}",
        f"{str(model._meta.verbose_name).capitalize()}: the rows of {table}",
        model,
        tuple(_columns(model)),
        (key(noun, noun.capitalize(), f"The id of the {noun} on which it hangs.", (table, "id")), POSITION),
    )


def _vocabulary_kind(model: type[models.Model]) -> Kind:
    plural = str(model._meta.verbose_name_plural)
    code = [] if any(field.name == "code" for field in model._meta.local_fields) else [_slug(model)]
    own = [found for found in _columns(model) if found.name != "code"]
    coded = [column(field) for field in model._meta.local_fields if field.name == "code"]
    name = f"{_name(model.__name__)}s" if model is not ProvisionGroup else "provision_groups"
    return Kind(Table(name, plural.capitalize(), model, (*code, *coded, *own)), {})


def _slug(model: type[models.Model]) -> Column:
    return column(model._meta.get_field("slug"), "code")


def _columns(model: type[models.Model]) -> list[Column]:
    """The fields that a model has by itself."""
    fields = (*model._meta.local_fields, *model._meta.local_many_to_many)
    return [
        column(field)
        for field in fields
        if field.name not in LEFT_OUT and not isinstance(field, ParentalKey | TaggableManager)
    ]


def _parent(model: type[RecordPage]) -> list[Column]:
    """The record below which a record lies, where that says something of it."""
    for above in model.clean_parent_page_models():
        if above in REFERENCES:
            _key, *target = REFERENCES[above]
            noun = _name(above._meta.verbose_name)
            description = {
                "name": noun,
                "type": "string",
                "title": noun.capitalize(),
                "description": f"Whose it is. Named as in {'.'.join(target)}.",
            }
            return [
                Column(
                    noun,
                    description,
                    _read_parent,
                    tuple(target),
                )
            ]
    return []


def _read_parent(page: RecordPage, names: Names) -> Value:
    return names.by_path.get(page.path[: -page.steplen], "")


def _themes(model: type[RecordPage]) -> list[Column]:
    if not any(isinstance(field, TaggableManager) for field in model._meta.many_to_many):
        return []
    _key, *target = REFERENCES[Theme]
    description = {
        "name": "themes",
        "type": "list",
        "itemType": "string",
        "delimiter": DELIMITER,
        "title": "Themes",
        "description": f"Named as in {'.'.join(target)}.",
    }
    return [Column("themes", description, _read_themes, (target[0], target[1]))]


def _read_themes(page: RecordPage, names: Names) -> Value:
    themes = names.by_key[Theme]
    return sorted(themes[row.tag_id] for row in page.theme_rows.all() if row.tag_id in themes)


def _name(words: Any) -> str:
    return str(words).lower().replace(" ", "_")
