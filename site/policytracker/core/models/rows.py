"""Rows that hang on pages: sources, and dated history."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable

from policytracker.core.choices import SourceKind
from policytracker.core.dates import PartialDateField
from policytracker.core.fields import WebAddressField


class Source(Orderable):
    """Where a record can be checked. One table for all kinds of page, so that all can be asked about at once."""

    page = ParentalKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="sources")
    url = WebAddressField(_("address"))
    title = models.CharField(_("title"), max_length=300)
    publisher = models.CharField(_("publisher"), max_length=160)
    kind = models.CharField(_("kind"), max_length=30, choices=SourceKind)
    read_on = models.DateField(_("read on"), null=True, blank=True, help_text=_("The day on which an editor read it."))

    panels = [
        FieldPanel("title"),
        FieldPanel("url"),
        FieldRowPanel([FieldPanel("publisher"), FieldPanel("kind"), FieldPanel("read_on")]),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("source")
        verbose_name_plural = _("sources")

    def __str__(self):
        return self.title


class DatedRow(Orderable):
    """Something that happened to a record, on a date known to the year, the month or the day."""

    date = PartialDateField(_("date"), help_text=_("2024, 2024-05 or 2024-05-17, as far as it is known."))
    text = models.TextField(_("what happened"), max_length=600)
    source_url = WebAddressField(_("source"), blank=True, help_text=_("The address of a page that says so."))

    panels = [
        FieldRowPanel([FieldPanel("date"), FieldPanel("source_url")]),
        FieldPanel("text"),
    ]

    class Meta(Orderable.Meta):
        abstract = True

    def __str__(self):
        return f"{self.date}: {self.text}"
