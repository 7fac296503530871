"""The briefing on a comparison: the same questions to all, first at a glance, then in words."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from initiatives.briefings.bibliography import Bibliography
from initiatives.briefings.contents import BriefingContents, Mark, Passage, Prose, Row, Section, Table
from initiatives.briefings.records import (
    absolute,
    data_date,
    facts,
    force_and_status,
    force_mark,
    parent_titles,
    record_address,
    record_link,
    status_mark,
)
from policies.choices import FindingState, LegalForce
from policies.comparison import UNKNOWN, Cell, Column, Comparison, Group, Provided
from policies.comparison import Row as Answers

# More columns of prose than this cannot be read side by side on a sheet: each question then has its own table.
SIDE_BY_SIDE = 4


def comparison_briefing(comparison: Comparison, instruments) -> BriefingContents:
    """What is compared, and `instruments`: those that it quotes, with their sources."""
    bibliography = Bibliography()
    columns = comparison.columns
    groups = [Group(group.label, tuple(row for row in group.rows if row.is_answered)) for group in comparison.groups]
    groups = [group for group in groups if group.rows]
    in_words = side_by_side if len(columns) <= SIDE_BY_SIDE else one_below_the_other
    sections = [
        Section(_("At a glance"), tuple(matrix(group, columns) for group in groups), wide=True),
        *(in_words(group, columns) for group in groups),
        Section(_("Not looked at anywhere"), not_looked_at(comparison)),
        Section(_("Instruments, critique and doubts"), instruments_table(instruments, bibliography)),
    ]
    titles = [column.title for column in columns]
    asked = sum(len(group.rows) for group in comparison.groups)
    answered = sum(len(group.rows) for group in groups)
    return BriefingContents(
        kind=_("Comparison"),
        title=", ".join(titles),
        address=absolute(f"{reverse('compare')}?{urlencode({'in': ','.join(c.key for c in columns)}, safe=',')}"),
        file_name="-".join(["comparison", *(column.key.lower() for column in columns)])[:80],
        data_date=data_date(instruments),
        summary=_(
            "The same %(asked)d questions to all, with what is on record for each, and what nobody has looked at."
        )
        % {"asked": asked},
        facts=facts(
            (_("Compared"), [Passage(c.title, link=absolute(c.url), detail=column_detail(c)) for c in columns]),
            (_("Questions with an answer"), _("%(some)d of %(all)d") % {"some": answered, "all": asked}),
        ),
        keywords=tuple(titles),
        sections=tuple(section for section in sections if section.blocks or section.sections),
        sources=bibliography.references(),
    )


def column_detail(column: Column) -> str:
    if column.kind == "instrument":
        return column.place
    return ngettext("%(number)d instrument", "%(number)d instruments", column.instruments) % {
        "number": column.instruments
    }


def matrix(group: Group, columns: tuple[Column, ...]) -> Table:
    """What kind of answer each column gives to each question of a group, without the words."""
    rows = tuple(
        Row(Passage(row.question.label), tuple((at_a_glance(cell),) for cell in row.cells)) for row in group.rows
    )
    return Table(group.label, (_("Question"), *(column.title for column in columns)), rows, layout="matrix")


def at_a_glance(cell: Cell) -> Passage:
    forces = [force for force in LegalForce if force in {item.legal_force for item in cell.standing}]
    if forces:
        return Passage(marks=tuple(force_mark(force) for force in forces))
    if cell.not_in_use:
        return Passage(marks=tuple(status_mark(status) for status in dict.fromkeys(i.status for i in cell.not_in_use)))
    if cell.state == UNKNOWN:
        return Passage(detail=_("not looked at"))
    return empty(cell)


def empty(cell: Cell) -> Passage:
    """An empty cell in words: which kind of empty it is."""
    if cell.state == UNKNOWN:
        return Passage(detail=_("Nobody has looked"))
    return Passage(
        detail=str(FindingState(cell.state).label), date=cell.looked.checked_on.isoformat() if cell.looked else ""
    )


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
        )
        for item in (*cell.standing, *cell.not_in_use)
    )


def side_by_side(group: Group, columns: tuple[Column, ...]) -> Section:
    """The answers in words, a column for each."""
    rows = tuple(
        Row(question(row), tuple(passages(row, cell) or (empty(cell),) for cell in row.cells)) for row in group.rows
    )
    headings = (_("Question"), *(column.title for column in columns))
    return Section(group.label, (Table("", headings, rows, layout="side-by-side"),), wide=True)


def one_below_the_other(group: Group, columns: tuple[Column, ...]) -> Section:
    """The answers in words, a table for each question; who has none is named at its end."""
    return Section(group.label, sections=tuple(question_section(row) for row in group.rows))


def question_section(row: Answers) -> Section:
    answered = [cell for cell in row.cells if cell.standing or cell.not_in_use or cell.looked]
    unknown = [cell.column.title for cell in row.cells if cell not in answered]
    rows = tuple(Row(Passage(cell.column.title), (passages(row, cell) or (empty(cell),),)) for cell in answered)
    table = Table(row.question.question, (_("Who"), _("What is on record, in our words")), rows, layout="answers")
    nobody = Prose((_("Nobody has looked yet: %(names)s.") % {"names": ", ".join(unknown)},), voice="empty")
    return Section(row.question.label, (table, nobody) if unknown else (table,))


def question(row: Answers) -> Passage:
    return Passage(row.question.label, detail=row.question.question)


def passages(row: Answers, cell: Cell) -> tuple[Passage, ...]:
    """What instruments provide, those that stand first; where one restricts expression, its safeguards follow."""
    made: list[Passage] = []
    for item in (*cell.standing, *cell.not_in_use):
        made.append(Passage(item.text))
        marks = (force_mark(item.legal_force), *ended(item))
        made.append(Passage(item.instrument, link=record_address(item.record_id), marks=marks, detail=item.reference))
        if row.question.restricts_expression:
            safeguards = " ".join(item.safeguards) or _("none on record in this instrument")
            made.append(Passage(label=_("Safeguards"), detail=safeguards))
    return tuple(made)


def ended(item: Provided) -> tuple[Mark, ...]:
    """The status of what does not stand any more, or not yet."""
    return () if item.stands else (status_mark(item.status),)


def not_looked_at(comparison: Comparison) -> tuple[Prose, ...]:
    """The questions that nothing is on record for, in any column."""
    labels = [row.question.label for group in comparison.groups for row in group.rows if not row.is_answered]
    if not labels:
        return ()
    return (Prose((_("Of none of them is anything on record for: %(labels)s.") % {"labels": "; ".join(labels)},)),)


def instruments_table(instruments, bibliography: Bibliography) -> tuple[Table, ...]:
    """What is quoted, with what others object to and what is doubtful: nobody should take the one without the other."""
    rows = tuple(
        Row(
            Passage(instrument.title, link=record_link(instrument), detail=place),
            (
                (Passage(marks=force_and_status(instrument)), Passage(detail=instrument.get_verification_display())),
                tuple(
                    Passage(text, label=label)
                    for label, text in ((_("Critique"), instrument.critique), (_("Notes"), instrument.notes))
                    if text
                ),
                (Passage(sources=bibliography.cite_record(instrument)),),
            ),
        )
        for instrument, place in zip(instruments, parent_titles(instruments), strict=True)
    )
    columns = (_("Instrument"), _("Force, status, verification"), _("Critique and doubts"), _("Sources"))
    return (Table("", columns, rows, layout="quoted"),) if rows else ()
