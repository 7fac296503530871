"""What a load did, kind by kind."""

from collections import Counter
from collections.abc import Callable


def counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {plural(noun)}"


def plural(noun: str) -> str:
    """Of the kinds of record, all of which are regular: commitments, groups of provisions."""
    head, space, rest = noun.partition(" ")
    return f"{head}s{space}{rest}"


def _silent(kind: str, number: int, total: int) -> None:
    pass


class Report:
    """Counts what was created, changed and found unchanged, and names what was left alone, with the reason.

    `progress` is told of each record that is written: its kind, its number, and how many there are.
    """

    def __init__(self, progress: Callable[[str, int, int], None] = _silent):
        self.created: Counter = Counter()
        self.changed: Counter = Counter()
        self.same: Counter = Counter()
        self.kept: dict[str, str] = {}
        self.undescribed: list[str] = []
        self._progress = progress
        self._total = 0

    def begin(self, kind: str, total: int) -> None:
        self._total = total

    def wrote(self, kind: str, created: bool) -> None:
        (self.created if created else self.changed)[kind] += 1
        self._progress(kind, self.created[kind] + self.changed[kind], self._total)

    def unchanged(self, kind: str) -> None:
        self.same[kind] += 1

    def left_alone(self, key: str, reason: str) -> None:
        self.kept[key] = reason

    @property
    def nothing_changed(self) -> bool:
        return not (self.created or self.changed)
