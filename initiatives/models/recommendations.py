"""The recommendations of the session, each broken into actions that can be followed."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.fields import RichTextField
from wagtail.models import Orderable

from initiatives.choices import Counted
from policies.models.taxonomy import ThemedRow
from policytracker.core.forms import RecordForm
from policytracker.core.models import BasePage, RecordPage


class TrackerPage(BasePage):
    """What became of the recommendations, all at once."""

    introduction = RichTextField(_("introduction"), blank=True, features=["link"])

    content_panels = [*BasePage.content_panels, FieldPanel("introduction")]
    context_from = "initiatives.contexts.tracker"
    is_of_a_day = True
    template = "initiatives/tracker_page.html"
    parent_page_types = ["home.HomePage"]
    subpage_types = ["initiatives.RecommendationPage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("tracker")


class RecommendationForm(RecordForm):
    def clean(self):
        cleaned_data = super().clean()
        for form in self.formsets["actions"].deleted_forms:
            action = form.instance
            if action.pk and (action.implementations.exists() or action.status_events.exists()):
                message = _("Initiatives implement %(action)s: it cannot be deleted before they are changed.")
                self.add_error(None, ValidationError(message % {"action": action}))
        return cleaned_data


class RecommendationPage(RecordPage):
    """One recommendation; its address ends in its number."""

    number = models.PositiveSmallIntegerField(_("number"), help_text=_("Its address ends in it."))
    quote = models.TextField(_("in the words of the report"))
    summary = models.TextField(_("summary"), help_text=_("In our own words, for somebody who was not there."))
    themes = ClusterTaggableManager(through="initiatives.RecommendationTheme", verbose_name=_("themes"), blank=True)

    base_form_class = RecommendationForm
    content_panels = [
        # Wagtail's panel for titles would fill the slug, which is the number here and not in the form.
        FieldPanel("title", classname="title"),
        FieldPanel("number"),
        FieldPanel("quote"),
        FieldPanel("summary"),
        InlinePanel("actions", heading=_("Actions"), label=_("Action"), min_num=1),
        FieldPanel("themes", classname="collapsed"),
    ]
    promote_panels = [FieldPanel("record_id"), RecordPage.finding_panel]
    context_from = "initiatives.contexts.recommendation"
    is_of_a_day = True
    template = "initiatives/recommendation_page.html"
    parent_page_types = ["initiatives.TrackerPage"]
    subpage_types = []

    class Meta:
        verbose_name = _("recommendation")
        verbose_name_plural = _("recommendations")

    def full_clean(self, *args, **kwargs):
        if self.number is not None:
            self.slug = str(self.number)
        super().full_clean(*args, **kwargs)

    def clean(self):
        others = RecommendationPage.objects.filter(number=self.number, alias_of__isnull=True)
        if others.exclude(translation_key=self.translation_key).exists():
            raise ValidationError({"number": _("Another recommendation has this number.")})
        super().clean()


class Action(ClusterableModel, Orderable):
    """A part of a recommendation that can be followed, with what is counted."""

    recommendation = ParentalKey(RecommendationPage, on_delete=models.CASCADE, related_name="actions")
    code = models.CharField(_("code"), max_length=10, db_index=True, help_text=_("R1.2"))
    title = models.CharField(_("title"), max_length=120)
    text = models.TextField(_("text"))
    indicator = models.CharField(_("indicator"), max_length=200, help_text=_("What is counted."))
    counted = models.CharField(
        _("counted here"),
        max_length=20,
        choices=Counted,
        blank=True,
        help_text=_("The rule by which the tracker computes the indicator, or what comes nearest to it."),
    )
    provisions = ParentalManyToManyField(
        "policies.Provision",
        verbose_name=_("provisions that it asks for"),
        related_name="actions",
        blank=True,
    )

    panels = [
        FieldRowPanel([FieldPanel("code"), FieldPanel("title")]),
        FieldPanel("text"),
        FieldRowPanel([FieldPanel("indicator"), FieldPanel("counted")]),
        FieldPanel("provisions"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("action")
        verbose_name_plural = _("actions")

    def __str__(self):
        return f"{self.code} {self.title}"


class RecommendationTheme(ThemedRow):
    content_object = ParentalKey(RecommendationPage, on_delete=models.CASCADE, related_name="theme_rows")
