"""What happened lately to public records, of whatever kind."""

from dataclasses import dataclass
from datetime import date

from initiatives.models import InitiativeEvent
from policies.models import InstrumentEvent, StatusEvent
from policies.querysets import public
from policytracker.core.addresses import addresses

# The dated rows of each kind of record, and the name of what they belong to.
HISTORIES = ((InstrumentEvent, "instrument"), (StatusEvent, "commitment"), (InitiativeEvent, "initiative"))


@dataclass(frozen=True)
class Change:
    """Something that happened to a record."""

    date: str
    text: str
    title: str
    url: str


def recent_changes(today: date, number: int) -> list[Change]:
    """The newest dated events up to a day, the newest first. What is announced for later has not happened."""
    address = addresses()
    changes = []
    for model, record in HISTORIES:
        pages = public(model._meta.get_field(record).related_model.objects.all())
        rows = model.objects.filter(date__lte=today.isoformat(), **{f"{record}__in": pages.values("pk")})
        newest = rows.order_by("-date", "-pk").values_list("date", "text", f"{record}__title", f"{record}__url_path")
        changes += [Change(day, text, title, address(path)) for day, text, title, path in newest[:number]]
    return sorted(changes, key=lambda change: change.date, reverse=True)[:number]
