"""What the schemas of all records share: how a record is read from data, and what is wrong with it, in words."""

from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from django.core.exceptions import ValidationError

from policytracker.core.choices import SourceKind, Verification
from policytracker.core.dates import PartialDate
from policytracker.core.fields import web_address


def _date(value) -> PartialDate:
    return PartialDate(value if isinstance(value, str) else str(value))


def _address(value: str) -> str:
    try:
        web_address(value)
    except ValidationError:
        raise ValueError(f"{value!r} is not a web address: write https://…") from None
    return value


def _once(values: list) -> list:
    repeated = sorted({str(value) for value in values if values.count(value) > 1})
    if repeated:
        raise ValueError(f"stands more than once: {', '.join(repeated)}")
    return values


Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Date = Annotated[str, BeforeValidator(_date)]
Address = Annotated[str, StringConstraints(max_length=500), AfterValidator(_address)]
RecordId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=120)]
Code = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}(-[A-Z0-9]{1,3})?$|^[A-Z]+(-[A-Z]+)*$", max_length=20)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=40)]


def text(longest: int):
    """A text that fits a column of that many characters."""
    return Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=longest)]


def distinct(item):
    """A list in which nothing stands twice."""
    return Annotated[list[item], AfterValidator(_once)]


class Schema(BaseModel):
    """Refuses fields that it does not know, so that a misspelt name is seen."""

    model_config = ConfigDict(extra="forbid", use_enum_values=True)


class SourceSchema(Schema):
    url: Address
    title: text(300)
    publisher: text(160)
    kind: SourceKind


class RecordSchema(Schema):
    """The fields that every record has. `references` names the other records that it needs, by kind."""

    id: RecordId
    notes: str = ""

    @property
    def jurisdictions_named(self) -> list[str]:
        """The codes of the jurisdictions that it names. They are created where they are not there yet."""
        return []

    @property
    def references(self) -> list[tuple[str, str, str]]:
        """(field, kind of what is named, its id or code) of everything that must be there already."""
        return []


class SourcedSchema(RecordSchema):
    sources: Annotated[list[SourceSchema], Field(min_length=1)]
    verification: Verification = Verification.RECALLED


def in_order(dates: list[str]) -> bool:
    """Whether the dates of a history run oldest first."""
    return list(dates) == sorted(dates)
