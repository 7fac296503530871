"""What all parts of the public API answer alike."""

from ninja import Schema


class ProblemsOut(Schema):
    """Why there is no answer, in words."""

    problems: list[str]


class PlaceOut(Schema):
    """A jurisdiction, by its code: LT, US-CA, EU."""

    code: str
    name: str
