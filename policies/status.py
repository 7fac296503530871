"""How a commitment or an implementation stands, on each track. Pure."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from policies.choices import CommitmentStatus, Gap, Track
from policytracker.core.as_of import AsOf
from policytracker.core.dates import PartialDate
from policytracker.core.templatetags.dates import date_in_words
from policytracker.core.timing import Timed, by_timing


@dataclass(frozen=True)
class Standing:
    """The newest event of each track that counts, or None where nobody has said anything."""

    reported: object | None = None
    assessed: object | None = None

    @property
    def differ(self) -> bool:
        """Whether what is reported and what is assessed are both there and not the same."""
        return bool(self.reported and self.assessed and self.reported.status != self.assessed.status)

    @property
    def evidence_is_older(self) -> bool:
        """Whether they differ and all evidence certainly lies before what is reported: it could not know of that."""
        if not self.differ:
            return False
        looked = filter(None, (PartialDate(self.assessed.date).latest, self.assessed.searched_on))
        return max(looked) < PartialDate(self.reported.date).earliest

    @property
    def gap(self) -> str:
        """A `Gap`; empty where nobody has said anything."""
        if self.reported and self.assessed:
            return Gap.DIFFER if self.differ else Gap.AGREE
        if self.reported:
            return Gap.ONLY_REPORTED
        return Gap.ONLY_ASSESSED if self.assessed else ""

    @property
    def difference(self) -> str:
        """In words how the tracks differ; empty where they do not."""
        if not self.differ:
            return ""
        return " ".join(filter(None, (self._difference, self.age_of_evidence)))

    @property
    def age_of_evidence(self) -> str:
        """In words that it is older than what is reported; empty where it is not."""
        if not self.evidence_is_older:
            return ""
        return _("The evidence is older than what is reported, and may not speak of it.")

    @property
    def _difference(self) -> str:
        said = {"reported": label(self.reported.status), "assessed": label(self.assessed.status)}
        if self.assessed.status == CommitmentStatus.NO_EVIDENCE:
            if not self.assessed.searched_on:
                return _("The two differ: reported as %(reported)s, and no evidence of it was found.") % said
            said["date"] = date_in_words(self.assessed.searched_on)
            return (
                _("The two differ: reported as %(reported)s, and a search on %(date)s found no evidence of it.") % said
            )
        if self.assessed.status == CommitmentStatus.UNVERIFIABLE:
            return _("The two differ: reported as %(reported)s, which nobody outside can verify.") % said
        return _("The two differ: reported as %(reported)s, assessed as %(assessed)s.") % said


def label(status: str) -> str:
    """A status as it stands within a sentence."""
    return str(CommitmentStatus(status).label).lower()


def in_order(events) -> list:
    """Events oldest first; of two on the same date, the one that stands later in the history comes later."""
    return sorted(events, key=lambda event: (event.date, event.sort_order or 0))


def corrected(events) -> set[str]:
    """The ids of the events that another one corrects: they stay visible, and count no more."""
    return {event.corrects for event in events if event.corrects}


def counting(events) -> list:
    """The events that nothing corrects, oldest first."""
    events = in_order(events)
    wrong = corrected(events)
    return [event for event in events if event.event_id not in wrong]


def newest_by_track(events) -> dict[str, object]:
    """The newest event of each track that nothing corrects; of one on which nothing is said there is none."""
    return {event.track: event for event in counting(list(events))}


@dataclass(frozen=True)
class Told:
    """An event of a history, with the one that corrects it and the one that it corrects, where there are such."""

    event: object
    corrected_by: object | None = None
    corrects: object | None = None


def events_on(events, as_of: AsOf) -> Timed:
    """A history, oldest first, by what had been said on the day of a page. Of today is all that is on record."""
    events = in_order(events)
    return by_timing(events, as_of.day) if events and as_of.is_past else Timed(tuple(events))


def told(events, within=()) -> list[Told]:
    """A part of a history, oldest first. `within` is the whole, where a correction may correct what lies outside."""
    events = in_order(events)
    by_id = {event.event_id: event for event in within or events}
    corrections = {event.corrects: event for event in events if event.corrects}
    return [Told(event, corrections.get(event.event_id), by_id.get(event.corrects)) for event in events]


def standing(events) -> Standing:
    """Both tracks of a history."""
    newest = newest_by_track(events)
    return Standing(newest.get(Track.REPORTED), newest.get(Track.ASSESSED))
