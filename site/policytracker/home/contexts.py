"""What the home page answers in one screen."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from initiatives import gathering
from initiatives.models import InitiativeEvent
from initiatives.querysets import public
from policies import querysets
from policies.models import InstrumentEvent, JurisdictionPage, StatusEvent
from policytracker.home.models import HomePage
from search.models import Entry

DATED = ((InstrumentEvent, "instrument"), (StatusEvent, "commitment"), (InitiativeEvent, "initiative"))
RECENT = 6
COMING = 6


@dataclass(frozen=True)
class Change:
    """Something that happened to a record."""

    date: str
    text: str
    title: str
    url: str


def home(page: HomePage) -> dict:
    now = timezone.localdate()
    coming = list(querysets.elections_to_come(now)[:COMING])
    where = querysets.parents(coming, JurisdictionPage)
    return {
        "recommendations": gathering.recommendations(now),
        "changes": recent_changes(now.isoformat()),
        "elections": [(election, where[election.path[: -election.steplen]]) for election in coming],
        "counts": _counts(),
        "questions": [
            (_("Which laws restrict deepfakes before a vote?"), "/search/?q=deepfake&kind=instrument&force=binding"),
            (
                _("Did the platforms keep what they promised in Munich in 2024?"),
                "/search/?q=Elections+Accord&kind=commitment",
            ),
            (_("How do the European Union, Brazil and India differ?"), "/compare/?in=EU,BR,IN&only=differences"),
        ],
    }


def recent_changes(today: str) -> list[Change]:
    """The newest dated events of public records up to a day, whatever their kind."""
    changes = []
    for model, relation in (
        (InstrumentEvent, "instrument"),
        (StatusEvent, "commitment"),
        (InitiativeEvent, "initiative"),
    ):
        pages = public(model._meta.get_field(relation).related_model.objects.all())
        rows = (
            model.objects.filter(date__lte=today, **{f"{relation}__in": pages.values("pk")})
            .select_related(f"{relation}__locale")
            .order_by("-date", "-pk")[:RECENT]
        )
        for row in rows:
            record = getattr(row, relation)
            changes.append(Change(row.date, row.text, record.title, record.url))
    return sorted(changes, key=lambda change: change.date, reverse=True)[:RECENT]


def _counts() -> dict[str, int]:
    kinds = Entry.objects.present().filter(locale="en").values_list("kind", flat=True)
    counts: dict[str, int] = {}
    for kind in kinds:
        counts[kind] = counts.get(kind, 0) + 1
    return counts
