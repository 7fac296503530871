"""How much of a comparison a page says in words, so that one of twelve can be read, and loaded on a slow link. Pure."""

from dataclasses import dataclass

from policies.choices import CellState
from policies.comparison import Comparison, Group, Row

# More columns of prose than this cannot be read side by side: then one group is told in words, the others at a glance.
SIDE_BY_SIDE = 4
# What a page says in words on behalf of single instruments and promises, and at most for one cell.
ITEMS, ITEMS_OF_CELL = 80, 3


@dataclass(frozen=True)
class Told:
    """A group with the rows that somebody answers, and the questions on which nothing is on record in any column;
    `nobody_looked`: that of some of them nobody has looked. Its answers stand there in words, or at a glance, as marks;
    where it is not open, the page only leads to them."""

    group: Group
    rows: tuple[Row, ...]
    unanswered: tuple[str, ...]
    nobody_looked: bool
    in_words: bool
    is_open: bool


@dataclass(frozen=True)
class Folded:
    """The groups of a comparison, with how many items a cell tells before it leads on to the search."""

    groups: tuple[Told, ...]
    items: int

    @property
    def slice(self) -> str:
        """The items that are told, as a template takes them."""
        return f":{self.items}"


def fold(comparison: Comparison, wanted: list[str]) -> Folded:
    """All groups of up to four columns in words. Of more, the group wanted by its code in words and no other; where
    none is wanted, the first that answers in words and the others at a glance."""
    chosen = _chosen(comparison, wanted)
    in_words = chosen or _in_words(comparison)
    answers = sum(group.answers for group in comparison.groups if group.code in in_words)
    groups = tuple(
        Told(
            group,
            tuple(row for row in group.rows if row.is_answered),
            tuple(row.question.label for row in group.rows if not row.is_answered),
            any(cell.state == CellState.UNKNOWN for row in group.rows if not row.is_answered for cell in row.cells),
            group.code in in_words,
            group.code in in_words or not chosen,
        )
        for group in comparison.groups
    )
    return Folded(groups, max(1, min(ITEMS_OF_CELL, ITEMS // max(1, answers))))


def _chosen(comparison: Comparison, wanted: list[str]) -> set[str]:
    """The group that is wanted, where not all are told anyway."""
    if len(comparison.columns) <= SIDE_BY_SIDE:
        return set()
    return set([group.code for group in comparison.groups if group.code in wanted][:1])


def _in_words(comparison: Comparison) -> set[str]:
    if len(comparison.columns) <= SIDE_BY_SIDE:
        return {group.code for group in comparison.groups}
    return {next((group.code for group in comparison.groups if group.answers), "")}
