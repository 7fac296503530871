"""Which records a briefing is made of: what every reader may see, in the language of the page, with all rows."""

from django.db.models import Q

from wagtail.models import Locale

from initiatives.models import InitiativePage
from policies.models import CommitmentPage, ElectionPage, InstrumentPage, OrganisationPage


def public(model):
    """Live pages that nobody needs a password for, in the active language, each record once."""
    return model.objects.live().public().filter(locale=Locale.get_active(), alias_of__isnull=True)


def instruments():
    rows = public(InstrumentPage).prefetch_related("sources", "provisions__provision", "events", "theme_rows__tag")
    return rows.order_by("-in_force", "-adopted", "title")


def commitments():
    rows = public(CommitmentPage).prefetch_related("sources", "status_events", "provisions", "jurisdictions")
    return rows.order_by("announced", "title")


def elections_of(jurisdiction):
    return public(ElectionPage).child_of(jurisdiction).prefetch_related("sources").order_by("date", "title")


def initiatives():
    rows = public(InitiativePage).prefetch_related("sources", "lead", "implementations__action")
    return rows.order_by("started", "title").distinct()


def initiatives_of(organisation: OrganisationPage):
    return initiatives().filter(Q(lead=organisation) | Q(partners=organisation))
