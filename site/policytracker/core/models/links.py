"""Whether what records point to can still be reached. Kept by address, so that no change of a record loses it."""

import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from policytracker.core.choices import Reach
from policytracker.core.fields import WebAddressField


class LinkCheck(models.Model):
    """What came of asking for an address last. `site/manage.py check_links` writes it."""

    url = WebAddressField(_("address"), unique=True)
    outcome = models.CharField(_("outcome"), max_length=10, choices=Reach)
    status = models.PositiveSmallIntegerField(_("HTTP status"), null=True, blank=True)
    problem = models.CharField(_("what went wrong"), max_length=200, blank=True)
    last_checked = models.DateTimeField(_("last checked"))
    first_failed = models.DateTimeField(
        _("fails since"), null=True, blank=True, help_text=_("Empty where it was reached when it was last asked for.")
    )
    archive_url = WebAddressField(_("archived copy"), blank=True)

    class Meta:
        verbose_name = _("check of a link")
        verbose_name_plural = _("checks of links")
        ordering = ["url"]

    def __str__(self):
        return self.url

    @property
    def fails(self) -> bool:
        return self.first_failed is not None

    def record(self, outcome: str, status: int | None, problem: str, moment: datetime.datetime) -> None:
        """Take down what came of asking at a moment; the first failure stays until it is reached again."""
        self.outcome, self.status, self.problem, self.last_checked = outcome, status, problem[:200], moment
        self.first_failed = (self.first_failed or moment) if outcome in Reach.failures() else None
