"""Questions that pages, comparisons and briefings ask of the records; how to fetch them is written here once."""

from datetime import date
from functools import reduce
from operator import or_

from django.db.models import Prefetch, Q, QuerySet
from django.utils.translation import get_language

from wagtail.models import Locale, Page

from policies.models import (
    CommitmentPage,
    ElectionPage,
    InstrumentPage,
    InstrumentProvision,
    JurisdictionPage,
    OrganisationPage,
    Provision,
)
from policytracker.core.dates import ends_from


def public(pages: QuerySet) -> QuerySet:
    """Those that readers may see, in the language that they read; their addresses need no further query."""
    return pages.live().public().filter(locale=_locale()).select_related("locale")


def public_among(model: type[Page], pages) -> QuerySet:
    """Those of some linked pages that readers may see, by title. Works for the links of a page in preview too."""
    return public(model.objects.filter(pk__in=[page.pk for page in pages])).order_by("title")


def below(parent: Page, model: type[Page]) -> QuerySet:
    """The public pages of a kind below a page; none below a page that is not saved yet."""
    return public(model.objects.descendant_of(parent)) if parent.path else model.objects.none()


def parent_of(page: Page, model: type[Page]) -> Page | None:
    """The page that another lies below, where readers may see it; None above one that lies nowhere yet."""
    return public(model.objects.filter(path=page.path[: -page.steplen])).first() if page.path else None


def below_any(parents, pages: QuerySet) -> QuerySet:
    """Those of some pages that lie directly or indirectly below any of the parents."""
    branches = (Q(path__startswith=parent.path, depth__gt=parent.depth) for parent in parents)
    return pages.filter(reduce(or_, branches, Q(pk__in=[])))


def provisions_in_order() -> Prefetch:
    rows = InstrumentProvision.objects.select_related("provision__group")
    return Prefetch("provisions", rows.order_by("provision__group__sort_order", "provision__sort_order"))


def instruments() -> QuerySet[InstrumentPage]:
    """With their provisions, in the order of the taxonomy."""
    return public(InstrumentPage.objects.all()).prefetch_related(provisions_in_order())


def commitments() -> QuerySet[CommitmentPage]:
    """With their status events, from which both tracks follow."""
    return public(CommitmentPage.objects.all()).prefetch_related("status_events")


def jurisdictions() -> QuerySet[JurisdictionPage]:
    return public(JurisdictionPage.objects.all()).order_by("title")


def organisations() -> QuerySet[OrganisationPage]:
    return public(OrganisationPage.objects.all()).order_by("title")


def elections() -> QuerySet[ElectionPage]:
    return public(ElectionPage.objects.all()).order_by("date", "title")


def elections_to_come(day: date) -> QuerySet[ElectionPage]:
    """Those that are not over on a day, the next first."""
    return elections().filter(ends_from("date", day) | ends_from("date_end", day))


def parents(pages, model: type[Page]) -> dict[str, Page]:
    """The parents of some pages, by path, in one query."""
    paths = {page.path[: -page.steplen] for page in pages}
    return {parent.path: parent for parent in model.objects.filter(path__in=paths).select_related("locale")}


def provisions() -> QuerySet[Provision]:
    return Provision.objects.select_related("group")


def _locale() -> Locale:
    found = Locale.objects.filter(language_code=get_language() or "en").first()
    return found or Locale.get_default()
