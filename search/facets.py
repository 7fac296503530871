"""The facets, declared once: the form, the reading of addresses, the engines' filters and the API all follow.

Within a facet values are alternatives, between facets all must hold, and each is counted without its own filter.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from initiatives.choices import InitiativeKind, InitiativeStatus
from policies import places
from policies.choices import (
    CommitmentKind,
    CommitmentStatus,
    ElectionKind,
    Gap,
    InstrumentKind,
    InstrumentStatus,
    LegalForce,
)
from policies.models import JurisdictionPage
from policytracker.core.choices import StakeholderGroup, Verification
from search import vocabulary
from search.kinds import EntryKind
from search.results import FacetValue, Offer
from search.thesaurus import Target

Labels = Callable[[Iterable[str]], dict[str, str]]


@dataclass(frozen=True)
class Facet:
    """`labels` gives the words for some values in the reader's language; what it leaves out is not a value.

    `part_of` says of which other value one is a part, where values are such: the page shows it below that.
    """

    name: str
    label: Promise
    labels: Labels
    part_of: Callable[[str], str] | None = None


def _choices(*classes) -> Labels:
    known = dict(choice for choices in classes for choice in choices.choices)

    def labels(values):
        return {value: str(known[value]) for value in values if value in known}

    return labels


def _jurisdictions(values):
    titles = vocabulary.titles_of_places()
    language = get_language() or "en"
    return {code: JurisdictionPage.shown_name(titles[code], code, language) for code in values if code in titles}


def _regions(values):
    language = get_language() or "en"
    return {code: name for code in values if code.isdigit() and (name := places.region_name(code, language))}


def _subjects(facet: str) -> Labels:
    def labels(values):
        known = vocabulary.labels_of_subjects(facet) if values else {}
        return {value: known[value] for value in values if value in known}

    return labels


FACETS = (
    Facet("kind", _("What"), _choices(EntryKind)),
    Facet("region", _("Region"), _regions, part_of=places.region_above),
    Facet("jurisdiction", _("Jurisdiction"), _jurisdictions),
    Facet("provision", _("Provision"), _subjects("provision")),
    Facet("theme", _("Theme"), _subjects("theme")),
    Facet("force", _("Legal force"), _choices(LegalForce)),
    Facet("status", _("Status"), _choices(InstrumentStatus, InitiativeStatus)),
    Facet("reported", _("Reported by the organisation"), _choices(CommitmentStatus)),
    Facet("assessed", _("Assessed on the evidence"), _choices(CommitmentStatus)),
    Facet("gap", _("Reported beside assessed"), _choices(Gap)),
    Facet("type", _("Type"), _choices(InstrumentKind, CommitmentKind, InitiativeKind, ElectionKind, StakeholderGroup)),
    Facet("verification", _("Verification"), _choices(Verification)),
)
BY_NAME = {facet.name: facet for facet in FACETS}


def values_of(facet: Facet, counts: dict[str, int], chosen: tuple[str, ...]) -> list[FacetValue]:
    """Chosen values first, also where they count nothing; then the most frequent."""
    counts = dict.fromkeys(chosen, 0) | counts
    values = [
        FacetValue(value, label, counts[value], value in chosen) for value, label in facet.labels(list(counts)).items()
    ]
    return sorted(values, key=lambda value: (not value.selected, -value.count, value.label))


def with_parts(facet: Facet, values: list[FacetValue]) -> list[tuple[FacetValue, list[FacetValue]]]:
    """Each value with those that are a part of it, in their order; one whose whole is not among them stands alone."""
    there = {value.value for value in values}
    parts: dict[str, list[FacetValue]] = {}
    for value in values:
        whole = facet.part_of(value.value) if facet.part_of else ""
        parts.setdefault(whole if whole in there else "", []).append(value)
    return [(value, parts.get(value.value, [])) for value in parts.get("", [])]


def offers(targets: Iterable[Target]) -> list[Offer]:
    """Values that were named and can be chosen, with their labels; those that no entry has are left out."""
    by_facet: dict[str, list[str]] = {}
    for target in targets:
        by_facet.setdefault(target.facet, []).append(target.value)
    return [
        Offer(name, value, label)
        for name, values in by_facet.items()
        for value, label in BY_NAME[name].labels(values).items()
    ]
