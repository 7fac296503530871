"""Questions that pages, comparisons and briefings ask of the records; how to fetch them is written here once."""

from collections import defaultdict
from datetime import date
from functools import reduce
from operator import or_

from django.db.models import Prefetch, Q, QuerySet

from wagtail.models import Page

from policies.life import Life, Step
from policies.models import (
    CommitmentPage,
    ElectionPage,
    InstrumentEvent,
    InstrumentPage,
    InstrumentProvision,
    JurisdictionPage,
    OrganisationPage,
    Provision,
    StatusEvent,
)
from policytracker.core.dates import ends_from
from policytracker.core.versions import public, versions


def public_among(model: type[Page], pages) -> QuerySet:
    """Those of some linked pages that readers may see, by title. Works for the links of a page in preview too."""
    return public(versions(model, [page.pk for page in pages])).order_by("title")


def naming(chosen: Page, relation: str) -> QuerySet:
    """The public records that name a page, whichever version of it; `relation` is what the page calls them."""
    link = chosen._meta.get_field(relation)
    model = link.related_model
    if chosen.pk is None:
        return model.objects.none()
    naming_it = model.objects.filter(**{f"{link.field.name}__translation_key": chosen.translation_key})
    return public(model.objects.filter(pk__in=naming_it.values("pk")))


def with_chosen(pages: QuerySet, relation: str) -> list[Page]:
    """Some pages, each with what it names by a relation as readers see that, by title. They are not to be saved."""
    link = pages.model._meta.get_field(relation)
    pages, named = list(pages), defaultdict(set)
    links = link.remote_field.through.objects.filter(**{f"{link.m2m_field_name()}__in": pages})
    for pk, key in links.values_list(link.m2m_field_name(), f"{link.m2m_reverse_field_name()}__translation_key"):
        named[pk].add(key)
    there = public(link.related_model.objects.filter(translation_key__in=set().union(*named.values())))
    shown = list(there.order_by("title"))
    for page in pages:
        setattr(page, relation, [other for other in shown if other.translation_key in named[page.pk]])
    return pages


def below(parent: Page, model: type[Page]) -> QuerySet:
    """The public pages of a kind below a page; none below a page that is not saved yet."""
    return below_any([parent], public(model.objects.all())) if parent.path else model.objects.none()


def parent_of(page: Page, model: type[Page]) -> Page | None:
    """What another page lies below, where readers may see it; None above one that lies nowhere yet."""
    if not page.path:
        return None
    above = Page.objects.filter(path=page.path[: -page.steplen])
    return public(model.objects.filter(translation_key__in=above.values("translation_key"))).first()


def below_any(parents, pages: QuerySet) -> QuerySet:
    """Those of some pages that lie directly or indirectly below any of the parents, in whichever language."""
    above = Page.objects.filter(translation_key__in=[parent.translation_key for parent in parents])
    branches = (Q(path__startswith=path, depth__gt=depth) for path, depth in above.values_list("path", "depth"))
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


def said_of(pages: QuerySet[CommitmentPage]) -> dict[int, list[StatusEvent]]:
    """The status events of some commitments by the key of each, in one query; none for one of which nothing is said."""
    events = defaultdict(list)
    for event in StatusEvent.objects.filter(commitment__in=pages.order_by().values("pk")):
        events[event.commitment_id].append(event)
    return events


def steps_of(pages: QuerySet[InstrumentPage]) -> dict[int, tuple[Step, ...]]:
    """What is dated in the history of some instruments, by the key of each, in one query."""
    steps = defaultdict(tuple)
    events = InstrumentEvent.objects.filter(instrument__in=pages.order_by().values("pk"))
    for pk, day, kind in events.values_list("instrument", "date", "kind"):
        steps[pk] += (Step(day, kind),)
    return steps


def lives_of(pages: QuerySet[InstrumentPage]) -> dict[int, Life]:
    """What is dated of some instruments, by the key of each, in two queries."""
    steps = steps_of(pages)
    rows = pages.values_list("pk", "status", "adopted", "in_force", "ended")
    return {pk: Life(*dated, steps[pk]) for pk, *dated in rows}


def jurisdictions() -> QuerySet[JurisdictionPage]:
    return public(JurisdictionPage.objects.all()).order_by("title")


def organisations() -> QuerySet[OrganisationPage]:
    return public(OrganisationPage.objects.all()).order_by("title")


def elections() -> QuerySet[ElectionPage]:
    return public(ElectionPage.objects.all()).order_by("date", "title")


def elections_to_come(day: date) -> QuerySet[ElectionPage]:
    """Those that are not over on a day, the next first."""
    return elections().filter(ends_from("date", day) | ends_from("date_end", day))


def parents(pages, model: type[Page]) -> dict[int, Page]:
    """What some pages lie below, by their keys, where readers may see it."""
    above = {page.pk: page.path[: -page.steplen] for page in pages}
    keys = dict(Page.objects.filter(path__in=set(above.values())).values_list("path", "translation_key"))
    found = {page.translation_key: page for page in public(model.objects.filter(translation_key__in=keys.values()))}
    return {pk: found[keys[path]] for pk, path in above.items() if keys.get(path) in found}


def provisions() -> QuerySet[Provision]:
    return Provision.objects.select_related("group")
