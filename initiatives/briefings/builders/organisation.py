"""The briefing on one organisation: what it promised, and what became of it."""

from django.utils.translation import gettext as _

from initiatives.briefings.bibliography import Bibliography
from initiatives.briefings.contents import BriefingContents, Event, Facts, Passage, Promises, Prose, Section, Timeline
from initiatives.briefings.records import (
    commitment_mark,
    data_date,
    dated,
    facts,
    initiatives_table,
    language_of,
    promise,
    record_link,
    verification,
)
from policies.status import Told, told
from policytracker.core.templatetags.dates import date_in_words


def organisation_briefing(organisation, seat, commitments, initiatives) -> BriefingContents:
    """An organisation with its seat, its commitments, and the initiatives that it leads or joins."""
    bibliography = Bibliography()
    bibliography.cite_record(organisation)
    sections = [
        Section(_("Promises and evidence at a glance"), at_a_glance(commitments, bibliography)),
        Section(_("Commitments"), sections=tuple(commitment_section(c, bibliography) for c in commitments)),
        Section(
            _("Initiatives"),
            initiatives_table("", initiatives, bibliography),
        ),
        Section(_("Verification"), verification(organisation)),
    ]
    return BriefingContents(
        kind=_("Organisation"),
        title=organisation.title,
        address=record_link(organisation),
        file_name=organisation.record_id,
        data_date=data_date([organisation, *commitments, *initiatives]),
        summary=organisation.description,
        facts=facts(
            (_("Stakeholder group"), organisation.get_stakeholder_group_display()),
            (_("Seat"), seat and Passage(seat.name, link=record_link(seat))),
            (_("Website"), organisation.website and Passage(organisation.website, link=organisation.website)),
            (_("Commitments on record"), len(commitments)),
            (_("Initiatives on record"), len(initiatives)),
        ),
        keywords=tuple(dict.fromkeys(c.framework for c in commitments if c.framework)),
        sections=tuple(section for section in sections if section.blocks or section.sections),
        sources=bibliography.references(),
        title_language=language_of(organisation),
        summary_language=language_of(organisation),
    )


def at_a_glance(commitments, bibliography):
    """Each commitment with both statuses, without the words that stand in its history further on."""
    rows = tuple(promise(commitment, bibliography, detail=commitment.framework) for commitment in commitments)
    return (Promises("", rows),) if rows else ()


def commitment_section(commitment, bibliography: Bibliography) -> Section:
    language = language_of(commitment)
    return Section(
        commitment.title,
        (
            Prose((commitment.measure,), voice="measure", language=language),
            Prose((commitment.summary,), sources=bibliography.cite_record(commitment), language=language),
            Facts(commitment_facts(commitment)),
            *said_when(commitment, bibliography),
            *verification(commitment),
        ),
        language=language,
    )


def commitment_facts(commitment):
    framework = ", ".join(filter(None, (commitment.framework, commitment.reference)))
    return facts(
        (_("Kind"), commitment.get_kind_display()),
        (_("Framework"), framework and Passage(framework, language=language_of(commitment))),
        (_("Announced"), dated(commitment.announced)),
        (_("Deadline"), dated(commitment.deadline)),
        (_("Provisions"), ", ".join(provision.label for provision in commitment.provisions.all())),
        (_("Jurisdictions"), ", ".join(jurisdiction.name for jurisdiction in commitment.jurisdictions.all())),
    )


def said_when(commitment, bibliography: Bibliography) -> tuple[Timeline, ...]:
    """Who said what of it, on both tracks, oldest first."""
    events = tuple(
        Event(
            date=str(item.event.date),
            label=said_as(item),
            text=item.event.text,
            sources=bibliography.cite(item.event.source_url),
            language=language_of(commitment),
        )
        for item in told(commitment.status_events.all())
    )
    return (Timeline(_("What was said, and when"), events),) if events else ()


def said_as(item: Told) -> str:
    """Track and status of an event, with what a reader has to know of it before the text."""
    event = item.event
    words = {"track": event.get_track_display(), "status": commitment_mark(event).label}
    if item.corrected_by:
        words["date"] = date_in_words(item.corrected_by.date)
        return _("%(track)s: %(status)s (corrected on %(date)s, and no longer counted)") % words
    if event.searched_on:
        words["date"] = date_in_words(event.searched_on)
        return _("%(track)s: %(status)s, searched on %(date)s") % words
    return _("%(track)s: %(status)s") % words
