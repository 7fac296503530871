"""Instruments: the strategies, laws, regulations, codes, bodies and rulings of a jurisdiction."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable

from policies.choices import Addressee, InstrumentEventKind, InstrumentKind, InstrumentStatus, LegalForce
from policies.models.taxonomy import ThemedRow
from policytracker.core.blocks import PROSE
from policytracker.core.dates import PartialDateField
from policytracker.core.fields import ChoiceListField
from policytracker.core.models import DatedRow, RecordPage


class InstrumentPage(RecordPage):
    """What a jurisdiction has in force, had, or means to have."""

    title_original = models.CharField(_("title in the original language"), max_length=300, blank=True)
    language_original = models.CharField(
        _("original language"),
        max_length=12,
        blank=True,
        help_text=_("Its code: pt, zh-Hant. Readers' software needs it to read the title aloud."),
    )
    kind = models.CharField(_("kind"), max_length=30, choices=InstrumentKind)
    legal_force = models.CharField(_("legal force"), max_length=20, choices=LegalForce)
    status = models.CharField(_("status"), max_length=20, choices=InstrumentStatus)
    adopted = PartialDateField(
        _("adopted"), blank=True, help_text=_("2024, 2024-05 or 2024-05-17, as far as it is known.")
    )
    in_force = PartialDateField(_("in force from"), blank=True)
    ended = PartialDateField(_("ended"), blank=True)
    body = models.CharField(_("responsible body"), max_length=300, blank=True)
    summary = models.TextField(
        _("summary"), help_text=_("80 to 160 words: what it does, for whom, how it is enforced.")
    )
    approach = models.TextField(_("approach"), help_text=_("One sentence: what is distinctive."))
    applies_to = ChoiceListField(_("applies to"), values=Addressee)
    critique = models.TextField(_("critique"), blank=True, help_text=_("What rights groups, courts or observers say."))
    details = StreamField(PROSE, verbose_name=_("details"), blank=True)
    themes = ClusterTaggableManager(through="policies.InstrumentTheme", verbose_name=_("themes"), blank=True)

    content_panels = [
        *RecordPage.content_panels,
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("title_original"), FieldPanel("language_original")]),
                FieldRowPanel([FieldPanel("kind"), FieldPanel("legal_force"), FieldPanel("status")]),
                FieldRowPanel([FieldPanel("adopted"), FieldPanel("in_force"), FieldPanel("ended")]),
                FieldPanel("body"),
            ],
            heading=_("What it is"),
        ),
        FieldPanel("approach"),
        FieldPanel("summary"),
        InlinePanel(
            "provisions",
            heading=_("Provisions"),
            label=_("Provision"),
            help_text=_("What it lays down, each once. From these rows the comparison is made."),
        ),
        FieldPanel("applies_to"),
        FieldPanel("critique"),
        FieldPanel("details", classname="collapsed"),
        FieldPanel("themes", classname="collapsed"),
    ]
    history_panels = [
        InlinePanel(
            "events",
            heading=_("History"),
            label=_("Event"),
            help_text=_("Each step with its date, oldest first. Add to it; do not change what was."),
        ),
    ]
    distinct_rows = {"provisions": "provision"}
    dates_in_order = [("adopted", "in_force"), ("adopted", "ended"), ("in_force", "ended")]
    context_from = "policies.contexts.instrument"
    is_of_a_day = True
    template = "policies/instrument_page.html"
    parent_page_types = ["policies.JurisdictionPage"]
    subpage_types = []

    class Meta:
        verbose_name = _("instrument")
        verbose_name_plural = _("instruments")


class InstrumentProvision(Orderable):
    """What an instrument says on a provision, in the editors' words, and where it says it."""

    instrument = ParentalKey(InstrumentPage, on_delete=models.CASCADE, related_name="provisions")
    provision = models.ForeignKey(
        "policies.Provision",
        on_delete=models.PROTECT,
        related_name="instrument_provisions",
        verbose_name=_("provision"),
    )
    text = models.TextField(
        _("what it provides"), max_length=600, help_text=_("In your own words, 15 to 50. It stands in the comparison.")
    )
    reference = models.CharField(_("reference"), max_length=100, blank=True, help_text=_("Article, section or page."))

    panels = [
        FieldRowPanel([FieldPanel("provision"), FieldPanel("reference")]),
        FieldPanel("text"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("provision of an instrument")


class InstrumentEvent(DatedRow):
    """A step in the life of an instrument. Oldest first."""

    instrument = ParentalKey(InstrumentPage, on_delete=models.CASCADE, related_name="events")
    kind = models.CharField(_("kind"), max_length=20, choices=InstrumentEventKind)

    panels = [
        FieldRowPanel([FieldPanel("date"), FieldPanel("kind"), FieldPanel("source_url")]),
        FieldPanel("text"),
    ]

    class Meta(DatedRow.Meta):
        verbose_name = _("event of an instrument")


class InstrumentTheme(ThemedRow):
    content_object = ParentalKey(InstrumentPage, on_delete=models.CASCADE, related_name="theme_rows")
