"""The briefing on one recommendation: for each action what was done, by whom, and what is missing."""

from django.utils.translation import gettext as _

from initiatives.briefings.bibliography import Bibliography
from initiatives.briefings.contents import (
    BriefingContents,
    Facts,
    Passage,
    Promise,
    Promises,
    Prose,
    Row,
    Section,
    Table,
)
from initiatives.briefings.records import (
    commitment_mark,
    data_date,
    facts,
    force_mark,
    language_of,
    record_address,
    record_link,
    said,
    titled,
    verification,
)
from initiatives.choices import InitiativeStatus, Relation
from initiatives.progress import ActionProgress, RecommendationProgress
from policies.choices import Track
from policytracker.core.choices import StakeholderGroup


def recommendation_briefing(page, progress: RecommendationProgress, initiatives, commitments) -> BriefingContents:
    """A recommendation and its progress; `initiatives` and `commitments` are those that bear on it, with sources."""
    bibliography = Bibliography()
    own, language = bibliography.cite_record(page), language_of(page)
    for commitment in commitments:
        bibliography.learn(commitment)
    cited = {initiative.record_id: initiative for initiative in initiatives}
    sections = [
        Section(
            _("In the words of the report"), (Prose((page.quote,), voice="quotation", sources=own, language=language),)
        ),
        Section(_("At a glance"), (Prose((progress.headline,)), *at_a_glance(progress, language))),
        *(action_section(action, cited, bibliography, language) for action in progress.actions),
        Section(_("Verification"), verification(page)),
    ]
    return BriefingContents(
        kind=_("Recommendation %(number)d of the IGF 2024 main session on elections") % {"number": page.number},
        title=page.title,
        address=record_link(page),
        file_name=f"recommendation-{page.number}",
        data_date=data_date([page, *initiatives, *commitments]),
        summary=page.summary,
        facts=facts(
            (_("Actions"), [named(action, language) for action in progress.actions]),
            (_("Initiatives"), progress.initiatives),
            (_("Jurisdictions"), progress.jurisdictions),
            (_("Commitments"), progress.commitments),
        ),
        keywords=tuple(row.tag.name for row in page.theme_rows.all()),
        sections=tuple(sections),
        sources=bibliography.references(),
        title_language=language,
        summary_language=language,
    )


def named(action: ActionProgress, language: str) -> Passage:
    return Passage(f"{action.action.code} {action.action.title}", language=language)


def at_a_glance(progress: RecommendationProgress, language: str) -> tuple[Table, ...]:
    """What is counted for each action. Every figure has its list further on."""
    rows = tuple(
        Row(
            named(action, language),
            (
                (Passage(counted(action)),),
                (Passage(str(len(action.jurisdictions))),),
                (Passage(str(len(action.commitments))),),
                (Passage(str(len(action.differing))),),
            ),
        )
        for action in progress.actions
    )
    columns = (
        _("Action"),
        _("Initiatives"),
        _("Jurisdictions with rules in use"),
        _("Commitments"),
        _("Reported and assessed differ"),
    )
    return (Table("", columns, rows, layout="counts"),)


def counted(action: ActionProgress) -> str:
    parts = [f"{number} {label.lower()}" for label, number in action.relation_counts.items() if number]
    return ", ".join(parts) or _("none")


def action_section(action: ActionProgress, cited: dict, bibliography: Bibliography, language: str) -> Section:
    gaps = (Prose(tuple(action.gaps), voice="note", heading=_("What is missing")),) if action.gaps else ()
    parts = [
        Section(_("Initiatives"), initiatives_table(action, cited, bibliography)),
        Section(_("Jurisdictions with rules in use"), jurisdictions_table(action)),
        Section(_("Commitments"), promises_table(action, bibliography)),
    ]
    return Section(
        f"{action.action.code} {action.action.title}",
        (
            Prose((action.action.text,), language=language),
            Facts(facts(*indicator(action, language))),
            *gaps,
        ),
        tuple(part for part in parts if part.blocks),
        language=language,
    )


def indicator(action: ActionProgress, language: str) -> list[tuple[str, Passage | str]]:
    """What the report would have counted, and what can be counted here."""
    found = action.indicator
    return [
        (_("Indicator"), Passage(action.action.indicator, language=language)),
        (_("Counted here"), f"{found.value}: {found.rule_in_words}"),
    ]


def initiatives_table(action: ActionProgress, cited: dict, bibliography: Bibliography) -> tuple[Table, ...]:
    rows = tuple(
        Row(
            titled(row, detail=groups(row)),
            (
                (
                    Passage(str(Relation(row.relation).label)),
                    Passage(detail=str(InitiativeStatus(row.status).label)),
                    *(
                        Passage(label=str(Track(event.track).label), marks=(commitment_mark(event),), date=event.date)
                        for event in (row.standing.reported, row.standing.assessed)
                        if event
                    ),
                ),
                (Passage(row.why, sources=bibliography.cite_record(cited[row.record_id]), language=language_of(row)),),
            ),
        )
        for row in action.initiatives
    )
    columns = (_("Initiative"), _("Relation, status"), _("What it does for this action"))
    return (Table("", columns, rows, layout="initiatives"),) if rows else ()


def groups(row) -> str:
    return ", ".join(str(group.label) for group in StakeholderGroup if group.value in row.stakeholder_groups)


def jurisdictions_table(action: ActionProgress) -> tuple[Table, ...]:
    """Where instruments in use provide what the action asks for. Their sources stand in the briefings on them."""
    rows = tuple(
        Row(
            Passage(place.name),
            (
                tuple(
                    Passage(
                        row.instrument,
                        link=record_address(row.record_id),
                        marks=(force_mark(row.legal_force),),
                        detail=row.label,
                        language=language_of(row),
                    )
                    for row in place.rows
                ),
            ),
        )
        for place in action.jurisdictions
    )
    return (Table("", (_("Jurisdiction"), _("Instrument, force, provision")), rows, layout="answers"),) if rows else ()


def promises_table(action: ActionProgress, bibliography: Bibliography) -> tuple[Promises, ...]:
    rows = tuple(
        Promise(
            titled(row, detail=row.organisation),
            said(row.standing.reported, bibliography, row),
            said(row.standing.assessed, bibliography, row),
        )
        for row in action.commitments
    )
    return (Promises("", rows),) if rows else ()
