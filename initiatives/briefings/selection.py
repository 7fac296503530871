"""Which records a briefing is made of: public ones, with all the rows that it shows."""

from django.db.models import Q

from initiatives import querysets as initiatives_querysets
from initiatives.models import InitiativePage, RecommendationPage
from policies import querysets
from policies.models import CommitmentPage, JurisdictionPage, OrganisationPage


def recommendations():
    return initiatives_querysets.recommendations().prefetch_related("sources", "theme_rows__tag")


def jurisdictions():
    return querysets.jurisdictions().prefetch_related("sources")


def organisations():
    return querysets.organisations().prefetch_related("sources")


def instruments():
    rows = querysets.instruments().prefetch_related("sources", "events", "theme_rows__tag")
    return rows.order_by("-in_force", "-adopted", "title")


def commitments():
    return querysets.commitments().prefetch_related("sources", "provisions").order_by("announced", "title")


def elections():
    return querysets.elections().prefetch_related("sources")


def commitments_of(organisation: OrganisationPage) -> list[CommitmentPage]:
    """With the jurisdictions for which each was made."""
    return querysets.with_chosen(querysets.below_any([organisation], commitments()), "jurisdictions")


def commitments_for(jurisdiction: JurisdictionPage) -> list[CommitmentPage]:
    named = querysets.naming(jurisdiction, "commitments")
    return list(commitments().filter(pk__in=named.values("pk")))


def commitments_on(recommendation: RecommendationPage) -> list[CommitmentPage]:
    return list(commitments().filter(provisions__actions__recommendation=recommendation).distinct())


def initiatives_of(organisation: OrganisationPage) -> list[InitiativePage]:
    led, joined = (querysets.naming(organisation, relation) for relation in ("initiatives_led", "initiatives_joined"))
    return _initiatives(Q(pk__in=led.values("pk")) | Q(pk__in=joined.values("pk")))


def initiatives_in(jurisdiction: JurisdictionPage) -> list[InitiativePage]:
    return _initiatives(Q(pk__in=querysets.naming(jurisdiction, "initiatives").values("pk")))


def initiatives_on(recommendation: RecommendationPage) -> list[InitiativePage]:
    """An initiative names an action by its code: it may have been tied to that of another language."""
    codes = [action.code for action in recommendation.actions.all()]
    return _initiatives(Q(implementations__action__code__in=codes))


def _initiatives(which: Q) -> list[InitiativePage]:
    """With those who lead each."""
    rows = initiatives_querysets.initiatives().prefetch_related("sources").order_by("started", "title")
    return querysets.with_chosen(rows.filter(which).distinct(), "lead")
