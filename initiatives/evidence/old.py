"""What nobody has looked at for a year: records and events with nothing newer than twelve months. Pure.

How new evidence is, is said in `policies.evidence`. Nothing new is asked of an instrument that stands no more, or of
an initiative that is over.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from initiatives.choices import OVER
from policies.choices import ENDED
from policies.elections.rows import PromiseRow, RuleRow
from policies.evidence import newest_evidence
from policies.status import standing
from policytracker.core.as_of import AsOf
from policytracker.core.dates import PartialDate
from policytracker.core.freshness import is_old


class Kind(StrEnum):
    """What is old: a record, or of a commitment what the evidence says, though its record has newer news."""

    INSTRUMENT = "instrument"
    COMMITMENT = "commitment"
    ASSESSMENT = "assessment"
    INITIATIVE = "initiative"

    @property
    def label(self):
        return LABELS[self]


LABELS = {
    Kind.INSTRUMENT: _("Instrument"),
    Kind.COMMITMENT: _("Commitment"),
    Kind.ASSESSMENT: _("Assessment of a commitment"),
    Kind.INITIATIVE: _("Initiative"),
}


@dataclass(frozen=True)
class InitiativeDates:
    """An initiative with the codes of where it works, its dates, and what was said of all its implementations."""

    title: str
    url: str
    record_id: str
    status: str
    jurisdictions: frozenset[str]
    dates: tuple[str, ...]
    events: tuple = ()


@dataclass(frozen=True)
class OldRow:
    """`jurisdictions` are codes; `newest` is the last date on record, empty where nothing is dated."""

    kind: Kind
    title: str
    url: str
    record_id: str
    jurisdictions: frozenset[str]
    newest: str


def old_rows(
    rules: Iterable[RuleRow], promises: Iterable[PromiseRow], initiatives: Iterable[InitiativeDates], today: date
) -> list[OldRow]:
    """All that is older than twelve months on a day, the oldest first; what has no date at all stands before."""
    as_of = AsOf(today, today)
    found = [
        *(
            _row(Kind.INSTRUMENT, row, frozenset({row.place}), newest_evidence(row.dates, (), as_of))
            for row in rules
            if row.status not in ENDED
        ),
        *(
            _row(Kind.INITIATIVE, row, row.jurisdictions, newest_evidence(row.dates, row.events, as_of))
            for row in initiatives
            if row.status not in OVER
        ),
    ]
    for row in promises:
        kind, newest = Kind.COMMITMENT, newest_evidence(row.dates, row.events, as_of)
        assessed = standing(row.events).assessed
        if not is_old(newest, today) and assessed:
            kind, newest = Kind.ASSESSMENT, newest_evidence((), [assessed], as_of)
        found.append(_row(kind, row, row.jurisdictions, newest))
    old = (row for row in found if is_old(row.newest, today))
    return sorted(old, key=lambda row: (row.newest and PartialDate(row.newest).latest.isoformat(), row.title))


def _row(kind: Kind, row, jurisdictions: frozenset[str], newest: str) -> OldRow:
    return OldRow(kind, row.title, row.url, row.record_id, jurisdictions, newest)
