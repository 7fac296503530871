"""A comparison as a table to take away: a row for each thing that a column answers to a question, or which empty it is.

Long rather than wide: so each answer keeps its own force, status, reference and address, and can be filtered.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from policies.choices import CellState, CommitmentStatus, InstrumentStatus, LegalForce
from policies.comparison import Cell, Column, Comparison, Promised, Provided, Question
from policytracker.core import exports
from policytracker.core.addresses import absolute


@dataclass(frozen=True)
class Answer:
    """A row: what an instrument provides or an organisation promised, or, without either, which empty a cell is."""

    group: str
    question: Question
    column: Column
    state: str
    item: Provided | Promised | None
    cell: Cell

    def of_item(self, name: str):
        return getattr(self.item, name, "")

    def said(self, track: str) -> str:
        """The status of a promise on a track; empty for law, and where nobody has said anything."""
        event = getattr(self.of_item("standing"), track, None)
        return event.status if event else ""

    @property
    def url(self) -> str:
        return absolute(self.item.url) if self.item else ""

    @property
    def checked_on(self) -> str:
        return self.cell.looked.checked_on.isoformat() if self.cell.looked else ""

    @property
    def text(self) -> str:
        """What is provided; of an empty cell, what was noted when somebody looked."""
        if self.item:
            return self.item.text
        return self.cell.looked.text if self.cell.looked else ""


def comparison_export(comparison: Comparison, path: str) -> exports.Export:
    """`path` is the address at which it can be read."""
    rows = list(answers(comparison))
    return exports.Export(
        name="comparison",
        path=path,
        columns=_columns(),
        items=rows,
        as_json=_as_json,
        total=len(rows),
    )


def answers(comparison: Comparison) -> Iterator[Answer]:
    """In the order of the questions, and for each of the columns."""
    for group in comparison.groups:
        for row in group.rows:
            for cell in row.cells:
                for state, item in _of(cell):
                    yield Answer(group.label, row.question, cell.column, state, item, cell)


def _of(cell: Cell) -> Iterator[tuple[str, Provided | Promised | None]]:
    for item in cell.standing:
        yield CellState.RECORDED, item
    for item in cell.promised:
        yield CellState.PROMISED, item
    if cell.state not in (CellState.RECORDED, CellState.PROMISED, CellState.NOT_IN_USE, CellState.GIVEN_UP):
        yield cell.state, None
    for item in cell.not_in_use:
        yield CellState.NOT_IN_USE, item
    for item in cell.given_up:
        yield CellState.GIVEN_UP, item


def _columns() -> list[exports.Column]:
    forces, statuses, said = (dict(kind.choices) for kind in (LegalForce, InstrumentStatus, CommitmentStatus))
    return [
        exports.Column(_("Group"), lambda row: row.group),
        exports.Column(_("Provision"), lambda row: row.question.label),
        exports.Column(_("Question"), lambda row: row.question.question),
        exports.Column(_("Key"), lambda row: row.column.key),
        exports.Column(_("Compared"), lambda row: row.column.title),
        exports.Column(_("Answer"), lambda row: str(CellState(row.state).label)),
        exports.Column(_("Text"), lambda row: row.text),
        exports.Column(_("Legal force"), lambda row: str(forces.get(row.of_item("legal_force"), ""))),
        exports.Column(_("Status"), lambda row: str(statuses.get(row.of_item("status"), ""))),
        exports.Column(_("Reported"), lambda row: str(said.get(row.said("reported"), ""))),
        exports.Column(_("Assessed"), lambda row: str(said.get(row.said("assessed"), ""))),
        exports.Column(_("Reference"), lambda row: row.of_item("reference")),
        exports.Column(_("Safeguards"), lambda row: row.of_item("safeguards") or ()),
        exports.Column(_("Critique"), lambda row: row.of_item("critique")),
        exports.Column(_("Instrument"), lambda row: row.of_item("instrument")),
        exports.Column(_("Promise"), lambda row: row.of_item("title")),
        exports.Column(_("Id"), lambda row: row.of_item("record_id")),
        exports.Column(_("Checked on"), lambda row: row.checked_on),
        exports.Column(_("Address"), lambda row: row.url),
    ]


def _as_json(row: Answer) -> dict:
    """In the codes of the API, where the empties are told apart as here."""
    return {
        "provision": row.question.code,
        "column": row.column.key,
        "title": row.column.title,
        "state": row.state,
        "text": row.text,
        "legal_force": row.of_item("legal_force"),
        "status": row.of_item("status"),
        "reported": row.said("reported"),
        "assessed": row.said("assessed"),
        "reference": row.of_item("reference"),
        "safeguards": list(row.of_item("safeguards")),
        "critique": row.of_item("critique"),
        "instrument": row.of_item("instrument"),
        "promise": row.of_item("title"),
        "id": row.of_item("record_id"),
        "checked_on": row.checked_on or None,
        "url": row.url,
    }
