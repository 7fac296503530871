"""Organisations: those who promise, and those who carry initiatives."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import RichTextField

from policytracker.core.choices import StakeholderGroup
from policytracker.core.fields import WebAddressField
from policytracker.core.models import BasePage, RecordPage


class OrganisationIndexPage(BasePage):
    """All organisations, by stakeholder group."""

    introduction = RichTextField(_("introduction"), blank=True, features=["link"])

    content_panels = [*BasePage.content_panels, FieldPanel("introduction")]
    context_from = "policies.contexts.organisations"
    template = "policies/organisation_index_page.html"
    parent_page_types = ["home.HomePage"]
    subpage_types = ["policies.OrganisationPage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("list of organisations")


class OrganisationPage(RecordPage):
    """A company, authority, association or body of states; its commitments lie below it."""

    acronym = models.CharField(_("acronym"), max_length=30, blank=True)
    stakeholder_group = models.CharField(_("stakeholder group"), max_length=30, choices=StakeholderGroup)
    jurisdiction = models.ForeignKey(
        "policies.JurisdictionPage",
        verbose_name=_("seat"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="organisations",
    )
    website = WebAddressField(_("website"), blank=True)
    description = models.TextField(_("description"), help_text=_("What it is and does, in one or two sentences."))

    content_panels = [
        *RecordPage.content_panels,
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("acronym"), FieldPanel("stakeholder_group")]),
                FieldPanel("jurisdiction"),
                FieldPanel("website"),
            ],
            heading=_("Who it is"),
        ),
        FieldPanel("description"),
    ]
    evidence_panels = [RecordPage.sources_panel, RecordPage.verification_panel]
    context_from = "policies.contexts.organisation"
    is_of_a_day = True
    is_sourced = False
    template = "policies/organisation_page.html"
    parent_page_types = ["policies.OrganisationIndexPage"]
    subpage_types = ["policies.CommitmentPage"]

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
