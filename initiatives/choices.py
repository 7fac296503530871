"""The vocabulary of initiatives and of how they bear on an action."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class InitiativeKind(models.TextChoices):
    PROGRAMME = "programme", _("Programme")
    FACT_CHECKING = "fact-checking", _("Fact-checking")
    PLATFORM_TOOL = "platform-tool", _("Platform tool")
    TRAINING = "training", _("Training")
    RESEARCH = "research", _("Research")
    COALITION = "coalition", _("Coalition")
    GUIDELINE = "guideline", _("Guideline")
    FUND = "fund", _("Fund")
    OBSERVATORY = "observatory", _("Observatory")
    HOTLINE = "hotline", _("Hotline")
    FORUM = "forum", _("Forum")


class InitiativeStatus(models.TextChoices):
    PLANNED = "planned", _("Planned")
    ACTIVE = "active", _("Active")
    COMPLETED = "completed", _("Completed")
    DISCONTINUED = "discontinued", _("Discontinued")
    UNKNOWN = "unknown", _("Unknown")


# Nothing new is to be expected of these.
OVER = (InitiativeStatus.COMPLETED, InitiativeStatus.DISCONTINUED)


class Counted(models.TextChoices):
    """By which rule the indicator of an action is computed."""

    JURISDICTIONS = "jurisdictions", _("Jurisdictions with an instrument in use that provides for it")
    BINDING = "binding", _("Jurisdictions where an instrument in use that provides for it is binding")
    INITIATIVES = "initiatives", _("Active initiatives that implement it or contribute to it")
    FRESH_COMMITMENTS = "fresh-commitments", _("Commitments about it with evidence less than twelve months old")


class Relation(models.TextChoices):
    """How an initiative bears on an action, strongest first."""

    IMPLEMENTS = "implements", _("Implements")
    CONTRIBUTES = "contributes", _("Contributes")
    PRECEDENT = "precedent", _("Precedent")


class Listed(models.TextChoices):
    """What is counted of an action, each in a list of its own; the value stands in the address of the list."""

    INITIATIVES = "initiatives"
    JURISDICTIONS = "jurisdictions"
    COMMITMENTS = "commitments"
    OLD = "old-evidence"
