"""Records in the words of schema.org, for machines that know nothing of this site: in each page and in the data set.

Only what the vocabulary means is said with it:

- a record is not the thing itself. Our summary is licensed, dated and published by us (`mainEntityOfPage`); of the law
  or the organisation we say what is known;
- strategies, codes and guidelines are no legislation, and an authority is not a document;
- a promise is a plan of somebody (`PlanAction`), with no status of its own: what is reported and what is assessed are
  claims about it (`Claim`), each with its author, its date and what it rests on.

Pure: an entry in, plain values out.
"""

from collections.abc import Callable
from typing import Any

from django.conf import settings

from policies.choices import (
    CommitmentKind,
    CommitmentStatus,
    ElectionKind,
    InstrumentKind,
    InstrumentStatus,
    JurisdictionKind,
    Track,
)
from policytracker.core.addresses import absolute
from policytracker.core.choices import StakeholderGroup
from policytracker.core.exports import LICENCE
from search.builders.parts import label
from search.kinds import EntryKind
from search.models import Entry

CONTEXT = "https://schema.org"
LEGISLATION = (InstrumentKind.STATUTE, InstrumentKind.REGULATION, InstrumentKind.ELECTORAL_RESOLUTION)
# Where the word for the status says nothing about being in force, nothing is said.
FORCE = {
    InstrumentStatus.IN_FORCE: "InForce",
    InstrumentStatus.AMENDED: "InForce",
    InstrumentStatus.PARTLY_IN_FORCE: "PartiallyInForce",
    InstrumentStatus.PROPOSED: "NotInForce",
    InstrumentStatus.SUSPENDED: "NotInForce",
    InstrumentStatus.STRUCK_DOWN: "NotInForce",
    InstrumentStatus.REPEALED: "NotInForce",
    InstrumentStatus.EXPIRED: "NotInForce",
    InstrumentStatus.WITHDRAWN: "NotInForce",
}
PLACES = {
    JurisdictionKind.COUNTRY: "Country",
    JurisdictionKind.PART_OF_COUNTRY: "AdministrativeArea",
}
ORGANISATIONS = {
    StakeholderGroup.GOVERNMENT: "GovernmentOrganization",
    StakeholderGroup.CIVIL_SOCIETY: "NGO",
}

Node = dict[str, Any]


def linked_data(entry: Entry) -> Node | None:
    """A record as a node of schema.org, without its context; None for what is no record."""
    describe = DESCRIBED.get(entry.kind)
    if describe is None:
        return None
    payload = entry.payload
    node = {
        "@id": permanent(entry.record_id),
        "identifier": entry.record_id,
        "name": entry.title,
        **describe(payload),
        "mainEntityOfPage": _page(entry),
    }
    return _filled(node)


def permanent(record_id: str) -> str:
    """The address of a record that stays, from anywhere."""
    return absolute(f"/id/{record_id}")


def _page(entry: Entry) -> Node:
    """What we wrote, as told apart from what it is about."""
    return {
        "@type": "WebPage",
        "@id": absolute(entry.url),
        "inLanguage": entry.locale,
        "dateModified": entry.payload.get("updated"),
        "license": LICENCE,
        "publisher": {"@type": "Organization", "name": settings.WAGTAIL_SITE_NAME, "url": absolute("/")},
        "citation": [
            {"@type": "CreativeWork", "name": source["title"], "url": source["url"], "publisher": _named(source)}
            for source in entry.payload.get("sources", ())
        ],
    }


def _named(source: dict) -> Node | None:
    return source["publisher"] and {"@type": "Organization", "name": source["publisher"]}


def _instrument(payload: dict) -> Node:
    kind = payload["type"]
    place = _place(payload["jurisdiction"])
    common = {"alternateName": payload["title_original"], "description": payload["summary"]}
    if kind == InstrumentKind.INSTITUTION:
        return {
            "@type": "GovernmentOrganization",
            **common,
            "areaServed": place,
            "foundingDate": payload["in_force"] or payload["adopted"],
            "dissolutionDate": payload["ended"],
        }
    document = common | {
        "inLanguage": payload["language_original"],
        "about": _terms(payload["provisions"]),
        "keywords": _keywords(payload),
    }
    if kind in LEGISLATION:
        return {
            "@type": "Legislation",
            **document,
            "legislationType": label(InstrumentKind, kind),
            "legislationJurisdiction": place,
            "legislationDate": payload["adopted"],
            "temporalCoverage": _span(payload["in_force"], payload["ended"]),
            "legislationLegalForce": f"{CONTEXT}/{FORCE[payload['status']]}" if payload["status"] in FORCE else "",
            "legislationResponsible": payload["body"] and {"@type": "Organization", "name": payload["body"]},
        }
    return {
        "@type": "CreativeWork",
        **document,
        "genre": label(InstrumentKind, kind),
        "spatialCoverage": place,
        "dateCreated": payload["adopted"] or payload["in_force"],
        "expires": payload["ended"],
        "creativeWorkStatus": label(InstrumentStatus, payload["status"]),
    }


def _span(begin: str, end: str) -> str:
    """An interval of ISO 8601, with an open end; the dates as far as they are known."""
    return f"{begin}/{end or '..'}" if begin else ""


def _commitment(payload: dict) -> Node:
    return {
        "@type": "PlanAction",
        "additionalType": label(CommitmentKind, payload["type"]),
        "agent": _organisation_named(payload["organisation"]),
        "description": payload["measure"],
        "scheduledTime": payload["deadline"],
        "location": [_place(place) for place in payload["jurisdictions"]],
        "subjectOf": _claims(payload["history"]),
    }


def _claims(history: list[dict]) -> list[Node]:
    """What was said and still counts: an event that a later one corrects was wrong, and is nobody's claim."""
    wrong = {event["corrects"] for event in history}
    return [_claim(event) for event in history if event["id"] not in wrong]


def _claim(event: dict) -> Node:
    track, status = label(Track, event["track"]), label(CommitmentStatus, event["status"])
    return {
        "@type": "Claim",
        "name": f"{track}: {status}",
        "text": event["text"],
        "datePublished": event["date"],
        "author": event["by"] and {"@type": "Organization", "name": event["by"]},
        "isBasedOn": event["source_url"],
    }


def _initiative(payload: dict) -> Node:
    leading = [_member("lead", organisation) for organisation in payload["lead"]]
    joined = [_member("partner", organisation) for organisation in payload["partners"]]
    return {
        "@type": "Project",
        "description": payload["summary"],
        "foundingDate": payload["started"],
        "dissolutionDate": payload["ended"],
        "areaServed": [_place(place) for place in payload["jurisdictions"]],
        "member": leading + joined,
        "keywords": _keywords(payload),
    }


def _member(role: str, organisation: dict) -> Node:
    return {"@type": "OrganizationRole", "roleName": role, "member": _organisation_named(organisation)}


def _recommendation(payload: dict) -> Node:
    return {
        "@type": "CreativeWork",
        "genre": "Recommendation",
        "position": payload["number"],
        "abstract": payload["summary"],
        "text": payload["quote"],
        "keywords": _keywords(payload),
        "hasPart": [
            {
                "@type": "CreativeWork",
                "identifier": action["code"],
                "name": action["title"],
                "text": action["text"],
            }
            for action in payload["actions"]
        ],
    }


def _jurisdiction(payload: dict) -> Node:
    place_type = PLACES.get(payload["jurisdiction_kind"])
    above = payload["part_of"]
    return {
        "@type": place_type or "Organization",
        "alternateName": payload["code"],
        "description": payload["overview"],
        "containedInPlace": above and place_type and {"@type": "Country", "identifier": above},
    }


def _organisation(payload: dict) -> Node:
    seat = payload["jurisdiction"]
    return {
        "@type": ORGANISATIONS.get(payload["stakeholder_group"], "Organization"),
        "alternateName": payload["acronym"],
        "description": payload["description"],
        "url": payload["website"],
        "location": seat and _place(seat),
    }


def _election(payload: dict) -> Node:
    place = _place(payload["jurisdiction"])
    body = payload["electoral_body"]
    return {
        "@type": "Event",
        "startDate": payload["date"],
        "endDate": payload["date_end"] or payload["date"],
        "location": place,
        "keywords": [label(ElectionKind, kind) for kind in payload["kinds"]],
        "organizer": body and {"@type": "Organization", "name": body},
    }


def _place(place: dict) -> Node:
    return {"@type": "AdministrativeArea", "name": place["name"], "identifier": place["code"]}


def _organisation_named(organisation: dict) -> Node:
    return {"@type": "Organization", "@id": permanent(organisation["id"]), "name": organisation["name"]}


def _terms(provisions: list[dict]) -> list[Node]:
    return [{"@type": "DefinedTerm", "name": row["label"], "termCode": row["code"]} for row in provisions]


def _keywords(payload: dict) -> list[str]:
    return [theme["label"] for theme in payload["themes"]]


def _filled(value: Any) -> Any:
    """The same without what is not known."""
    if isinstance(value, dict):
        return {name: kept for name, item in value.items() if (kept := _filled(item)) not in (None, "", [], {})}
    if isinstance(value, list):
        return [_filled(item) for item in value]
    return value


DESCRIBED: dict[str, Callable[[dict], Node]] = {
    EntryKind.INSTRUMENT: _instrument,
    EntryKind.COMMITMENT: _commitment,
    EntryKind.INITIATIVE: _initiative,
    EntryKind.RECOMMENDATION: _recommendation,
    EntryKind.JURISDICTION: _jurisdiction,
    EntryKind.ORGANISATION: _organisation,
    EntryKind.ELECTION: _election,
}
