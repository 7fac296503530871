"""The entries of jurisdictions, instruments, organisations, commitments and elections."""

from policies.choices import (
    CommitmentKind,
    ElectionKind,
    InstrumentKind,
    JurisdictionKind,
    LegalForce,
)
from policies.models import CommitmentPage, ElectionPage, InstrumentPage, JurisdictionPage, OrganisationPage
from policies.status import standing
from policytracker.core.choices import StakeholderGroup
from search.builders import parts
from search.content import EntryContent
from search.kinds import EntryKind


def jurisdiction(page: JurisdictionPage) -> EntryContent:
    body = {"name": page.electoral_body_name, "url": page.electoral_body_url} if page.electoral_body_name else None
    findings = [
        {"provision": finding.provision.code, "state": finding.state, "checked_on": finding.checked_on.isoformat()}
        for finding in page.findings.select_related("provision")
    ]
    return EntryContent(
        record_id=page.record_id,
        kind=EntryKind.JURISDICTION,
        title=page.title,
        names=parts.place_names(page),
        subjects=[parts.label(JurisdictionKind, page.kind), *page.features],
        summary=page.overview,
        body=[page.electoral_body_name, *page.asked_as, page.notes],
        exact_names=parts.place_names(page)[1:],
        facets={
            "jurisdiction": [page.code],
            "region": parts.regions([page]),
        },
        payload=parts.record(page)
        | {
            "code": page.code,
            "jurisdiction": parts.place(page),
            "jurisdiction_kind": page.kind,
            "part_of": page.part_of,
            "overview": page.overview,
            "features": page.features,
            "electoral_body": body,
            "findings": findings,
        },
    )


def instrument(page: InstrumentPage) -> EntryContent:
    place = parts.place_above(page)
    provisions = list(page.provisions.select_related("provision"))
    events = list(page.events.all())
    themes = parts.themes(page)
    return EntryContent(
        record_id=page.record_id,
        kind=EntryKind.INSTRUMENT,
        title=page.title,
        names=[page.title_original, parts.initials(page.title), *parts.place_names(place)],
        subjects=[
            parts.label(InstrumentKind, page.kind),
            parts.label(LegalForce, page.legal_force),
            *(row.provision.label for row in provisions),
            *(theme["label"] for theme in themes),
        ],
        summary=f"{page.approach} {page.summary}",
        body=[
            *(row.text for row in provisions),
            page.critique,
            *(event.text for event in events),
            page.body,
            *page.asked_as,
            page.notes,
            *parts.prose(page.details),
        ],
        date=page.in_force or page.adopted or (events[0].date if events else ""),
        exact_names=[page.title_original, parts.initials(page.title)],
        facets={
            "jurisdiction": [place.code],
            "region": parts.regions([place]),
            "type": [page.kind],
            "provision": [row.provision.code for row in provisions],
            "theme": [theme["code"] for theme in themes],
            "status": [page.status],
            "force": [page.legal_force],
            "addressee": page.applies_to,
            "verification": [page.verification],
        },
        years=parts.years((page.adopted, ""), (page.in_force, page.ended)),
        payload=parts.record(page)
        | {
            "jurisdiction": parts.place(place),
            "type": page.kind,
            "title_original": page.title_original,
            "language_original": page.language_original,
            "legal_force": page.legal_force,
            "status": page.status,
            "adopted": page.adopted,
            "in_force": page.in_force,
            "ended": page.ended,
            "body": page.body,
            "approach": page.approach,
            "summary": page.summary,
            "applies_to": page.applies_to,
            "provisions": [
                {
                    "code": row.provision.code,
                    "label": row.provision.label,
                    "text": row.text,
                    "reference": row.reference,
                }
                for row in provisions
            ],
            "themes": themes,
            "history": [
                {"date": event.date, "event": event.kind, "text": event.text, "source_url": event.source_url}
                for event in events
            ],
            "critique": page.critique,
        },
    )


def organisation(page: OrganisationPage) -> EntryContent:
    seat = next(iter(parts.readable([page.jurisdiction])), None) if page.jurisdiction else None
    return EntryContent(
        record_id=page.record_id,
        kind=EntryKind.ORGANISATION,
        title=page.title,
        names=[page.acronym, *(parts.place_names(seat) if seat else [])],
        subjects=[parts.label(StakeholderGroup, page.stakeholder_group)],
        summary=page.description,
        body=[*page.asked_as, page.notes],
        exact_names=[page.acronym],
        facets={
            "organisation": [page.record_id],
            "jurisdiction": [seat.code] if seat else [],
            "region": parts.regions([seat]) if seat else [],
            "type": [page.stakeholder_group],
        },
        payload=parts.record(page)
        | {
            "acronym": page.acronym,
            "type": page.stakeholder_group,
            "stakeholder_group": page.stakeholder_group,
            "jurisdiction": parts.place(seat) if seat else None,
            "website": page.website,
            "description": page.description,
        },
    )


def commitment(page: CommitmentPage) -> EntryContent:
    organisation = parts.organisation_above(page)
    events = list(page.status_events.all())
    now = standing(events)
    jurisdictions = parts.readable(page.jurisdictions.all())
    provisions = list(page.provisions.all())
    themes = parts.themes(page)

    def state(event) -> dict | None:
        return event and {
            "status": event.status,
            "date": event.date,
            "by": event.by,
            "source_url": event.source_url,
            "searched_on": event.searched_on and event.searched_on.isoformat(),
        }

    return EntryContent(
        record_id=page.record_id,
        kind=EntryKind.COMMITMENT,
        title=page.title,
        names=[
            organisation.title,
            organisation.acronym,
            *(name for place in jurisdictions for name in (place.title, place.code)),
        ],
        subjects=[
            parts.label(CommitmentKind, page.kind),
            page.framework,
            *(provision.label for provision in provisions),
            *(theme["label"] for theme in themes),
        ],
        summary=f"{page.measure} {page.summary}",
        body=[page.reference, *(event.text for event in events), *page.asked_as, page.notes],
        date=page.announced,
        facets={
            "jurisdiction": [place.code for place in jurisdictions],
            "region": parts.regions(jurisdictions),
            "type": [page.kind],
            "provision": [provision.code for provision in provisions],
            "theme": [theme["code"] for theme in themes],
            "organisation": [organisation.record_id],
            "reported": [now.reported.status] if now.reported else [],
            "assessed": [now.assessed.status] if now.assessed else [],
            "gap": [now.gap] if now.gap else [],
            "verification": [page.verification],
        },
        years=parts.years((page.announced, ""), (page.deadline, "")),
        payload=parts.record(page)
        | {
            "organisation": {"id": organisation.record_id, "name": organisation.title},
            "type": page.kind,
            "framework": page.framework,
            "reference": page.reference,
            "measure": page.measure,
            "summary": page.summary,
            "announced": page.announced,
            "deadline": page.deadline,
            "reported": state(now.reported),
            "assessed": state(now.assessed),
            "jurisdictions": [parts.place(place) for place in jurisdictions],
            "provisions": parts.coded(provisions),
            "themes": themes,
            "history": [parts.said(event) for event in events],
        },
    )


def election(page: ElectionPage) -> EntryContent:
    place = parts.place_above(page)
    return EntryContent(
        record_id=page.record_id,
        kind=EntryKind.ELECTION,
        title=page.title,
        names=parts.place_names(place),
        subjects=["election", "vote", *(parts.label(ElectionKind, kind) for kind in page.kinds)],
        summary="",
        body=[page.body, *page.asked_as, page.notes],
        date=page.date,
        facets={
            "jurisdiction": [place.code],
            "region": parts.regions([place]),
            "type": page.kinds,
            "verification": [page.verification],
        },
        years=parts.years((page.date, page.date_end)),
        payload=parts.record(page)
        | {
            "jurisdiction": parts.place(place),
            "type": page.kinds[0] if page.kinds else "",
            "kinds": page.kinds,
            "date": page.date,
            "date_end": page.date_end,
            "electoral_body": page.body,
            "snap": page.snap,
        },
    )
