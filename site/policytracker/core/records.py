"""What the schemas of all records share: how a record is read from data, and what is wrong with it, in words.

A schema says what the columns of its model say, and takes it from them. It is validated with a context: for each noun
(`organisation`, `provision` …) the codes that a record may name, so that a wrong name is found where it stands.
"""

from difflib import get_close_matches
from itertools import pairwise
from typing import Annotated, Any, ClassVar

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StrictStr,
    StringConstraints,
    ValidationInfo,
    field_validator,
)

from django.core.exceptions import ValidationError
from django.db import models

from policytracker.core import dates
from policytracker.core.choices import SourceKind, Verification
from policytracker.core.fields import WebAddressField, web_address
from policytracker.core.models import RecordPage, Source


def _without_nul(value: str) -> str:
    if "\0" in value:
        raise ValueError("holds a NUL character: take it out")
    return value


def _address(value: str) -> str:
    try:
        web_address(value)
    except ValidationError:
        raise ValueError(f"{value!r} is not a web address: write https://…") from None
    return value


def once(values: list) -> list:
    """The values, in which none may stand twice."""
    repeated = sorted({str(value) for value in values if values.count(value) > 1})
    if repeated:
        raise ValueError(f"stands more than once: {', '.join(repeated)}")
    return values


def text(longest: int | None = None, pattern: str | None = None):
    """A text that is not empty and not longer than that."""
    constraints = StringConstraints(strip_whitespace=True, min_length=1, max_length=longest, pattern=pattern)
    return Annotated[str, constraints, AfterValidator(_without_nul)]


Text = text()
Address = Annotated[text(Source._meta.get_field("url").max_length), AfterValidator(_address)]
Date = Annotated[StrictStr, AfterValidator(dates.PartialDate)]
RecordId = text(RecordPage._meta.get_field("record_id").max_length, r"^[a-z0-9]+(-[a-z0-9]+)*$")


def column(model: type[models.Model], name: str):
    """A text that a column of a model can hold, by its length and its rules."""
    field = model._meta.get_field(name)
    if isinstance(field, WebAddressField):
        return Address

    def follows_the_rules(value: str) -> str:
        try:
            field.run_validators(value)
        except ValidationError as error:
            raise ValueError(f"{value!r}: {' '.join(error.messages)}") from None
        return value

    return Annotated[text(field.max_length), AfterValidator(follows_the_rules)]


def distinct(item: Any):
    """A list in which nothing stands twice."""
    return Annotated[list[item], AfterValidator(once)]


def existing(noun: str):
    """The code or id of another record, which must be there."""

    def is_there(value: str, info: ValidationInfo) -> str:
        if info.context and value not in info.context[noun]:
            similar = get_close_matches(value, info.context[noun], n=1)
            raise ValueError(f"there is no {noun} {value!r}" + (f"; is it {similar[0]!r}?" if similar else ""))
        return value

    return Annotated[Text, AfterValidator(is_there)]


def oldest_first(rows: list) -> str:
    """What is wrong with the order of a dated history, or nothing."""
    for earlier, later in pairwise(rows):
        if later.date < earlier.date:
            return f"{later.date} stands after {earlier.date}: the oldest comes first, and 2024 before 2024-05"
    return ""


class Schema(BaseModel):
    """Refuses fields that it does not know, so that a misspelt name is seen."""

    model_config = ConfigDict(extra="forbid", use_enum_values=True)


class SourceSchema(Schema):
    url: column(Source, "url")
    title: column(Source, "title")
    publisher: column(Source, "publisher")
    kind: SourceKind


class RecordSchema(Schema):
    """The fields that every record has."""

    # Pairs of dates of which the first does not lie after the second, as the model has them.
    dates_in_order: ClassVar[list[tuple[str, str]]] = []

    id: RecordId
    asked_as: distinct(Text) = Field(default_factory=list)
    notes: Text | None = None

    @property
    def jurisdictions_named(self) -> list[str]:
        """The codes of the jurisdictions that it names. They are created where they are not there yet."""
        return []

    @field_validator("*")
    @classmethod
    def _dates_are_in_order(cls, value, info: ValidationInfo):
        for earlier, later in cls.dates_in_order:
            if info.field_name == later and not dates.in_order(info.data.get(earlier) or "", value or ""):
                raise ValueError(f"{value} lies before {earlier}, {info.data[earlier]}")
        return value


class SourcedSchema(RecordSchema):
    sources: Annotated[list[SourceSchema], Field(min_length=1)]

    @field_validator("sources")
    @classmethod
    def _each_sourceonce(cls, sources: list[SourceSchema]):
        once([source.url for source in sources])
        return sources


class VerifiedSchema(SourcedSchema):
    """A record that says whether an editor has read one of its sources."""

    verification: Verification
