"""What the site has already: by which names records may call each other, and which are taken."""

from collections.abc import Iterable
from dataclasses import dataclass

from initiatives.models import Action, RecommendationPage
from policies.importer import RecordImporter, records
from policies.models import JurisdictionPage, Provision, ProvisionGroup, Theme
from policytracker.operations.content.kinds import KINDS


@dataclass(frozen=True)
class Names:
    """For each noun the codes or ids that can be referred to, and for each unique field what has its values.

    `owners["jurisdiction"]["LT"]` is `jurisdiction:jurisdiction-lt`. `asked_for` has the provisions of each action.
    """

    known: dict[str, set[str]]
    owners: dict[str, dict[str, str]]
    asked_for: dict[str, list[str]]


def names() -> Names:
    ids, owners = {}, {}
    for kind in KINDS:
        if isinstance(kind.importer, RecordImporter):
            ids[kind.noun] = set(records(kind.importer.model).values_list("record_id", flat=True))
            owners |= {record_id: f"{kind.noun}:{record_id}" for record_id in ids[kind.noun]}
    codes = dict(records(JurisdictionPage).values_list("code", "record_id"))
    numbers = dict(records(RecommendationPage).values_list("number", "record_id"))
    actions = dict(
        Action.objects.filter(recommendation__in=records(RecommendationPage)).values_list(
            "code", "recommendation__record_id"
        )
    )
    return Names(
        known={
            "organisation": ids["organisation"],
            "jurisdiction": set(codes),
            "action": set(actions),
            "group": set(ProvisionGroup.objects.values_list("code", flat=True)),
            "provision": set(Provision.objects.values_list("code", flat=True)),
            "theme": set(Theme.objects.values_list("slug", flat=True)),
        },
        owners={
            "id": owners,
            "jurisdiction": {code: f"jurisdiction:{record_id}" for code, record_id in codes.items()},
            "number": {str(number): f"recommendation:{record_id}" for number, record_id in numbers.items()},
            "actions": {code: f"recommendation:{record_id}" for code, record_id in actions.items()},
        },
        asked_for=provisions_by_action(
            Action.objects.filter(provisions__isnull=False).values_list("code", "provisions__code")
        ),
    )


def provisions_by_action(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """The codes of the provisions that each action asks for, from pairs of an action and a provision."""
    found: dict[str, list[str]] = {}
    for action, provision in sorted(pairs):
        found.setdefault(action, []).append(provision)
    return found
