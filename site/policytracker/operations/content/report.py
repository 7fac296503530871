"""What a load did, kind by kind."""

from collections import Counter
from collections.abc import Callable


class Report:
    """Counts what was created, changed and found unchanged, and names what was left alone.

    `progress` is told of each record, as (kind, number so far).
    """

    def __init__(self, progress: Callable[[str, int], None] = lambda kind, number: None):
        self.created: Counter = Counter()
        self.changed: Counter = Counter()
        self.same: Counter = Counter()
        self.kept: list[str] = []
        self.undescribed: list[str] = []
        self._progress = progress

    def wrote(self, kind: str, created: bool) -> None:
        (self.created if created else self.changed)[kind] += 1
        self._tell(kind)

    def unchanged(self, kind: str) -> None:
        self.same[kind] += 1
        self._tell(kind)

    def left_alone(self, kind: str, name: str) -> None:
        self.kept.append(name)
        self._tell(kind)

    @property
    def nothing_changed(self) -> bool:
        return not (self.created or self.changed)

    def _tell(self, kind: str) -> None:
        self._progress(kind, self.created[kind] + self.changed[kind] + self.same[kind])
