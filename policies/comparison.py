"""Jurisdictions and instruments side by side: the same questions for all, and empty cells that say which kind of empty.

`build` is pure. `compare` fetches what it needs, in a number of queries that does not grow with the columns.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from policies import querysets
from policies.choices import STANDING
from policies.models import Finding, InstrumentPage, JurisdictionPage

LIMIT = 12
# What is shown beside a provision that restricts expression.
SAFEGUARDS = ("rights-safeguards", "user-redress", "independent-oversight")
RECORDED, UNKNOWN = "recorded", "unknown"


@dataclass(frozen=True)
class Column:
    """What is compared: a jurisdiction, by its code, or one instrument, by its record id.

    `what` says in words which sort of jurisdiction or instrument it is. A jurisdiction has its instruments counted,
    those in use and all others; an instrument has a force and a status, and the jurisdiction that it belongs to.
    """

    key: str
    title: str
    url: str
    kind: str
    place: str
    what: str = ""
    in_use: int = 0
    others: int = 0
    legal_force: str = ""
    status: str = ""

    @property
    def instruments(self) -> int:
        return self.in_use + self.others


@dataclass(frozen=True)
class Provided:
    """What one instrument provides on one question, with its safeguards where the provision restricts expression."""

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

    @property
    def stands(self) -> bool:
        return self.status in STANDING


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


@dataclass(frozen=True)
class Cell:
    """The answer of a column. `state` is `recorded`, a FindingState, or `unknown`: nobody has looked yet.

    What is only proposed, or does not stand any more, answers nothing: it is kept apart, in `not_in_use`.
    """

    column: Column
    state: str
    standing: tuple[Provided, ...] = ()
    not_in_use: tuple[Provided, ...] = ()
    looked: Looked | None = None

    @property
    def answer(self) -> tuple:
        """What makes it another answer than that of a neighbour: its kind, its force, what is not in use and why."""
        forces = frozenset(item.legal_force for item in self.standing)
        return self.state, forces, frozenset(item.status for item in self.not_in_use)


@dataclass(frozen=True)
class Row:
    question: Question
    cells: tuple[Cell, ...]

    @property
    def is_answered(self) -> bool:
        return any(cell.state != UNKNOWN or cell.not_in_use for cell in self.cells)

    @property
    def differs(self) -> bool:
        """Whether the columns give different kinds of answer, or the same with different legal force."""
        return len({cell.answer for cell in self.cells}) > 1


@dataclass(frozen=True)
class Group:
    label: str
    rows: tuple[Row, ...]

    @property
    def answered(self) -> int:
        return sum(row.is_answered for row in self.rows)


@dataclass(frozen=True)
class Comparison:
    """`unknown` are the keys that name nothing; `surplus` those beyond the limit."""

    columns: tuple[Column, ...]
    groups: tuple[Group, ...]
    unknown: tuple[str, ...] = ()
    surplus: tuple[str, ...] = ()

    def only_differences(self) -> "Comparison":
        groups = (Group(group.label, tuple(row for row in group.rows if row.differs)) for group in self.groups)
        return replace(self, groups=tuple(group for group in groups if group.rows))


def build(
    columns: Iterable[Column], questions: Iterable[Question], provided: Iterable[Provided], looked: Iterable[Looked]
) -> Comparison:
    """Put what was provided and what was looked for into the cells where it belongs."""
    columns = tuple(columns)
    by_cell: dict[tuple[str, str], list[Provided]] = defaultdict(list)
    for item in provided:
        by_cell[item.column, item.provision].append(item)
    findings = {(item.column, item.provision): item for item in looked}
    groups: dict[str, list[Row]] = defaultdict(list)
    for question in questions:
        cells = tuple(
            _cell(column, by_cell[column.key, question.code], findings.get((column.key, question.code)))
            for column in columns
        )
        groups[question.group].append(Row(question, cells))
    return Comparison(columns, tuple(Group(label, tuple(rows)) for label, rows in groups.items()))


def _cell(column: Column, items: list[Provided], looked: Looked | None) -> Cell:
    standing = tuple(item for item in items if item.stands)
    not_in_use = tuple(item for item in items if not item.stands)
    if standing:
        return Cell(column, RECORDED, standing, not_in_use)
    return Cell(column, looked.state if looked else UNKNOWN, (), not_in_use, looked)


def compare(keys: Iterable[str]) -> Comparison:
    """Compare what the keys name: codes such as LT, and record ids of instruments. Repetitions count once."""
    typed: dict[str, str] = {}
    for key in keys:
        if key.strip():
            typed.setdefault(key.strip().upper(), key.strip())
    wanted, surplus = list(typed)[:LIMIT], list(typed)[LIMIT:]
    found = _Found()
    found.add_jurisdictions(wanted)
    found.add_instruments([key for key in wanted if key not in found.columns])
    questions = [
        Question(row.code, row.label, row.question, row.group.label, row.restricts_expression)
        for row in querysets.provisions()
    ]
    columns = [found.columns[key] for key in wanted if key in found.columns]
    unknown = tuple(typed[key] for key in wanted if key not in found.columns)
    comparison = build(columns, questions, found.provided, found.looked)
    return replace(comparison, unknown=unknown, surplus=tuple(typed[key] for key in surplus))


@dataclass
class _Found:
    """What the keys turned out to name. `columns` go by the key in capitals, as an address may have it."""

    columns: dict[str, Column] = field(default_factory=dict)
    provided: list[Provided] = field(default_factory=list)
    looked: list[Looked] = field(default_factory=list)

    def add_jurisdictions(self, codes: list[str]) -> None:
        places = {place.path: place for place in querysets.jurisdictions().filter(code__in=codes)}
        in_use, others = Counter(), Counter()
        pages = querysets.below_any(places.values(), querysets.instruments()).order_by("-in_force", "title")
        for page in pages:
            place = places[page.path[: -page.steplen]]
            (in_use if page.status in STANDING else others)[place.code] += 1
            self.provided.extend(_provided(page, place.code))
        for place in places.values():
            self.columns[place.code] = Column(
                key=place.code,
                title=place.name,
                url=place.url,
                kind="jurisdiction",
                place=place.name,
                what=place.get_kind_display(),
                in_use=in_use[place.code],
                others=others[place.code],
            )
        findings = Finding.objects.filter(jurisdiction__in=places.values())
        self.looked.extend(
            Looked(row.jurisdiction.code, row.provision.code, row.state, row.checked_on, row.text)
            for row in findings.select_related("provision", "jurisdiction")
        )

    def add_instruments(self, keys: list[str]) -> None:
        pages = list(querysets.instruments().filter(record_id__in=[key.lower() for key in keys]))
        places = querysets.parents(pages, JurisdictionPage)
        for page in pages:
            self.provided.extend(_provided(page, page.record_id))
            self.columns[page.record_id.upper()] = Column(
                key=page.record_id,
                title=page.title,
                url=page.url,
                kind="instrument",
                place=places[page.path[: -page.steplen]].name,
                what=page.get_kind_display(),
                legal_force=page.legal_force,
                status=page.status,
            )


def _provided(page: InstrumentPage, column: str) -> list[Provided]:
    rows = list(page.provisions.all())
    safeguards = tuple(f"{row.provision.label}: {row.text}" for row in rows if row.provision.code in SAFEGUARDS)
    url = page.url
    return [
        Provided(
            column=column,
            provision=row.provision.code,
            text=row.text,
            reference=row.reference,
            instrument=page.title,
            record_id=page.record_id,
            url=url,
            legal_force=page.legal_force,
            status=page.status,
            safeguards=safeguards if row.provision.restricts_expression else (),
        )
        for row in rows
    ]
