"""Commitments: what organisations promised, and who says what became of it."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel

from policies.choices import CommitmentKind, CommitmentStatus, Track
from policies.models.taxonomy import ThemedRow
from policytracker.core.dates import PartialDateField
from policytracker.core.forms import RecordForm
from policytracker.core.models import DatedRow, RecordPage


class CommitmentForm(RecordForm):
    def clean(self):
        cleaned_data = super().clean()
        if not self.is_deferred_validation:
            for form in self.rows("status_events"):
                if form.cleaned_data["track"] == Track.ASSESSED and not form.cleaned_data["source_url"]:
                    form.add_error("source_url", ValidationError(_("An assessment needs the source that it rests on.")))
        return cleaned_data


class CommitmentPage(RecordPage):
    """A promise, with one sentence that can be checked."""

    framework = models.CharField(
        _("framework"), max_length=160, blank=True, help_text=_("The accord or code under which it was made.")
    )
    reference = models.CharField(_("reference"), max_length=120, blank=True)
    kind = models.CharField(_("kind"), max_length=30, choices=CommitmentKind)
    announced = PartialDateField(_("announced"))
    deadline = PartialDateField(_("deadline"), blank=True)
    summary = models.TextField(_("summary"))
    measure = models.TextField(_("measure"), help_text=_("What was promised, in one sentence that can be checked."))
    jurisdictions = ParentalManyToManyField(
        "policies.JurisdictionPage", verbose_name=_("jurisdictions"), related_name="commitments", blank=True
    )
    provisions = ParentalManyToManyField(
        "policies.Provision", verbose_name=_("provisions"), related_name="commitments", blank=True
    )
    themes = ClusterTaggableManager(through="policies.CommitmentTheme", verbose_name=_("themes"), blank=True)

    base_form_class = CommitmentForm
    content_panels = [
        *RecordPage.content_panels,
        FieldPanel("measure"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("kind"), FieldPanel("announced"), FieldPanel("deadline")]),
                FieldRowPanel([FieldPanel("framework"), FieldPanel("reference")]),
            ],
            heading=_("What was promised, when"),
        ),
        FieldPanel("summary"),
        FieldPanel("jurisdictions", classname="collapsed"),
        FieldPanel("provisions", classname="collapsed"),
        FieldPanel("themes", classname="collapsed"),
    ]
    history_panels = [
        InlinePanel(
            "status_events",
            heading=_("Status"),
            label=_("Status event"),
            min_num=1,
            help_text=_(
                "The newest row of each track is the present status. When something changes, add a row; never change "
                "or delete one because it no longer holds. What the organisation says is “reported”; what you "
                "conclude from somebody else’s evidence is “assessed”, and needs a source."
            ),
        ),
    ]
    dates_in_order = [("announced", "deadline")]
    context_from = "policies.contexts.commitment"
    template = "policies/commitment_page.html"
    parent_page_types = ["policies.OrganisationPage"]
    subpage_types = []

    class Meta:
        verbose_name = _("commitment")
        verbose_name_plural = _("commitments")


class StatusEvent(DatedRow):
    """That somebody said on a day how a commitment stands. The present status of a track is its newest row."""

    commitment = ParentalKey(CommitmentPage, on_delete=models.CASCADE, related_name="status_events")
    track = models.CharField(
        _("track"), max_length=10, choices=Track, help_text=_("Who says so: the one who promised, or the evidence.")
    )
    status = models.CharField(_("status"), max_length=30, choices=CommitmentStatus)
    by = models.CharField(
        _("by whom"),
        max_length=160,
        blank=True,
        help_text=_("Who says so: the organisation, or whose evidence it is."),
    )
    read_on = models.DateField(_("source read on"), null=True, blank=True)

    panels = [
        FieldRowPanel([FieldPanel("track"), FieldPanel("status"), FieldPanel("date")]),
        FieldPanel("text"),
        FieldRowPanel([FieldPanel("by"), FieldPanel("source_url"), FieldPanel("read_on")]),
    ]

    class Meta(DatedRow.Meta):
        verbose_name = _("status event")


class CommitmentTheme(ThemedRow):
    content_object = ParentalKey(CommitmentPage, on_delete=models.CASCADE, related_name="theme_rows")
