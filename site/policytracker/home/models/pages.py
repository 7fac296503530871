"""The home page, and pages of plain text such as the method."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField

from policytracker.core.blocks import PROSE
from policytracker.core.models import BasePage


class HomePage(BasePage):
    """Answers in one screen: what this is, what can be found out, what became of the recommendations."""

    introduction = models.TextField(_("introduction"), max_length=600, blank=True)

    content_panels = [*BasePage.content_panels, FieldPanel("introduction")]
    context_from = "policytracker.home.contexts.home"
    template = "home/home_page.html"
    parent_page_types = ["wagtailcore.Page"]

    class Meta:
        verbose_name = _("home page")


class TextPage(BasePage):
    """A page of text: the method, about the data."""

    introduction = models.TextField(_("introduction"), max_length=600, blank=True)
    body = StreamField(PROSE, verbose_name=_("text"), blank=True)

    content_panels = [*BasePage.content_panels, FieldPanel("introduction"), FieldPanel("body")]
    template = "home/text_page.html"
    parent_page_types = ["home.HomePage", "home.TextPage"]
    subpage_types = ["home.TextPage"]

    class Meta:
        verbose_name = _("text page")
        verbose_name_plural = _("text pages")
