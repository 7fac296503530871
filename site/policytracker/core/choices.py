"""Terms that every kind of record shares."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Verification(models.TextChoices):
    """What an editor did to check a record."""

    READ = "read", _("An editor has read a source")
    RECALLED = "recalled", _("Sources named, not yet read")


class SourceKind(models.TextChoices):
    """Who speaks in a source."""

    OFFICIAL = "official", _("Official")
    LEGAL_DATABASE = "legal-database", _("Legal database")
    INTERNATIONAL_ORGANISATION = "international-organisation", _("International organisation")
    RESEARCH = "research", _("Research")
    NEWS = "news", _("News")
    CIVIL_SOCIETY = "civil-society", _("Civil society")
    COMPANY = "company", _("Company")


class StakeholderGroup(models.TextChoices):
    """The stakeholder groups of the IGF, with those that its records need beside them."""

    GOVERNMENT = "government", _("Government")
    PRIVATE_SECTOR = "private-sector", _("Private sector")
    CIVIL_SOCIETY = "civil-society", _("Civil society")
    TECHNICAL_COMMUNITY = "technical-community", _("Technical community")
    INTERGOVERNMENTAL = "intergovernmental", _("Intergovernmental organisations")
    ACADEMIA = "academia", _("Academia")
    MEDIA = "media", _("Media")


class Reach(models.TextChoices):
    """What came of asking for an address."""

    REACHED = "reached", _("Reached")
    GONE = "gone", _("No longer there")
    FAILED = "failed", _("Could not be reached")
    BARRED = "barred", _("Lets no robot in")
    REFUSED = "refused", _("Not a public address")

    @classmethod
    def failures(cls) -> tuple["Reach", ...]:
        """After these a reader will hardly find anything; what only bars robots is not among them."""
        return cls.GONE, cls.FAILED, cls.REFUSED
