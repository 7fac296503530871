"""The briefing on a comparison: the same questions to all, first at a glance, then in words."""

from dataclasses import replace
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from initiatives.briefings.bibliography import Bibliography
from initiatives.briefings.contents import (
    BriefingContents,
    Mark,
    Passage,
    Promise,
    Promises,
    Prose,
    Row,
    Section,
    Table,
)
from initiatives.briefings.past import how_of_day
from initiatives.briefings.records import (
    absolute,
    commitment_mark,
    data_date,
    dated,
    facts,
    force_mark,
    language_of,
    record_address,
    said,
    status_mark,
    titled,
)
from policies.choices import CellState, ColumnKind
from policies.choosing import BINDING, DIFFERENCES
from policies.comparison import UNKNOWN, Cell, Change, Column, Comparison, Promised, Provided
from policies.comparison import Group as Asked
from policies.comparison import Row as Answers
from policies.models import JurisdictionPage
from policies.querysets import parents
from policies.status import Standing
from policytracker.core.as_of import AsOf
from policytracker.core.templatetags.dates import date_in_words

# More columns of prose than this cannot be read side by side on a sheet: each question then has its own table.
SIDE_BY_SIDE = 4


def comparison_briefing(
    comparison: Comparison, instruments, commitments, only, as_of: AsOf, changes: tuple[Change, ...] = ()
) -> BriefingContents:
    """What is compared, with the instruments and commitments that it quotes and their sources.

    `only` is what was asked for alone, and `as_of` the day of the comparison: both stand in the address. `changes` are
    the answers that are others today than on a past day.
    """
    bibliography = Bibliography()
    columns = comparison.columns
    groups = [replace(group, rows=tuple(row for row in group.rows if row.is_answered)) for group in comparison.groups]
    groups = [group for group in groups if group.rows]
    in_words = side_by_side if len(columns) <= SIDE_BY_SIDE else one_below_the_other
    sections = [
        *([how_of_day(as_of)] if as_of.is_past else []),
        Section(_("At a glance"), tuple(matrix(group, columns) for group in groups), wide=True),
        *(in_words(group, columns) for group in groups),
        Section(_("On record nowhere"), on_record_nowhere(comparison)),
        Section(_("Instruments, critique and doubts"), instruments_table(instruments, statuses(groups), bibliography)),
        Section(_("Promises, with what is said of them"), promises_table(groups, bibliography)),
        Section(_("What changed since %(day)s") % {"day": date_in_words(as_of.day)}, changes_table(changes)),
    ]
    titles = [column.title for column in columns]
    asked = sum(len(group.rows) for group in comparison.groups)
    answered = sum(len(group.rows) for group in groups)
    return BriefingContents(
        kind=_("Comparison"),
        title=", ".join(titles),
        address=absolute(as_of.kept(address_of(columns, only))),
        file_name="-".join(["comparison", *(column.key.lower() for column in columns)])[:80],
        data_date=data_date([*instruments, *commitments]),
        summary=_(
            "The same %(asked)d questions to all, with what is on record for each, and what nobody has looked at."
        )
        % {"asked": asked},
        facts=facts(
            (_("Compared"), [compared(column) for column in columns]),
            (_("Questions with an answer"), _("%(some)d of %(all)d") % {"some": answered, "all": asked}),
            (_("Shown"), [text for value, text in selections() if value in only]),
            (_("As it was on"), dated(as_of.day.isoformat()) if as_of.is_past else None),
        ),
        keywords=tuple(titles),
        sections=tuple(section for section in sections if section.blocks or section.sections),
        sources=bibliography.references(),
    )


def address_of(columns: tuple[Column, ...], only: list[str]) -> str:
    asked = {"in": ",".join(column.key for column in columns)} | ({"only": ",".join(only)} if only else {})
    return f"{reverse('compare')}?{urlencode(asked, safe=',')}"


def selections() -> list[tuple[str, str]]:
    return [
        (BINDING, _("Only law that binds, with the promises beside it")),
        (DIFFERENCES, _("Only questions on which the columns differ, or of some of them nothing is known yet")),
    ]


def compared(column: Column) -> Passage:
    return Passage(column.title, link=absolute(column.url), detail=column_detail(column), language=language_in(column))


def language_in(column: Column) -> str:
    """That of its title, where it is another than that of the briefing: jurisdictions have names in all."""
    return "" if column.kind == ColumnKind.JURISDICTION else language_of(column)


def column_detail(column: Column) -> str:
    if column.kind in (ColumnKind.INSTRUMENT, ColumnKind.COMMITMENT):
        return column.place
    if column.kind == ColumnKind.ORGANISATION:
        return ngettext("%(number)d promise", "%(number)d promises", column.instruments) % {
            "number": column.instruments
        }
    return ngettext("%(number)d instrument", "%(number)d instruments", column.instruments) % {
        "number": column.instruments
    }


def matrix(group: Asked, columns: tuple[Column, ...]) -> Table:
    """What kind of answer each column gives to each question of a group, without the words."""
    rows = tuple(
        Row(Passage(row.question.label), tuple((at_a_glance(cell),) for cell in row.cells)) for row in group.rows
    )
    return _table(group.label, columns, rows, layout="matrix")


def at_a_glance(cell: Cell) -> Passage:
    if cell.forces:
        return Passage(marks=tuple(force_mark(force) for force in cell.forces))
    if promises := (*cell.promised, *cell.given_up):
        newest = (item.standing.assessed or item.standing.reported for item in promises)
        marks = dict.fromkeys(commitment_mark(event) for event in newest if event)
        return Passage(marks=tuple(marks)) if marks else Passage(detail=str(CellState(cell.state).label))
    if cell.not_in_use:
        return Passage(marks=tuple(status_mark(status) for status in dict.fromkeys(i.status for i in cell.not_in_use)))
    if cell.state == UNKNOWN:
        return Passage(detail=_("not looked at"))
    if cell.state == CellState.NOT_RECORDED:
        return Passage(detail=_("nothing on record"))
    return empty(cell)


def empty(cell: Cell) -> Passage:
    """An empty cell in words: which kind of empty it is."""
    if cell.state == CellState.NOT_PROMISED and cell.column.kind == ColumnKind.COMMITMENT:
        return Passage(detail=_("Not what this promise is about"))
    return Passage(
        detail=str(CellState(cell.state).label), date=cell.looked.checked_on.isoformat() if cell.looked else ""
    )


def changes_table(changes: tuple[Change, ...]) -> tuple[Table, ...]:
    """The answers that are others today, with the instruments and promises that made them so."""
    rows = tuple(
        Row(
            Passage(change.question.label),
            (
                (Passage(change.now.column.title, language=language_in(change.now.column)),),
                (at_a_glance(change.then),),
                (at_a_glance(change.now),),
                tuple(titled(item) for item in change.moved),
            ),
        )
        for change in changes
    )
    columns = (_("Question"), _("Who"), _("Then"), _("Today"), _("What moved"))
    return (Table("", columns, rows),) if rows else ()


def answers(comparison: Comparison) -> tuple[Table, ...]:
    """The answers of a single column, by group: which instruments give them, or which kind of empty it is."""
    return tuple(
        Table(
            group.label,
            (_("Question"), _("Answered by")),
            tuple(Row(question(row), (answered_by(row.cells[0]) or (empty(row.cells[0]),),)) for row in group.rows),
            layout="asked",
        )
        for group in comparison.groups
    )


def answered_by(cell: Cell) -> tuple[Passage, ...]:
    return tuple(
        Passage(
            item.instrument,
            link=record_address(item.record_id),
            marks=(force_mark(item.legal_force), *ended(item)),
            detail=item.reference,
            language=language_of(item),
        )
        for item in (*cell.standing, *cell.not_in_use)
    )


def side_by_side(group: Asked, columns: tuple[Column, ...]) -> Section:
    """The answers in words, a column for each."""
    rows = tuple(
        Row(question(row), tuple(passages(row, cell) or (empty(cell),) for cell in row.cells)) for row in group.rows
    )
    return Section(group.label, (_table("", columns, rows, layout="side-by-side"),), wide=True)


def _table(caption: str, columns: tuple[Column, ...], rows: tuple[Row, ...], layout: str) -> Table:
    """A question a row, and for each column its answer."""
    headings = (_("Question"), *(column.title for column in columns))
    return Table(caption, headings, rows, layout, languages=("", *map(language_in, columns)))


def one_below_the_other(group: Asked, columns: tuple[Column, ...]) -> Section:
    """The answers in words, a table for each question; who has none is named at its end."""
    return Section(group.label, sections=tuple(question_section(row) for row in group.rows))


def question_section(row: Answers) -> Section:
    answered = [cell for cell in row.cells if cell.is_answered]
    unknown = [cell.column.title for cell in row.cells if cell.state == UNKNOWN and not cell.not_in_use]
    unrecorded = [cell.column.title for cell in row.cells if cell.state == CellState.NOT_RECORDED]
    silent = [cell.column.title for cell in row.cells if cell.state == CellState.NOT_PROMISED]
    rows = tuple(
        Row(Passage(cell.column.title, language=language_in(cell.column)), (passages(row, cell) or (empty(cell),),))
        for cell in answered
    )
    table = Table(row.question.question, (_("Who"), _("What is on record, in our words")), rows, layout="answers")
    rest = [
        text % {"names": ", ".join(names)}
        for text, names in (
            (_("Nobody has looked yet: %(names)s."), unknown),
            (_("Nothing on record in these instruments: %(names)s."), unrecorded),
            (_("No promise on record: %(names)s."), silent),
        )
        if names
    ]
    return Section(row.question.label, (table, Prose(tuple(rest), voice="empty")) if rest else (table,))


def question(row: Answers) -> Passage:
    return Passage(row.question.label, detail=row.question.question)


def passages(row: Answers, cell: Cell) -> tuple[Passage, ...]:
    """What instruments provide, those that stand first; where one restricts expression, its safeguards follow."""
    made: list[Passage] = []
    for item in (*cell.standing, *cell.not_in_use):
        language, link = language_of(item), record_address(item.record_id)
        made.append(Passage(item.text, language=language))
        marks = (force_mark(item.legal_force), *ended(item))
        made.append(Passage(item.instrument, link=link, marks=marks, detail=item.reference, language=language))
        if row.question.restricts_expression:
            if item.safeguards:
                made.append(Passage(label=_("Safeguards"), detail=" ".join(item.safeguards), language=language))
            else:
                made.append(Passage(label=_("Safeguards"), detail=_("none on record in this instrument")))
            if item.critique:
                made.append(Passage(label=_("Critique"), detail=item.critique, language=language))
    for promise in (*cell.promised, *cell.given_up):
        made.append(Passage(promise.text, language=language_of(promise)))
        made.append(titled(promise, detail=promise.framework))
        made.extend(tracks(promise.standing))
    return tuple(made)


def tracks(standing: Standing) -> tuple[Passage, ...]:
    """What is said of a promise beside what the evidence says."""
    return tuple(
        Passage(label=label, marks=(commitment_mark(event),), date=str(event.date))
        if event
        else Passage(label=label, detail=nothing)
        for label, event, nothing in (
            (_("Says"), standing.reported, _("nothing on record")),
            (_("Evidence"), standing.assessed, _("not assessed yet")),
        )
    )


def ended(item: Provided) -> tuple[Mark, ...]:
    """The status of what does not stand any more, or not yet."""
    return () if item.stands else (status_mark(item.status),)


def on_record_nowhere(comparison: Comparison) -> tuple[Prose, ...]:
    """The questions that nothing is on record for, in any column."""
    rows = [row for group in comparison.groups for row in group.rows if not row.is_answered]
    if not rows:
        return ()
    labels = "; ".join(row.question.label for row in rows)
    said = [_("Of none of them is anything on record for: %(labels)s.") % {"labels": labels}]
    if any(cell.state == UNKNOWN for row in rows for cell in row.cells):
        said.append(_("Nobody has looked yet."))
    return (Prose((" ".join(said),)),)


def statuses(groups: list[Asked]) -> dict[str, str]:
    """How the quoted instruments stood on the day of the comparison, by their record ids."""
    cells = (cell for group in groups for row in group.rows for cell in row.cells)
    return {item.record_id: item.status for cell in cells for item in (*cell.standing, *cell.not_in_use)}


def instruments_table(instruments, stood: dict[str, str], bibliography: Bibliography) -> tuple[Table, ...]:
    """What is quoted, with what others object to and what is doubtful: nobody should take the one without the other."""
    names = {pk: page.name for pk, page in parents(instruments, JurisdictionPage).items()}
    rows = tuple(
        Row(
            titled(instrument, detail=names.get(instrument.pk, "")),
            (
                (
                    Passage(marks=(force_mark(instrument.legal_force), status_mark(stood[instrument.record_id]))),
                    Passage(detail=instrument.get_verification_display()),
                ),
                tuple(
                    Passage(text, label=label, language=language_of(instrument))
                    for label, text in ((_("Critique"), instrument.critique), (_("Notes"), instrument.notes))
                    if text
                ),
                (Passage(sources=bibliography.cite_record(instrument)),),
            ),
        )
        for instrument in instruments
    )
    columns = (_("Instrument"), _("Force, status, verification"), _("Critique and doubts"), _("Sources"))
    return (Table("", columns, rows, layout="quoted"),) if rows else ()


def promises_table(groups: list[Asked], bibliography: Bibliography) -> tuple[Promises, ...]:
    """Each promise once, with both statuses and where they can be checked."""
    cells = (cell for group in groups for row in group.rows for cell in row.cells)
    found: dict[str, Promised] = {item.record_id: item for cell in cells for item in (*cell.promised, *cell.given_up)}
    rows = tuple(
        Promise(
            title=titled(item, detail=item.organisation),
            reported=said(item.standing.reported, bibliography, item),
            assessed=said(item.standing.assessed, bibliography, item),
        )
        for item in found.values()
    )
    return (Promises("", rows),) if rows else ()
