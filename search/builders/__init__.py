"""From a page to its entry: one function for each kind of page, all callers use it.

A page type stands in BUILDERS, or in EXCLUDED with the reason; a system check sees to it (`search.checks`).
"""

from collections.abc import Callable

from wagtail.models import Page

from initiatives.models import InitiativeIndexPage, InitiativePage, RecommendationPage, TrackerPage
from policies.models import (
    CommitmentPage,
    ElectionIndexPage,
    ElectionPage,
    InstrumentPage,
    JurisdictionIndexPage,
    JurisdictionPage,
    OrganisationIndexPage,
    OrganisationPage,
)
from search.builders import initiatives, plain, policies
from search.content import EntryContent

BUILDERS: dict[type[Page], Callable[[Page], EntryContent]] = {
    InstrumentPage: policies.instrument,
    CommitmentPage: policies.commitment,
    JurisdictionPage: policies.jurisdiction,
    OrganisationPage: policies.organisation,
    ElectionPage: policies.election,
    InitiativePage: initiatives.initiative,
    RecommendationPage: initiatives.recommendation,
}
# By label, since the search knows nothing of the layers above it.
PLAIN = {"home.TextPage": plain.text_page}
EXCLUDED = {
    "wagtailcore.Page": "the root of the tree",
    "home.HomePage": "a way in, not a thing to find",
    **{
        model._meta.label: "a list of what is found by itself"
        for model in (JurisdictionIndexPage, OrganisationIndexPage, ElectionIndexPage, InitiativeIndexPage, TrackerPage)
    },
}


def builder_for(model: type[Page]) -> Callable[[Page], EntryContent] | None:
    """The function that makes the entry of such a page; None for pages that are not searched."""
    return BUILDERS.get(model) or PLAIN.get(model._meta.label)
