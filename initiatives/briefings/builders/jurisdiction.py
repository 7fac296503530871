"""The briefing on one jurisdiction: its elections, its instruments, and what was promised for it."""

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from initiatives.briefings.bibliography import Bibliography
from initiatives.briefings.builders.comparison import answers
from initiatives.briefings.builders.instrument import critique, instrument_facts, original_title, provisions_table
from initiatives.briefings.contents import BriefingContents, Facts, Passage, Prose, Row, Section, Table
from initiatives.briefings.records import (
    data_date,
    facts,
    force_and_status,
    history,
    initiatives_table,
    language_of,
    promises,
    record_link,
    titled,
    verification,
)
from policies import places


def jurisdiction_briefing(
    jurisdiction, instruments, comparison, elections, commitments, initiatives
) -> BriefingContents:
    """A jurisdiction with all that is on record of it; `comparison` has it as its only column."""
    bibliography = Bibliography()
    bibliography.cite_record(jurisdiction)
    sections = [
        Section(_("Instruments at a glance"), instruments_table(instruments)),
        Section(_("Elections"), elections_table(elections, bibliography)),
        Section(_("Instruments"), sections=tuple(instrument_section(i, bibliography) for i in instruments)),
        Section(_("The same questions as to all"), answers(comparison)),
        Section(
            _("Commitments that name it"),
            promises(_("What is reported beside what is assessed"), commitments, bibliography),
        ),
        Section(_("Initiatives"), initiatives_table("", initiatives, bibliography)),
        Section(_("Verification"), verification(jurisdiction)),
    ]
    language = language_of(jurisdiction)
    region = places.region_name(jurisdiction.subregion or jurisdiction.region, get_language() or "en")
    return BriefingContents(
        kind=_("Jurisdiction"),
        title=jurisdiction.name,
        address=record_link(jurisdiction),
        file_name=jurisdiction.slug,
        data_date=data_date([jurisdiction, *instruments, *elections, *commitments, *initiatives]),
        summary=jurisdiction.overview,
        facts=facts(
            (_("Kind"), jurisdiction.get_kind_display()),
            (_("Region"), region),
            (_("Electoral body"), electoral_body(jurisdiction)),
            (_("Known for"), [Passage(feature, language=language) for feature in jurisdiction.features]),
            (_("Instruments on record"), len(instruments)),
        ),
        keywords=(jurisdiction.code, *jurisdiction.features),
        sections=tuple(section for section in sections if section.blocks or section.sections),
        sources=bibliography.references(),
        summary_language=language,
    )


def electoral_body(jurisdiction) -> Passage | None:
    if not jurisdiction.electoral_body_name:
        return None
    name, link = jurisdiction.electoral_body_name, jurisdiction.electoral_body_url
    return Passage(name, link=link, language=language_of(jurisdiction))


def instruments_table(instruments) -> tuple[Table, ...]:
    rows = tuple(
        Row(
            titled(instrument),
            (
                (Passage(str(instrument.get_kind_display())),),
                (Passage(marks=(force,)),),
                (Passage(marks=(status,)),),
                (Passage(date=str(instrument.in_force or instrument.adopted)),),
            ),
        )
        for instrument in instruments
        for force, status in [force_and_status(instrument)]
    )
    columns = (_("Instrument"), _("Kind"), _("Legal force"), _("Status"), _("In force, or adopted"))
    return (Table("", columns, rows, layout="instruments"),) if rows else ()


def elections_table(elections, bibliography: Bibliography) -> tuple[Table, ...]:
    rows = tuple(
        Row(
            titled(election),
            (
                (Passage(date=str(election.date)),),
                (Passage(", ".join(map(str, election.kinds_labels()))),),
                (Passage(sources=bibliography.cite_record(election)),),
            ),
        )
        for election in elections
    )
    columns = (_("Election"), _("Date"), _("Kind"), _("Sources"))
    return (Table("", columns, rows, layout="elections"),) if rows else ()


def instrument_section(instrument, bibliography: Bibliography) -> Section:
    title, language = original_title(instrument), language_of(instrument)
    return Section(
        instrument.title,
        (
            Prose((instrument.approach,), voice="measure", language=language),
            Facts((*facts((_("Original title"), title)), *instrument_facts(instrument))),
            Prose((instrument.summary,), sources=bibliography.cite_record(instrument), language=language),
            *provisions_table(instrument, caption=_("What it provides")),
            *critique(instrument, heading=_("Critique")),
            *history(instrument, bibliography, heading=_("History")),
            *verification(instrument),
        ),
        language=language,
    )
