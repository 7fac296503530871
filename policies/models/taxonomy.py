"""The words in which records are compared: provisions in their groups, and themes. Editors may change them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from taggit.models import ItemBase, TagBase
from wagtail.admin.panels import FieldPanel, FieldRowPanel


class ProvisionGroup(models.Model):
    """Provisions that serve one recommendation."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    label = models.CharField(_("label"), max_length=80)
    text = models.CharField(_("what it gathers"), max_length=200)
    recommendation = models.PositiveSmallIntegerField(
        _("recommendation"), help_text=_("The number of the recommendation that it serves.")
    )
    sort_order = models.PositiveSmallIntegerField(_("order"), default=0)

    panels = [
        FieldPanel("label"),
        FieldPanel("text"),
        FieldRowPanel([FieldPanel("code"), FieldPanel("recommendation"), FieldPanel("sort_order")]),
    ]

    class Meta:
        ordering = ["sort_order", "code"]
        verbose_name = _("group of provisions")
        verbose_name_plural = _("groups of provisions")

    def __str__(self):
        return self.label


class Provision(models.Model):
    """What a measure does, as a question that can be asked of every jurisdiction alike."""

    code = models.SlugField(
        _("code"),
        max_length=40,
        unique=True,
        help_text=_("In addresses and in data: do not change it once it is used."),
    )
    group = models.ForeignKey(
        ProvisionGroup, on_delete=models.PROTECT, related_name="provisions", verbose_name=_("group")
    )
    label = models.CharField(_("label"), max_length=80)
    definition = models.TextField(_("definition"), max_length=400)
    question = models.CharField(
        _("question"), max_length=200, help_text=_("What a comparison asks of each jurisdiction.")
    )
    restricts_expression = models.BooleanField(
        _("restricts expression"),
        default=False,
        help_text=_("Then it is shown beside the safeguards of the same instrument."),
    )
    sort_order = models.PositiveSmallIntegerField(_("order"), default=0)

    panels = [
        FieldPanel("label"),
        FieldPanel("definition"),
        FieldPanel("question"),
        FieldPanel("restricts_expression"),
        FieldRowPanel([FieldPanel("code"), FieldPanel("group"), FieldPanel("sort_order")]),
    ]

    class Meta:
        ordering = ["group__sort_order", "sort_order", "code"]
        verbose_name = _("provision")
        verbose_name_plural = _("provisions")

    def __str__(self):
        return self.label


class Theme(TagBase):
    """A theme of the session. Its slug is its code."""

    free_tagging = False

    definition = models.TextField(_("definition"), max_length=400, blank=True)
    sort_order = models.PositiveSmallIntegerField(_("order"), default=0)

    panels = [
        FieldPanel("name"),
        FieldPanel("definition"),
        FieldRowPanel([FieldPanel("slug"), FieldPanel("sort_order")]),
    ]

    class Meta:
        ordering = ["sort_order", "name"]
        verbose_name = _("theme")
        verbose_name_plural = _("themes")

    @property
    def code(self) -> str:
        return self.slug


class ThemedRow(ItemBase):
    """That a record bears on a theme. Each kind of record has its own table, which holds `content_object`."""

    tag = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="%(class)s_rows")

    class Meta:
        abstract = True
