"""What a column of a model is in the data set: its name, its description for people and programs, and how it is read.

All of it comes from the model: a column that is added there is in the data set, with its meaning and its allowed
values, and cannot be described as something else than it is. Descriptions are those of Frictionless Table Schema.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models

from wagtail.fields import StreamField

from initiatives.models import Action
from policies.models import JurisdictionPage, OrganisationPage, Provision, ProvisionGroup, Theme
from policytracker.core.dates import PartialDateField
from policytracker.core.fields import ChoiceListField, LinesField

# Between several values in a cell of a CSV file.
DELIMITER = "; "
PARTIAL_DATE = r"\d{4}(-\d{2}(-\d{2})?)?"
# By what a record or a term is named where another refers to it: the column, and the table in which it is found.
REFERENCES: dict[type[models.Model], tuple[str, str, str]] = {
    JurisdictionPage: ("code", "jurisdictions", "code"),
    OrganisationPage: ("record_id", "organisations", "id"),
    Action: ("code", "recommendation_actions", "code"),
    Provision: ("code", "provisions", "code"),
    ProvisionGroup: ("code", "provision_groups", "code"),
    Theme: ("slug", "themes", "code"),
}
Value = str | int | bool | list[str] | None


@dataclass(frozen=True)
class Names:
    """What is public, by the name that others call it: by model and primary key, and by its place in the tree."""

    by_key: Mapping[type[models.Model], Mapping[int, str]]
    by_path: Mapping[str, str]


def _not_read(row: models.Model, names: Names) -> Value:
    raise NotImplementedError("where a row stands is known to those who write it")


@dataclass(frozen=True)
class Column:
    """A column of the data set. `description` is Frictionless; `target` the table and column to which it refers."""

    name: str
    description: dict[str, Any]
    read: Callable[[models.Model, Names], Value] = _not_read
    target: tuple[str, str] | None = None

    @property
    def is_required(self) -> bool:
        return self.description.get("constraints", {}).get("required", False)


def text(name: str, title: str, meaning: str, read: Callable[[models.Model], str], **more) -> Column:
    """A column that no single field of a model holds, and that every row has."""
    return Column(name, key(name, title, meaning).description | more, lambda row, _names: read(row))


def key(name: str, title: str, meaning: str, target: tuple[str, str] | None = None) -> Column:
    """A column that says where a row stands."""
    description = {
        "name": name,
        "type": "string",
        "title": title,
        "description": meaning,
        "constraints": {"required": True},
    }
    return Column(name, description, target=target)


def column(field: models.Field, name: str = "") -> Column:
    """A field of a model as a column."""
    name = name or field.name
    description = {"name": name, "title": str(field.verbose_name), "description": _meaning(field), **_type(field)}
    model = field.related_model
    if model is None:
        return Column(name, _filled(description), _reader(field))
    _key, *target = REFERENCES[model]
    return Column(name, _filled(description), _reference_reader(field, model), (target[0], target[1]))


def _meaning(field: models.Field) -> str:
    said = str(field.help_text)
    if isinstance(field, PartialDateField):
        said = said or "2024, 2024-05 or 2024-05-17, as far as it is known."
    elif field.related_model:
        said += f" Named as in {'.'.join(REFERENCES[field.related_model][1:])}."
    return said.strip()


def _type(field: models.Field) -> dict[str, Any]:
    """The type with its constraints, as Frictionless has them."""
    required = {} if field.blank or field.null else {"required": True}
    if field.many_to_many:
        return {"type": "list", "itemType": "string", "delimiter": DELIMITER}
    if field.related_model:
        return {"type": "string", "constraints": required}
    if isinstance(field, ChoiceListField):
        return {
            "type": "list",
            "itemType": "string",
            "delimiter": DELIMITER,
            "constraints": required,
            "itemCategories": _categories(field.values.choices),
        }
    if isinstance(field, LinesField):
        return {"type": "list", "itemType": "string", "delimiter": DELIMITER}
    if isinstance(field, PartialDateField):
        return {"type": "string", "format": "default", "constraints": required | {"pattern": PARTIAL_DATE}}
    if isinstance(field, models.BooleanField):
        return {"type": "boolean", "trueValues": ["yes"], "falseValues": ["no"], "constraints": {"required": True}}
    if isinstance(field, models.DateField):
        return {"type": "date", "constraints": required}
    if isinstance(field, models.IntegerField):
        return {"type": "integer", "constraints": required | {"minimum": 0}}
    if field.choices:
        values = [value for value, _label in field.choices]
        return {
            "type": "string",
            "categories": _categories(field.choices),
            "constraints": required | {"enum": values},
        }
    return {
        "type": "string",
        "format": "uri" if isinstance(field, models.URLField) else "default",
        "constraints": required,
    }


def _categories(choices) -> list[dict[str, str]]:
    return [{"value": value, "label": str(label)} for value, label in choices]


def _filled(description: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in description.items() if value not in ("", {}, "default")}


def _reader(field: models.Field) -> Callable[[models.Model, Names], Value]:
    def read(row: models.Model, _names: Names) -> Value:
        value = getattr(row, field.name)
        if isinstance(field, StreamField):
            return "\n".join(value.stream_block.get_searchable_content(value))
        if isinstance(field, models.DateField):
            return value and value.isoformat()
        if isinstance(field, ChoiceListField | LinesField):
            return list(value)
        return str(value) if isinstance(value, str) else value

    return read


def _reference_reader(field: models.Field, model: type[models.Model]) -> Callable[[models.Model, Names], Value]:
    if field.many_to_many:
        return lambda row, names: sorted(
            names.by_key[model][other.pk] for other in getattr(row, field.name).all() if other.pk in names.by_key[model]
        )
    return lambda row, names: names.by_key[model].get(getattr(row, field.attname), "")
