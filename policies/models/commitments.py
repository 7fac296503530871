"""Commitments: what organisations promised, and who says what became of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from policies.choices import CommitmentKind
from policies.models.taxonomy import ThemedRow
from policies.models.tracks import EventsPanel, TrackedPage, TrackEvent
from policytracker.core.dates import PartialDateField


class CommitmentPage(TrackedPage):
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

    content_panels = [
        *TrackedPage.content_panels,
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
        EventsPanel(
            heading=_("Status"),
            label=_("Status event"),
            min_num=1,
            help_text=_(
                "The newest row of each track is the present status. When something changes, add a row: what was "
                "published cannot be changed or deleted. What the organisation says is “reported”; what you conclude "
                "from somebody else’s evidence is “assessed”, and needs a source. “No evidence found” needs the day "
                "of the search; of “not verifiable” the text is the reason."
            ),
        ),
    ]
    dates_in_order = [("announced", "deadline")]
    context_from = "policies.contexts.commitment"
    is_of_a_day = True
    template = "policies/commitment_page.html"
    parent_page_types = ["policies.OrganisationPage"]
    subpage_types = []

    class Meta:
        verbose_name = _("commitment")
        verbose_name_plural = _("commitments")


class StatusEvent(TrackEvent):
    """That somebody said on a day how a commitment stands."""

    commitment = ParentalKey(CommitmentPage, on_delete=models.CASCADE, related_name="status_events")


class CommitmentTheme(ThemedRow):
    content_object = ParentalKey(CommitmentPage, on_delete=models.CASCADE, related_name="theme_rows")
