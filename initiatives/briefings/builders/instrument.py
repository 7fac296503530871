"""The briefing on one instrument."""

from django.utils.translation import gettext as _

from initiatives.briefings.bibliography import Bibliography
from initiatives.briefings.contents import BriefingContents, Mark, Passage, Prose, Row, Section, Table
from initiatives.briefings.records import (
    data_date,
    dated,
    details,
    facts,
    force_and_status,
    history,
    language_of,
    record_link,
    verification,
)


def instrument_briefing(instrument, jurisdiction) -> BriefingContents:
    """What an instrument is, provides and has met with. `instrument` comes with its rows."""
    bibliography = Bibliography()
    own, language = bibliography.cite_record(instrument), language_of(instrument)
    sections = [
        Section(_("What it is"), (Prose((instrument.summary,), sources=own, language=language), *details(instrument))),
        Section(_("What it provides"), provisions_table(instrument)),
        Section(_("Critique"), critique(instrument)),
        Section(_("History"), history(instrument, bibliography)),
        Section(_("Verification"), verification(instrument)),
    ]
    return BriefingContents(
        kind=_("Instrument"),
        title=instrument.title,
        original_title=original_title(instrument),
        address=record_link(instrument),
        file_name=instrument.record_id,
        data_date=data_date([instrument, jurisdiction]),
        summary=instrument.approach,
        facts=(
            *facts((_("Jurisdiction"), Passage(jurisdiction.name, link=record_link(jurisdiction)))),
            *instrument_facts(instrument),
        ),
        keywords=(jurisdiction.name, *(theme.name for theme in instrument.themes.all())),
        sections=tuple(section for section in sections if section.blocks),
        sources=bibliography.references(),
        title_language=language,
        summary_language=language,
    )


def original_title(instrument) -> Passage | None:
    if not instrument.title_original:
        return None
    return Passage(instrument.title_original, language=instrument.language_original)


def instrument_facts(instrument):
    force, status = force_and_status(instrument)
    return facts(
        (_("Kind"), instrument.get_kind_display()),
        (_("Legal force"), Passage(marks=(force,))),
        (_("Status"), Passage(marks=(status,))),
        (_("Adopted"), dated(instrument.adopted)),
        (_("In force from"), dated(instrument.in_force)),
        (_("Ended"), dated(instrument.ended)),
        (_("Responsible body"), instrument.body and Passage(instrument.body, language=language_of(instrument))),
        (_("Applies to"), ", ".join(map(str, instrument.applies_to_labels()))),
    )


def provisions_table(instrument, caption: str = "") -> tuple[Table, ...]:
    language = language_of(instrument)
    rows = tuple(
        Row(
            Passage(row.provision.label, marks=restriction(row.provision)),
            ((Passage(row.text, language=language),), (Passage(row.reference, language=language),)),
        )
        for row in instrument.provisions.all()
    )
    columns = (_("Provision"), _("What it says, in our words"), _("Where"))
    return (Table(caption, columns, rows, layout="provisions"),) if rows else ()


def restriction(provision) -> tuple[Mark, ...]:
    """A word of warning at provisions that are to be read beside their safeguards."""
    if not provision.restricts_expression:
        return ()
    return (Mark("warning", "restricts-expression", _("Restricts expression")),)


def critique(instrument, heading: str = "") -> tuple[Prose, ...]:
    if not instrument.critique:
        return ()
    return (Prose((instrument.critique,), voice="critique", heading=heading, language=language_of(instrument)),)
