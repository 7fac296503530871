"""How a commitment stands, on each track. Pure."""

from dataclasses import dataclass

from policies.choices import Track


@dataclass(frozen=True)
class Standing:
    """The newest event of each track, or None where nobody has said anything."""

    reported: object | None
    assessed: object | None

    @property
    def differ(self) -> bool:
        """Whether what is reported and what is assessed are both there and not the same."""
        return bool(self.reported and self.assessed and self.reported.status != self.assessed.status)


def present(events, track: str):
    """The newest event of a track; of two on the same date, the one that stands later in the history."""
    on_track = (event for event in events if event.track == track)
    return max(on_track, key=lambda event: (event.date, event.sort_order or 0), default=None)


def standing(events) -> Standing:
    """Both tracks of a commitment's events."""
    events = list(events)
    return Standing(present(events, Track.REPORTED), present(events, Track.ASSESSED))
