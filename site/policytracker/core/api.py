"""What all parts of the public API answer alike."""

from ninja import Schema
from pydantic import Field


class ProblemsOut(Schema):
    """Why there is no answer, in words."""

    problems: list[str]


class PlaceOut(Schema):
    """A jurisdiction, by its code: LT, US-CA, EU."""

    code: str
    name: str


class CursorIn(Schema):
    """What every list that may grow can be asked for."""

    cursor: str = Field("", description="Where to go on. Follow `next` of the answer before.")


class DayIn(Schema):
    """What every answer that can be of a past day can be asked for. It is read, and refused, by `as_of.read`."""

    as_of: str = Field("", description="As it was on a past day: 2024-06-06.")
