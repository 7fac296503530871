"""The entries of recommendations and initiatives."""

from django.db.models import prefetch_related_objects

from initiatives.choices import InitiativeKind, InitiativeStatus
from initiatives.models import InitiativePage, RecommendationPage
from policies.status import standing
from policytracker.core.choices import StakeholderGroup
from search.builders import parts
from search.content import EntryContent
from search.kinds import EntryKind


def recommendation(page: RecommendationPage) -> EntryContent:
    actions = list(page.actions.all())
    prefetch_related_objects(actions, "provisions")
    themes = parts.themes(page)
    return EntryContent(
        record_id=page.record_id,
        kind=EntryKind.RECOMMENDATION,
        title=page.title,
        names=["IGF", *(action.code for action in actions)],
        subjects=[*(action.title for action in actions), *(theme["label"] for theme in themes)],
        summary=page.summary,
        body=[
            page.quote,
            *(action.text for action in actions),
            *(action.indicator for action in actions),
            *page.asked_as,
        ],
        exact_names=[f"Recommendation {page.number}", f"R{page.number}", *(action.code for action in actions)],
        facets={
            "theme": [theme["code"] for theme in themes],
            "region": ["001"],
            "verification": [page.verification],
        },
        payload=parts.record(page)
        | {
            "number": page.number,
            "quote": page.quote,
            "summary": page.summary,
            "actions": [
                {
                    "code": action.code,
                    "title": action.title,
                    "text": action.text,
                    "indicator": action.indicator,
                    "provisions": [provision.code for provision in action.provisions.all()],
                }
                for action in actions
            ],
            "themes": themes,
        },
    )


def initiative(page: InitiativePage) -> EntryContent:
    lead, partners = parts.readable(page.lead.all()), parts.readable(page.partners.all())
    jurisdictions, provisions = parts.readable(page.jurisdictions.all()), list(page.provisions.all())
    implementations = page.for_each_action()
    events = list(page.events.all())
    said = list(page.status_events.all())
    prefetch_related_objects(said, "action")
    codes = [row.action.code for row in implementations]
    said_of = {code: [event for event in said if event.action.code == code] for code in codes}
    themes = parts.themes(page)
    return EntryContent(
        record_id=page.record_id,
        kind=EntryKind.INITIATIVE,
        title=page.title,
        names=[
            *(name for organisation in (*lead, *partners) for name in (organisation.title, organisation.acronym)),
            *(name for place in jurisdictions for name in (place.title, place.code)),
        ],
        subjects=[
            parts.label(InitiativeKind, page.kind),
            parts.label(InitiativeStatus, page.status),
            *(parts.label(StakeholderGroup, group) for group in page.stakeholder_groups),
            *(provision.label for provision in provisions),
            *(theme["label"] for theme in themes),
        ],
        summary=page.summary,
        body=[
            page.reach,
            *(row.why for row in implementations),
            *(event.text for event in events),
            *(event.text for event in said),
            *page.asked_as,
            page.notes,
            *parts.prose(page.details),
        ],
        date=page.started,
        facets={
            "jurisdiction": [place.code for place in jurisdictions],
            "region": parts.regions(jurisdictions),
            "type": [page.kind],
            "provision": [provision.code for provision in provisions],
            "theme": [theme["code"] for theme in themes],
            "organisation": [organisation.record_id for organisation in (*lead, *partners)],
            "status": [page.status],
            "gap": sorted({gap for events in said_of.values() if (gap := standing(events).gap)}),
            "verification": [page.verification],
        },
        years=parts.years((page.started, page.ended)),
        payload=parts.record(page)
        | {
            "type": page.kind,
            "status": page.status,
            "started": page.started,
            "ended": page.ended,
            "summary": page.summary,
            "reach": page.reach,
            "stakeholder_groups": page.stakeholder_groups,
            "lead": [{"id": organisation.record_id, "name": organisation.title} for organisation in lead],
            "partners": [{"id": organisation.record_id, "name": organisation.title} for organisation in partners],
            "jurisdictions": [parts.place(place) for place in jurisdictions],
            "implements": [
                {
                    "action": row.action.code,
                    "relation": row.relation,
                    "why": row.why,
                    "status_history": [parts.said(event) for event in said_of[row.action.code]],
                }
                for row in implementations
            ],
            "provisions": parts.coded(provisions),
            "themes": themes,
            "history": [{"date": event.date, "text": event.text, "source_url": event.source_url} for event in events],
        },
    )
