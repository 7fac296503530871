"""How initiatives bear on actions: the rows that the tracker is made of."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable

from initiatives.choices import Relation
from initiatives.models.initiatives import InitiativePage
from initiatives.models.recommendations import Action
from policies.models.tracks import TrackEvent
from policytracker.core.fields import WebAddressField


class Implementation(Orderable):
    """That an initiative implements an action, contributes to it or is a precedent for it, and why."""

    initiative = ParentalKey(InitiativePage, on_delete=models.CASCADE, related_name="implementations")
    action = models.ForeignKey(
        Action, on_delete=models.PROTECT, related_name="implementations", verbose_name=_("action")
    )
    relation = models.CharField(_("relation"), max_length=20, choices=Relation)
    why = models.TextField(_("why"), max_length=600, help_text=_("In 15 to 50 words: what it does for this action."))
    evidence_url = WebAddressField(_("evidence"), blank=True)

    panels = [
        FieldRowPanel([FieldPanel("action"), FieldPanel("relation")]),
        FieldPanel("why"),
        FieldPanel("evidence_url"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("implementation")


class ImplementationEvent(TrackEvent):
    """That somebody said on a day how the implementation of an action by an initiative stands.

    It lies beside `Implementation`, not below it: an editor may tie an initiative to an action in other words, and the
    history of what was said stays.
    """

    initiative = ParentalKey(InitiativePage, on_delete=models.CASCADE, related_name="status_events")
    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="status_events", verbose_name=_("action"))

    panels = [FieldPanel("action"), *TrackEvent.panels]

    class Meta(TrackEvent.Meta):
        verbose_name = _("status event of an implementation")
