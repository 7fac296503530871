"""All provisions at once: in how many jurisdictions each is in use, and how many promises are about it."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from policies import querysets
from policies.choices import STANDING, LegalForce
from policies.models import (
    CommitmentPage,
    InstrumentPage,
    InstrumentProvision,
    InstrumentTheme,
    Provision,
    ProvisionGroup,
    Theme,
)
from policytracker.core.as_of import AsOf
from policytracker.core.dates import begins_by
from policytracker.core.versions import owner


@dataclass(frozen=True)
class Counted:
    """A provision with how many jurisdictions have it in use, in how many of them it binds, and how many promises."""

    provision: Provision
    jurisdictions: int
    binding: int
    promises: int


def provisions(as_of: AsOf) -> list[tuple[ProvisionGroup, list[Counted]]]:
    """All provisions in their groups, by what was in use and what was promised on the day."""
    having, bound, promises = defaultdict(set), defaultdict(set), defaultdict(set)
    in_use, rows = _in_use(as_of), InstrumentProvision.objects.all()
    columns = ("provision", "instrument", owner("instrument__path"), "instrument__legal_force")
    for pk, instrument, place, force in rows.values_list(*columns):
        if instrument in in_use:
            having[pk].add(place)
            if force == LegalForce.BINDING:
                bound[pk].add(place)
    links = CommitmentPage.provisions.through.objects.filter(commitmentpage__in=_commitments(as_of).values("pk"))
    for pk, commitment in links.values_list("provision", "commitmentpage"):
        promises[pk].add(commitment)
    groups: dict[ProvisionGroup, list[Counted]] = defaultdict(list)
    for row in querysets.provisions():
        groups[row.group].append(Counted(row, len(having[row.pk]), len(bound[row.pk]), len(promises[row.pk])))
    return list(groups.items())


def themes(as_of: AsOf) -> list[tuple[Theme, int]]:
    """All themes, each with how many of the instruments that were in use on the day bear on it."""
    in_use = _in_use(as_of)
    rows = InstrumentTheme.objects.values_list("tag", "content_object")
    numbers = Counter(tag for tag, instrument in rows if instrument in in_use)
    return [(theme, numbers[theme.pk]) for theme in Theme.objects.all()]


def _in_use(as_of: AsOf) -> set[int]:
    """The keys of the instruments in use on the day."""
    found = querysets.public(InstrumentPage.objects.all())
    if not as_of.is_past:
        return set(found.filter(status__in=STANDING).values_list("pk", flat=True))
    return {pk for pk, life in querysets.lives_of(found).items() if life.on(as_of.day).in_use}


def _commitments(as_of: AsOf):
    """Those that may have been announced by the day."""
    found = querysets.public(CommitmentPage.objects.all())
    return found.filter(begins_by("announced", as_of.day)) if as_of.is_past else found
