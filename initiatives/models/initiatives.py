"""Initiatives: what is done to carry the recommendations out."""

import datetime
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField

from initiatives.choices import InitiativeKind, InitiativeStatus
from policies.models.taxonomy import ThemedRow
from policies.models.tracks import EVENTS, EventsPanel, TrackedForm, TrackedPage
from policytracker.core.blocks import PROSE
from policytracker.core.choices import StakeholderGroup
from policytracker.core.dates import PartialDateField
from policytracker.core.fields import ChoiceListField
from policytracker.core.models import BasePage, DatedRow
from policytracker.core.timing import Timing, timing

if TYPE_CHECKING:
    from initiatives.models.implementations import Implementation


class InitiativeIndexPage(BasePage):
    """All initiatives, by recommendation."""

    introduction = RichTextField(_("introduction"), blank=True, features=["link"])

    content_panels = [*BasePage.content_panels, FieldPanel("introduction")]
    context_from = "initiatives.contexts.initiatives"
    reads_query = True
    template = "initiatives/initiative_index_page.html"
    parent_page_types = ["home.HomePage"]
    subpage_types = ["initiatives.InitiativePage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("list of initiatives")


class InitiativeForm(TrackedForm):
    def clean(self):
        cleaned_data = super().clean()
        actions = {form.cleaned_data.get("action") for form in self.rows("implementations")}
        for form in self.rows(EVENTS):
            action = form.cleaned_data.get("action")
            if action and not form.instance.pk and action not in actions:
                form.add_error("action", ValidationError(_("The initiative does not bear on this action.")))
        return cleaned_data


class InitiativePage(TrackedPage):
    """A programme, tool, coalition or fund, with the actions that it implements."""

    kind = models.CharField(_("kind"), max_length=30, choices=InitiativeKind)
    status = models.CharField(_("status"), max_length=20, choices=InitiativeStatus)
    started = PartialDateField(_("started"), blank=True)
    ended = PartialDateField(_("ended"), blank=True)
    summary = models.TextField(_("summary"))
    reach = models.TextField(_("reach"), blank=True, help_text=_("A figure, with whose figure it is."))
    stakeholder_groups = ChoiceListField(_("stakeholder groups"), values=StakeholderGroup)
    lead = ParentalManyToManyField(
        "policies.OrganisationPage", verbose_name=_("led by"), related_name="initiatives_led", blank=True
    )
    partners = ParentalManyToManyField(
        "policies.OrganisationPage", verbose_name=_("partners"), related_name="initiatives_joined", blank=True
    )
    jurisdictions = ParentalManyToManyField(
        "policies.JurisdictionPage", verbose_name=_("jurisdictions"), related_name="initiatives", blank=True
    )
    provisions = ParentalManyToManyField(
        "policies.Provision", verbose_name=_("provisions"), related_name="initiatives", blank=True
    )
    details = StreamField(PROSE, verbose_name=_("details"), blank=True)
    themes = ClusterTaggableManager(through="initiatives.InitiativeTheme", verbose_name=_("themes"), blank=True)

    content_panels = [
        *TrackedPage.content_panels,
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("kind"), FieldPanel("status")]),
                FieldRowPanel([FieldPanel("started"), FieldPanel("ended")]),
                FieldPanel("stakeholder_groups"),
            ],
            heading=_("What it is"),
        ),
        FieldPanel("summary"),
        FieldPanel("reach"),
        InlinePanel(
            "implementations",
            heading=_("Actions that it implements"),
            label=_("Action"),
            help_text=_(
                "Each action of a recommendation on which it bears, once, and why. The tracker is made of these."
            ),
        ),
        FieldPanel("lead", classname="collapsed"),
        FieldPanel("partners", classname="collapsed"),
        FieldPanel("jurisdictions", classname="collapsed"),
        FieldPanel("provisions", classname="collapsed"),
        FieldPanel("themes", classname="collapsed"),
        FieldPanel("details", classname="collapsed"),
    ]
    base_form_class = InitiativeForm
    history_panels = [
        EventsPanel(
            heading=_("Status of what it implements"),
            label=_("Status event"),
            help_text=_(
                "For each action, the newest row of a track is the present status. When something changes, add a row: "
                "what was published cannot be changed or deleted. What those who carry it say is “reported”; what you "
                "conclude from somebody else’s evidence is “assessed”, and needs a source."
            ),
        ),
        InlinePanel(
            "events",
            heading=_("Progress"),
            label=_("Event"),
            help_text=_("Each step with its date, oldest first. Add to it; do not change what was."),
        ),
    ]
    # An action is one in all languages.
    distinct_rows = {"implementations": "action.code"}
    dates_in_order = [("started", "ended")]
    context_from = "initiatives.contexts.initiative"
    is_of_a_day = True
    template = "initiatives/initiative_page.html"
    parent_page_types = ["initiatives.InitiativeIndexPage"]
    subpage_types = []

    class Meta:
        verbose_name = _("initiative")
        verbose_name_plural = _("initiatives")

    def for_each_action(self) -> list["Implementation"]:
        """What it does for each action, also of a page that is being written: see `querysets.implementations`."""
        rows = list(self.implementations.all())
        models.prefetch_related_objects(rows, "action")
        first: dict[str, Implementation] = {}
        for row in rows:
            first.setdefault(row.action.code, row)
        return list(first.values())

    def may_have_started(self, day: datetime.date) -> bool:
        """Whether it may have been there on a day, as far as its start is known."""
        return timing(self.started, day) != Timing.TO_COME


class InitiativeEvent(DatedRow):
    """A step in the life of an initiative. Oldest first."""

    initiative = ParentalKey(InitiativePage, on_delete=models.CASCADE, related_name="events")

    class Meta(DatedRow.Meta):
        verbose_name = _("event of an initiative")


class InitiativeTheme(ThemedRow):
    content_object = ParentalKey(InitiativePage, on_delete=models.CASCADE, related_name="theme_rows")
