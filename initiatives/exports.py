"""The tracker as tables to take away: what is counted of each action, and all the records that bear on one.

No figure leaves the site without what it is made of: the records of a recommendation are its counts, spelled out.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _

from initiatives.choices import InitiativeStatus, Relation
from initiatives.progress import ActionProgress, JurisdictionCount, RecommendationProgress
from initiatives.rows import CommitmentRow, InitiativeRow
from policies.choices import CommitmentStatus, LegalForce
from policytracker.core.addresses import absolute
from policytracker.core.exports import Column, Export

# A row by the codes of its cells: one for the header, one for the JSON.
Row = dict[str, Any]


def tracker_export(recommendations: Sequence[RecommendationProgress], path: str) -> Export:
    """A row an action, of all recommendations, with what is counted."""
    rows = [_counted(found, action) for found in recommendations for action in found.actions]
    return _export("tracker", path, _tracker_headings(), rows)


def recommendation_export(found: RecommendationProgress, path: str) -> Export:
    """A row for each action of a recommendation and for each record that bears on it."""
    rows = [row for action in found.actions for row in _bearing(action)]
    return _export(f"recommendation-{found.number}", path, _bearing_headings(), rows)


def _export(name: str, path: str, headings: dict[str, str], rows: list[Row]) -> Export:
    words = _words()

    def worded(code: str) -> Callable[[Row], Any]:
        known = words.get(code)
        return lambda row: known.get(row.get(code), "") if known else row.get(code)

    return Export(
        name=name,
        path=path,
        columns=[Column(heading, worded(code)) for code, heading in headings.items()],
        items=rows,
        as_json=dict,
        total=len(rows),
    )


def _counted(found: RecommendationProgress, progress: ActionProgress) -> Row:
    action = progress.action
    return {
        "recommendation": found.number,
        "recommendation_title": found.title,
        "action": action.code,
        "title": action.title,
        "text": action.text,
        "indicator": action.indicator,
        "counted": progress.indicator.rule_in_words,
        "value": progress.indicator.value,
        "initiatives": len(progress.initiatives),
        **{f"initiatives_{relation}": number for relation, number in progress.relations.items()},
        "jurisdictions": len(progress.jurisdictions),
        "jurisdictions_binding": progress.binding,
        "commitments": len(progress.commitments),
        **{f"reported_{status}": progress.reported.get(status, 0) for status in CommitmentStatus.values},
        **{f"assessed_{status}": progress.assessed.get(status, 0) for status in CommitmentStatus.values},
        "not_assessed": progress.unassessed,
        "differing": len(progress.differing),
        "old": len(progress.old),
        "missing": progress.gaps,
        "url": f"{absolute(found.url)}#{action.code}",
    }


def _tracker_headings() -> dict[str, str]:
    reported, assessed = _("Commitments reported: %(status)s"), _("Commitments assessed: %(status)s")
    return {
        "recommendation": _("Recommendation"),
        "recommendation_title": _("Title of the recommendation"),
        "action": _("Action"),
        "title": _("Title"),
        "text": _("Text"),
        "indicator": _("Indicator"),
        "counted": _("Counted here"),
        "value": _("Number counted"),
        "initiatives": _("Initiatives"),
        **{f"initiatives_{relation.value}": f"{_('Initiatives')}: {relation.label}" for relation in Relation},
        "jurisdictions": _("Jurisdictions with rules in use"),
        "jurisdictions_binding": _("Jurisdictions with binding rules in use"),
        "commitments": _("Commitments"),
        **{f"reported_{status.value}": reported % {"status": status.label} for status in CommitmentStatus},
        **{f"assessed_{status.value}": assessed % {"status": status.label} for status in CommitmentStatus},
        "not_assessed": _("Commitments not assessed yet"),
        "differing": _("Commitments of which report and evidence differ"),
        "old": _("Records with evidence older than twelve months"),
        "missing": _("What is missing"),
        "url": _("Address"),
    }


def _bearing(progress: ActionProgress) -> Iterator[Row]:
    action = progress.action
    old = {row.record_id for row in progress.old}
    of_action = {"action": action.code, "action_title": action.title}
    yield of_action | {"what": "action", "title": action.title, "text": " ".join([action.text, *progress.state])}
    for row in progress.initiatives:
        yield of_action | _initiative(row) | {"old": row.record_id in old}
    for place in progress.jurisdictions:
        for row in _jurisdiction(place):
            yield of_action | row
    for row in progress.commitments:
        yield of_action | _commitment(row) | {"old": row.record_id in old}


def _initiative(row: InitiativeRow) -> Row:
    return {
        "what": "initiative",
        "id": row.record_id,
        "title": row.title,
        "relation": row.relation,
        "text": row.why,
        "status": row.status,
        "newest": row.newest,
        "url": absolute(row.url),
    }


def _jurisdiction(place: JurisdictionCount) -> Iterable[Row]:
    """A jurisdiction counts by its instruments: a row for each provision of each."""
    return [
        {
            "what": "jurisdiction",
            "code": place.code,
            "jurisdiction": place.name,
            "id": row.record_id,
            "title": row.instrument,
            "provision": row.label,
            "legal_force": row.legal_force,
            "url": absolute(row.url),
        }
        for row in place.rows
    ]


def _commitment(row: CommitmentRow) -> Row:
    said = {
        f"{track}{end}": getattr(event, name) if event else ""
        for track in ("reported", "assessed")
        for event in [getattr(row.standing, track)]
        for end, name in (("", "status"), ("_on", "date"), ("_by", "by"), ("_source", "source_url"))
    }
    return said | {
        "what": "commitment",
        "id": row.record_id,
        "title": row.title,
        "organisation": row.organisation,
        "differ": row.standing.differ,
        "newest": row.newest,
        "url": absolute(row.url),
    }


def _bearing_headings() -> dict[str, str]:
    return {
        "action": _("Action"),
        "action_title": _("Title of the action"),
        "what": _("What"),
        "id": _("Id"),
        "title": _("Title"),
        "text": _("Text"),
        "relation": _("Relation"),
        "status": _("Status"),
        "code": _("Code of the jurisdiction"),
        "jurisdiction": _("Jurisdiction"),
        "provision": _("Provision"),
        "legal_force": _("Legal force"),
        "organisation": _("Organisation"),
        "reported": _("Reported by the organisation"),
        "reported_on": _("Reported on"),
        "reported_by": _("Reported by"),
        "reported_source": _("Source of the report"),
        "assessed": _("Assessed on the evidence"),
        "assessed_on": _("Assessed on"),
        "assessed_by": _("Assessed by"),
        "assessed_source": _("Source of the assessment"),
        "differ": _("Report and evidence differ"),
        "newest": _("Newest evidence"),
        "old": _("Older than twelve months"),
        "url": _("Address"),
    }


def _words() -> dict[str, dict[str, str]]:
    """The words for the codes of a cell, where a reader is given words."""
    progress = {value: str(label) for value, label in CommitmentStatus.choices}
    return {
        "what": {
            "action": _("Action"),
            "initiative": _("Initiative"),
            "jurisdiction": _("Jurisdiction with rules in use"),
            "commitment": _("Commitment"),
        },
        "relation": {value: str(label) for value, label in Relation.choices},
        "status": {value: str(label) for value, label in InitiativeStatus.choices},
        "legal_force": {value: str(label) for value, label in LegalForce.choices},
        "reported": progress,
        "assessed": progress,
    }
