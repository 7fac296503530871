"""The briefing on one election: what holds there on the day, what was promised for it, what others did."""

from django.utils.translation import gettext as _

from initiatives.briefings.bibliography import Bibliography
from initiatives.briefings.builders.instrument import restriction
from initiatives.briefings.contents import (
    BriefingContents,
    Passage,
    Promise,
    Promises,
    Prose,
    Row,
    Section,
    Table,
)
from initiatives.briefings.records import (
    data_date,
    dated,
    facts,
    force_mark,
    language_of,
    record_link,
    said,
    titled,
    verification,
)
from policies.elections.clock import Clock, Comparable, Promised, Rules
from policies.elections.rows import RuleRow
from policytracker.core.templatetags.dates import date_in_words


def election_briefing(page, place, clock: Clock, instruments, commitments) -> BriefingContents:
    """An election with its clock; `instruments` and `commitments` are those that the clock names, with sources."""
    bibliography = Bibliography()
    own = bibliography.cite_record(page)
    for commitment in commitments:
        bibliography.learn(commitment)
    cited = {instrument.record_id: instrument for instrument in instruments}
    body, whose = (page.body, page) if page.body else (place.electoral_body_name, place)
    sections = [
        Section(_("At a glance"), (Prose(tuple(clock.state), sources=own),)),
        Section(
            _("Rules in force there on the day"),
            no_rules(clock) or tuple(rules_of(rules, cited, bibliography) for rules in clock.rules if rules.in_force),
        ),
        Section(_("Not in force yet or at present, or not certain"), other_rules(clock, cited, bibliography)),
        Section(_("Commitments that name it, or a body that it belongs to"), promises(clock.named, bibliography)),
        Section(_("Commitments made for the whole world"), promises(clock.worldwide, bibliography)),
        Section(_("Promises that fall due before it"), deadlines(clock)),
        Section(_("Evidence older than twelve months"), old(clock)),
        Section(
            _("What comparable jurisdictions did"),
            (Prose((_("Of the same region, with rules in force on the same day that are not on record here."),)),),
            tuple(beyond(comparable, cited, bibliography) for comparable in clock.comparable),
        ),
        Section(_("Verification"), verification(page)),
    ]
    return BriefingContents(
        kind=_("Election"),
        title=page.title,
        address=record_link(page),
        file_name=page.record_id,
        data_date=data_date([page, place, *instruments, *commitments]),
        summary=as_of(clock),
        facts=facts(
            (_("Jurisdiction"), Passage(place.name, link=record_link(place))),
            (_("Date"), dated(page.date)),
            (_("Last day or second round"), dated(page.date_end)),
            (_("Kind"), ", ".join(map(str, page.kinds_labels()))),
            (_("Called early"), _("yes") if page.snap else ""),
            (_("Electoral body"), body and Passage(body, language=language_of(whose))),
        ),
        keywords=(place.code, place.name),
        sections=tuple(section for section in sections if section.blocks or section.sections),
        sources=bibliography.references(),
        title_language=language_of(page),
    )


def as_of(clock: Clock) -> str:
    """Without a count of days, which would be wrong on paper the day after."""
    date = {"date": date_in_words(clock.vote.date)}
    if clock.is_past:
        return _("As of the vote, %(date)s: what was in force and what was known then.") % date
    return _("What holds at the vote, %(date)s, by what is on record.") % date


def no_rules(clock: Clock) -> tuple[Prose, ...]:
    return () if clock.in_force else (Prose((_("None is on record. That does not mean that there is none."),)),)


def rules_of(rules: Rules, cited: dict, bibliography: Bibliography) -> Table:
    columns = (_("Instrument"), _("Kind, legal force"), _("What it provides for"))
    rows = tuple(
        Row(
            instrument(rule, cited, bibliography),
            (
                (
                    Passage(rule.kind_label, marks=(force_mark(rule.legal_force),)),
                    Passage(label=_("from"), date=rule.since),
                ),
                (Passage(", ".join(provision.label for provision in rule.provisions)),),
            ),
        )
        for rule in rules.in_force
    )
    return Table(rules.place.name, columns, rows, layout="initiatives")


def instrument(rule: RuleRow, cited: dict, bibliography: Bibliography) -> Passage:
    sources = bibliography.cite_record(cited[rule.record_id])
    return titled(rule, sources=sources)


def other_rules(clock: Clock, cited: dict, bibliography: Bibliography) -> tuple[Table, ...]:
    rows = tuple(
        Row(
            instrument(item.rule, cited, bibliography),
            ((Passage(marks=(force_mark(item.rule.legal_force),)),), (Passage(item.reason),)),
        )
        for item in clock.other_rules
    )
    columns = (_("Instrument"), _("Legal force"), _("Why"))
    return (Table("", columns, rows, layout="initiatives"),) if rows else ()


def promises(promised: tuple[Promised, ...], bibliography: Bibliography) -> tuple[Promises, ...]:
    rows = tuple(
        Promise(
            titled(item.row, detail=item.row.organisation),
            said(item.standing.reported, bibliography, item.row),
            said(item.standing.assessed, bibliography, item.row),
        )
        for item in promised
    )
    return (Promises("", rows),) if rows else ()


def deadlines(clock: Clock) -> tuple[Table, ...]:
    rows = tuple(
        Row(
            titled(due.promised.row, detail=due.promised.row.organisation),
            ((Passage(date=str(due.promised.row.deadline)),), (Passage(due.state),)),
        )
        for due in clock.due
    )
    columns = (_("Commitment"), _("Deadline"), _("State"))
    return (Table("", columns, rows, layout="initiatives"),) if rows else ()


def old(clock: Clock) -> tuple[Table, ...]:
    rows = tuple(
        Row(
            titled(item.row),
            ((Passage(date=str(item.newest)),),),
        )
        for item in clock.old
    )
    return (Table("", (_("Record"), _("Newest evidence")), rows, layout="elections"),) if rows else ()


def beyond(comparable: Comparable, cited: dict, bibliography: Bibliography) -> Section:
    rows = tuple(
        Row(
            Passage(further.provision.label, marks=restriction(further.provision)),
            (
                tuple(
                    titled(
                        rule,
                        marks=(force_mark(rule.legal_force),),
                        sources=bibliography.cite_record(cited[rule.record_id]),
                    )
                    for rule in further.rules
                ),
            ),
        )
        for further in comparable.further
    )
    table = Table("", (_("Not on record here"), _("Instrument, force")), rows, layout="answers")
    return Section(comparable.place.name, (Prose((comparable.reason,), voice="note"), table))
