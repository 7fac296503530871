"""The kinds of entry."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class EntryKind(models.TextChoices):
    """In the order in which readers see them."""

    INSTRUMENT = "instrument", _("Laws and other instruments")
    COMMITMENT = "commitment", _("Platform commitments")
    INITIATIVE = "initiative", _("Initiatives")
    RECOMMENDATION = "recommendation", _("Recommendations")
    JURISDICTION = "jurisdiction", _("Jurisdictions")
    ORGANISATION = "organisation", _("Organisations")
    ELECTION = "election", _("Elections")
    PAGE = "page", _("Pages of this site")
