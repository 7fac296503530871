"""Laws and promises side by side: the same questions for all, and empty cells that say which kind of empty.

Pure: columns, questions and answers in, a table out. `policies.comparing` reads them.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from policies.choices import GIVEN_UP, STANDING, CellState, ColumnKind, LegalForce
from policies.status import Standing

LIMIT = 12
# What is shown beside a provision that restricts expression.
SAFEGUARDS = ("rights-safeguards", "user-redress", "independent-oversight")
RECORDED, UNKNOWN = CellState.RECORDED, CellState.UNKNOWN
# Of all but commitments.
NOTHING_SAID = Standing()
# Cells of which nothing is known. That no editor wrote a row for an instrument does not say that it is silent.
NOT_KNOWN = (CellState.UNKNOWN, CellState.NOT_RECORDED)
# Cells of which nothing is on record.
SILENT = (*NOT_KNOWN, CellState.NOT_PROMISED)


@dataclass(frozen=True)
class Column:
    """What is compared: a jurisdiction, by its code; an instrument, an organisation or a commitment, by its record id.

    `what` says in words which sort of it it is, `place` to whom it belongs. Of a jurisdiction the instruments are
    counted and of an organisation the promises: those that stand, and all others; `parts` are their record ids, the
    newest first. An instrument has force, status and dates; a commitment has what is said of it on both tracks.
    """

    key: str
    title: str
    url: str
    kind: str
    place: str
    what: str = ""
    in_use: int = 0
    others: int = 0
    parts: tuple[str, ...] = ()
    legal_force: str = ""
    status: str = ""
    is_certain: bool = True
    adopted: str = ""
    in_force: str = ""
    ended: str = ""
    standing: Standing = NOTHING_SAID

    @property
    def instruments(self) -> int:
        return self.in_use + self.others

    @property
    def promises(self) -> bool:
        """Whether it holds promises, and not law."""
        return self.kind in (ColumnKind.ORGANISATION, ColumnKind.COMMITMENT)


@dataclass(frozen=True)
class Provided:
    """What one instrument provides on one question; with its safeguards and what rights groups say of it, where the
    provision restricts expression. `is_certain` is whether its status is, on the day of the comparison.
    """

    column: str
    provision: str
    text: str
    reference: str
    instrument: str
    record_id: str
    url: str
    legal_force: str
    status: str
    safeguards: tuple[str, ...] = ()
    critique: str = ""
    is_certain: bool = True

    @property
    def title(self) -> str:
        return self.instrument

    @property
    def stands(self) -> bool:
        return self.status in STANDING


def is_given_up(standing: Standing) -> bool:
    """Whether a promise was given up, by what the evidence says; by what is said, where nobody has assessed."""
    event = standing.assessed or standing.reported
    return event is not None and event.status in GIVEN_UP


@dataclass(frozen=True)
class Promised:
    """What an organisation promised on one question, as the sentence that can be checked, and who says what of it."""

    column: str
    provision: str
    text: str
    title: str
    record_id: str
    url: str
    organisation: str
    framework: str
    standing: Standing

    @property
    def stands(self) -> bool:
        return not is_given_up(self.standing)

    @property
    def said(self) -> tuple[str, str]:
        """The status on each track; empty where nobody has said anything."""
        return tuple(event.status if event else "" for event in (self.standing.reported, self.standing.assessed))


@dataclass(frozen=True)
class Looked:
    """That somebody looked for a provision in a jurisdiction, and did not find it or found that it cannot apply."""

    column: str
    provision: str
    state: str
    checked_on: date
    text: str


@dataclass(frozen=True)
class Question:
    """A provision, as what is asked of all columns."""

    code: str
    label: str
    question: str
    group: str
    restricts_expression: bool
    group_code: str = ""


@dataclass(frozen=True)
class Said:
    """What somebody says of a promise, and no more of it."""

    status: str


@dataclass(frozen=True)
class Glance:
    """What a cell shows where there is no room for words. Cells whose glance is the same look the same.

    `forces` of what stands, the strongest first; how many are `promised`, and how the first of them stands; the status
    of the first that `ended`, where nothing stands.
    """

    state: str
    forces: tuple[str, ...] = ()
    promised: int = 0
    promise: Standing = NOTHING_SAID
    ended: str = ""
    looked: Looked | None = None


@dataclass(frozen=True)
class Cell:
    """The answer of a column; `state` is a CellState.

    What is only proposed, or does not stand any more, answers nothing for a jurisdiction: it is kept apart, in
    `not_in_use`, and so are promises that were given up. An instrument that is compared by itself answers for itself,
    in use or not: so an old law can be read beside the one that took its place.
    """

    column: Column
    state: str
    standing: tuple[Provided, ...] = ()
    not_in_use: tuple[Provided, ...] = ()
    looked: Looked | None = None
    promised: tuple[Promised, ...] = ()
    given_up: tuple[Promised, ...] = ()

    @property
    def answer(self) -> tuple:
        """What makes it another answer than that of a neighbour: its kind, its force, what is not in use and why, and
        how its promises stand."""
        forces = frozenset(item.legal_force for item in self.standing)
        ended = frozenset(item.status for item in self.not_in_use)
        return self.state, forces, ended, frozenset(item.said for item in (*self.promised, *self.given_up))

    @property
    def is_answered(self) -> bool:
        return self.state not in SILENT or bool(self.not_in_use)

    @property
    def is_known(self) -> bool:
        """Whether anything is known on it: somebody has looked, or something is on record, in use or not."""
        return self.state not in NOT_KNOWN or bool(self.not_in_use)

    @property
    def is_held(self) -> bool:
        """Whether there is something on it, in use or not, kept or given up."""
        return bool(self.standing or self.not_in_use or self.promised or self.given_up)

    @property
    def forces(self) -> tuple[str, ...]:
        """The forces of what stands, the strongest first."""
        there = {item.legal_force for item in self.standing}
        return tuple(force for force in LegalForce.values if force in there)

    @property
    def glance(self) -> Glance:
        promises = self.promised or self.given_up
        return Glance(
            state=self.state,
            forces=self.forces,
            promised=len(self.promised),
            promise=_in_short(promises[0].standing) if promises else NOTHING_SAID,
            ended=self.not_in_use[0].status if self.not_in_use and not self.standing else "",
            looked=self.looked,
        )

    def only_binding(self) -> "Cell":
        """Without what does not bind. A promise never binds, and stays: it is there to be held against the law."""
        standing = tuple(item for item in self.standing if item.legal_force == LegalForce.BINDING)
        not_in_use = tuple(item for item in self.not_in_use if item.legal_force == LegalForce.BINDING)
        unbound = (self.standing and not standing) or (self.state == CellState.NOT_IN_USE and not not_in_use)
        state = CellState.NOT_BINDING if unbound else self.state
        return replace(self, state=state, standing=standing, not_in_use=not_in_use)


@dataclass(frozen=True)
class Row:
    question: Question
    cells: tuple[Cell, ...]

    @property
    def is_answered(self) -> bool:
        return any(cell.is_answered for cell in self.cells)

    @property
    def differs(self) -> bool:
        """Whether laws give different kinds of answer, or the same with different force; whether promises do, or stand
        differently; or whether there is law on it and no promise, or the other way round. Where nobody has looked, or
        a single instrument has nothing on record, nothing is known that could differ."""
        laws = [cell for cell in self.cells if cell.is_known and not cell.column.promises]
        promises = [cell for cell in self.cells if cell.column.promises]
        apart = any(len({cell.answer for cell in cells}) > 1 for cells in (laws, promises))
        one_sided = any(cell.is_held for cell in laws) != any(cell.is_held for cell in promises)
        return apart or (bool(laws and promises) and one_sided)

    @property
    def may_differ(self) -> bool:
        """Whether nothing that is known differs, and somebody has something on it where of others nothing is known."""
        is_held = any(cell.is_held for cell in self.cells)
        return is_held and not self.differs and not all(cell.is_known for cell in self.cells)

    @property
    def is_bound(self) -> bool:
        return any(cell.standing or cell.not_in_use for cell in self.cells)


@dataclass(frozen=True)
class Group:
    label: str
    rows: tuple[Row, ...]
    code: str = ""

    @property
    def answered(self) -> int:
        return sum(row.is_answered for row in self.rows)

    @property
    def answers(self) -> int:
        """How many cells hold something."""
        return sum(cell.is_answered for row in self.rows for cell in row.cells)


@dataclass(frozen=True)
class Comparison:
    """`unknown` are the keys that name nothing, `repeated` those that came twice, `surplus` those beyond the limit."""

    columns: tuple[Column, ...]
    groups: tuple[Group, ...]
    unknown: tuple[str, ...] = ()
    surplus: tuple[str, ...] = ()
    repeated: tuple[str, ...] = ()

    def only_differences(self) -> "Comparison":
        """The questions on which the answers differ, and those on which they may: those are leads to look at."""
        return self._with(lambda row: row if row.differs or row.may_differ else None)

    def only_binding(self) -> "Comparison":
        """The questions on which something binds, without what does not."""

        def bound(row: Row) -> Row | None:
            bare = replace(row, cells=tuple(cell.only_binding() for cell in row.cells))
            return bare if bare.is_bound else None

        return self._with(bound)

    def _with(self, change) -> "Comparison":
        changed = (replace(group, rows=tuple(filter(None, map(change, group.rows)))) for group in self.groups)
        return replace(self, groups=tuple(group for group in changed if group.rows))


@dataclass(frozen=True)
class Change:
    """An answer of a column that is another today than it was."""

    question: Question
    then: Cell
    now: Cell

    @property
    def moved(self) -> tuple[Provided | Promised, ...]:
        """What made the answer another: the instruments and promises that came, that stand otherwise, that went."""
        then, now = _held(self.then), _held(self.now)
        came = [item for name, (item, how) in now.items() if name not in then or then[name][1] != how]
        return (*came, *(item for name, (item, _how) in then.items() if name not in now))


def _in_short(standing: Standing) -> Standing:
    """How a promise stands, without what else is said of it."""
    return Standing(*(event and Said(event.status) for event in (standing.reported, standing.assessed)))


def _held(cell: Cell) -> dict[str, tuple[Provided | Promised, object]]:
    """What a cell holds, by record id, each with what of it makes an answer."""
    laws = ((item, "" if item.stands else item.status) for item in (*cell.standing, *cell.not_in_use))
    promises = ((item, item.said) for item in (*cell.promised, *cell.given_up))
    return {item.record_id: (item, how) for item, how in (*laws, *promises)}


def changes(then: Comparison, now: Comparison) -> tuple[Change, ...]:
    """Where the answers to the same questions differ between two days, in the order of the questions."""
    today = {(row.question.code, cell.column.key): cell for row in _rows(now) for cell in row.cells}
    found = []
    for row in _rows(then):
        for cell in row.cells:
            later = today.get((row.question.code, cell.column.key))
            if later and later.answer != cell.answer:
                found.append(Change(row.question, cell, later))
    return tuple(found)


def _rows(comparison: Comparison) -> Iterator[Row]:
    return (row for group in comparison.groups for row in group.rows)


def build(
    columns: Iterable[Column],
    questions: Iterable[Question],
    provided: Iterable[Provided],
    looked: Iterable[Looked],
    promised: Iterable[Promised] = (),
) -> Comparison:
    """Put what was provided, promised and looked for into the cells where it belongs."""
    columns = tuple(columns)
    laws: dict[tuple[str, str], list[Provided]] = defaultdict(list)
    for item in provided:
        laws[item.column, item.provision].append(item)
    promises: dict[tuple[str, str], list[Promised]] = defaultdict(list)
    for promise in promised:
        promises[promise.column, promise.provision].append(promise)
    findings = {(item.column, item.provision): item for item in looked}
    groups: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for question in questions:
        places = [(column, (column.key, question.code)) for column in columns]
        cells = tuple(
            _promise_cell(column, promises[place])
            if column.promises
            else _law_cell(column, laws[place], findings.get(place))
            for column, place in places
        )
        groups[question.group, question.group_code].append(Row(question, cells))
    return Comparison(columns, tuple(Group(label, tuple(rows), code) for (label, code), rows in groups.items()))


def _law_cell(column: Column, items: list[Provided], looked: Looked | None) -> Cell:
    standing = tuple(item for item in items if item.stands)
    not_in_use = tuple(item for item in items if not item.stands)
    if standing:
        return Cell(column, CellState.RECORDED, standing, not_in_use)
    if column.kind == ColumnKind.INSTRUMENT:
        return Cell(column, CellState.NOT_IN_USE if not_in_use else CellState.NOT_RECORDED, (), not_in_use)
    return Cell(column, looked.state if looked else CellState.UNKNOWN, (), not_in_use, looked)


def _promise_cell(column: Column, items: list[Promised]) -> Cell:
    promised = tuple(item for item in items if item.stands)
    given_up = tuple(item for item in items if not item.stands)
    state = CellState.PROMISED if promised else CellState.GIVEN_UP if given_up else CellState.NOT_PROMISED
    return Cell(column, state, promised=promised, given_up=given_up)
