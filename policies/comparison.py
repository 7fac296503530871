"""Jurisdictions and instruments side by side: the same questions for all, and empty cells that say which kind of empty.

`build` is pure. `compare` fetches what it needs, in a number of queries that does not grow with the columns.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from policies import querysets
from policies.choices import STANDING
from policies.models import Finding, JurisdictionPage

LIMIT = 12
# What is shown beside a provision that restricts expression.
SAFEGUARDS = ("rights-safeguards", "user-redress", "independent-oversight")
RECORDED, UNKNOWN = "recorded", "unknown"


@dataclass(frozen=True)
class Column:
    """What is compared: a jurisdiction, by its code, or one instrument, by its record id."""

    key: str
    title: str
    url: str
    kind: str
    place: str
    instruments: int = 1


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
    """The answer of a column. `state` is `recorded`, a FindingState, or `unknown`: nobody has looked yet."""

    column: Column
    state: str
    standing: tuple[Provided, ...] = ()
    ended: tuple[Provided, ...] = ()
    looked: Looked | None = None


@dataclass(frozen=True)
class Row:
    question: Question
    cells: tuple[Cell, ...]

    @property
    def is_answered(self) -> bool:
        return any(cell.state != UNKNOWN or cell.ended for cell in self.cells)

    @property
    def differs(self) -> bool:
        """Whether the columns give different kinds of answer, or the same with different legal force."""
        return len({(cell.state, frozenset(item.legal_force for item in cell.standing)) for cell in self.cells}) > 1


@dataclass(frozen=True)
class Group:
    label: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Comparison:
    """`unknown` are the keys that name nothing; `surplus` those beyond the limit."""

    columns: tuple[Column, ...]
    groups: tuple[Group, ...]
    unknown: tuple[str, ...] = ()
    surplus: tuple[str, ...] = ()

    def only_differences(self) -> "Comparison":
        groups = (Group(group.label, tuple(row for row in group.rows if row.differs)) for group in self.groups)
        kept = tuple(group for group in groups if group.rows)
        return Comparison(self.columns, kept, self.unknown, self.surplus)


@dataclass
class _Found:
    columns: dict[str, Column] = field(default_factory=dict)
    provided: list[Provided] = field(default_factory=list)


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
    ended = tuple(item for item in items if not item.stands)
    if standing:
        return Cell(column, RECORDED, standing, ended)
    return Cell(column, looked.state if looked else UNKNOWN, (), ended, looked)


def compare(keys: Iterable[str]) -> Comparison:
    """Compare what the keys name: codes such as LT, and record ids of instruments. Repetitions count once."""
    wanted = list(dict.fromkeys(key.strip() for key in keys if key.strip()))
    wanted, surplus = wanted[:LIMIT], wanted[LIMIT:]
    found = _Found()
    _add_jurisdictions(found, [key.upper() for key in wanted])
    _add_instruments(found, [key for key in wanted if key.upper() not in found.columns])
    names = [key.upper() if key.upper() in found.columns else key for key in wanted]
    columns = [found.columns[name] for name in dict.fromkeys(names) if name in found.columns]
    questions = [
        Question(row.code, row.label, row.question, row.group.label, row.restricts_expression)
        for row in querysets.provisions()
    ]
    looked = [
        Looked(row.jurisdiction.code, row.provision.code, row.state, row.checked_on, row.text)
        for row in Finding.objects.filter(jurisdiction__code__in=list(found.columns)).select_related(
            "provision", "jurisdiction"
        )
    ]
    comparison = build(columns, questions, found.provided, looked)
    unknown = tuple(name for name in names if name not in found.columns)
    return Comparison(comparison.columns, comparison.groups, unknown, tuple(surplus))


def _add_jurisdictions(found: _Found, codes: list[str]) -> None:
    places = list(querysets.jurisdictions().filter(code__in=codes))
    by_path = {place.path: place for place in places}
    instruments = querysets.below_any(places, querysets.instruments()).order_by("-in_force", "title")
    counts: dict[str, int] = defaultdict(int)
    for page in instruments:
        place = by_path[page.path[: -page.steplen]]
        counts[place.code] += 1
        found.provided.extend(_provided(page, place.code))
    for place in places:
        found.columns[place.code] = Column(
            place.code, place.name, place.url, "jurisdiction", place.name, counts[place.code]
        )


def _add_instruments(found: _Found, record_ids: list[str]) -> None:
    pages = list(querysets.instruments().filter(record_id__in=record_ids))
    places = querysets.parents(pages, JurisdictionPage)
    for page in pages:
        found.columns[page.record_id] = Column(
            page.record_id, page.title, page.url, "instrument", places[page.path[: -page.steplen]].name
        )
        found.provided.extend(_provided(page, page.record_id))


def _provided(page, column: str) -> list[Provided]:
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
