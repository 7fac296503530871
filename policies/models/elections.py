"""Elections: the votes on which everything else bears."""

import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import RichTextField

from policies.choices import ElectionKind
from policytracker.core.dates import PartialDate, PartialDateField
from policytracker.core.fields import ChoiceListField
from policytracker.core.models import BasePage, RecordPage


class ElectionIndexPage(BasePage):
    """All elections, by date. The elections themselves lie below their jurisdictions."""

    introduction = RichTextField(_("introduction"), blank=True, features=["link"])

    content_panels = [*BasePage.content_panels, FieldPanel("introduction")]
    context_from = "policies.elections.listing.listing"
    reads_query = True
    template = "policies/election_index_page.html"
    parent_page_types = ["home.HomePage"]
    subpage_types = []
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("list of elections")


class ElectionPage(RecordPage):
    """A vote in a jurisdiction, past or to come."""

    kinds = ChoiceListField(_("kinds"), values=ElectionKind, blank=False, help_text=_("All that are held together."))
    date = PartialDateField(
        _("date"), db_index=True, help_text=_("2026, 2026-10 or 2026-10-04, as far as it is known.")
    )
    date_end = PartialDateField(
        _("last day"), blank=True, help_text=_("Where it lasts longer than a day, or has a second round.")
    )
    body = models.CharField(_("electoral body"), max_length=200, blank=True)
    snap = models.BooleanField(_("called early"), default=False)

    content_panels = [
        *RecordPage.content_panels,
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("date"), FieldPanel("date_end"), FieldPanel("snap")]),
                FieldPanel("kinds"),
                FieldPanel("body"),
            ],
            heading=_("The vote"),
        ),
    ]
    dates_in_order = [("date", "date_end")]
    context_from = "policies.elections.contexts.election"
    is_of_a_day = True
    template = "policies/election_page.html"
    parent_page_types = ["policies.JurisdictionPage"]
    subpage_types = []

    class Meta:
        verbose_name = _("election")
        verbose_name_plural = _("elections")

    def is_over(self, day: datetime.date) -> bool:
        """Whether its last day certainly lies before a day; a vote known to the month may still come in it.

        One without a date, as in a draft, is not over.
        """
        last = self.date_end or self.date
        return bool(last) and PartialDate(last).latest < day
