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
from policies.models import JurisdictionPage, Provision, Theme
from policytracker.core.choices import StakeholderGroup, Verification
from search.kinds import EntryKind
from search.models import Entry
from search.results import FacetValue, Offer
from search.thesaurus import Target

Labels = Callable[[Iterable[str]], dict[str, str]]


@dataclass(frozen=True)
class Facet:
    """`labels` gives the words for some values in the reader's language; what it leaves out is not a value."""

    name: str
    label: Promise
    labels: Labels


def _choices(*classes) -> Labels:
    def labels(values):
        return {value: str(choices(value).label) for choices in classes for value in values if value in choices.values}

    return labels


def _jurisdictions(values):
    titles = Entry.objects.present().filter(kind=EntryKind.JURISDICTION, facets__facet="jurisdiction")
    english = dict(titles.filter(facets__value__in=values).values_list("facets__value", "title"))
    language = get_language() or "en"
    return {code: JurisdictionPage.shown_name(title, code, language) for code, title in english.items()}


def _regions(values):
    language = get_language() or "en"
    return {code: name for code in values if code.isdigit() and (name := places.region_name(code, language))}


def _provisions(values):
    return dict(Provision.objects.filter(code__in=values).values_list("code", "label"))


def _themes(values):
    return dict(Theme.objects.filter(slug__in=values).values_list("slug", "name"))


FACETS = (
    Facet("kind", _("What"), _choices(EntryKind)),
    Facet("region", _("Region"), _regions),
    Facet("jurisdiction", _("Jurisdiction"), _jurisdictions),
    Facet("provision", _("Provision"), _provisions),
    Facet("theme", _("Theme"), _themes),
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
