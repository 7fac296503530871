"""What every page of the site builds on."""

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Page

from policytracker.core.choices import Verification
from policytracker.core.signals import page_written


class BasePage(Page):
    """A page that tells others when it and its rows have been written, in the same transaction."""

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        with transaction.atomic():
            super().save(*args, **kwargs)
            page_written.send(sender=type(self), instance=self)


class RecordPage(BasePage):
    """A record: a page with an id that never changes, sources, and a word on who has checked it.

    A translation shares the id of what it translates.
    """

    record_id = models.SlugField(
        _("record id"),
        max_length=120,
        blank=True,
        db_index=True,
        help_text=_(
            "Stable for ever, in addresses and in data that others keep. Lower case letters, figures and hyphens. "
            "Leave it empty for a new record: it is made from the title."
        ),
    )
    verification = models.CharField(
        _("verification"),
        max_length=10,
        choices=Verification,
        default=Verification.RECALLED,
        help_text=_("Say “read” only of what an editor has read."),
    )
    notes = models.TextField(_("notes"), blank=True, help_text=_("What is doubtful or disputed. Shown to readers."))
    last_checked = models.DateField(
        _("last checked"),
        null=True,
        blank=True,
        help_text=_("The day on which an editor last held it against its sources."),
    )
    next_check = models.DateField(_("next check"), null=True, blank=True)

    exclude_fields_in_copy = ["record_id"]

    verification_panels = [
        MultiFieldPanel(
            [
                FieldPanel("verification"),
                FieldPanel("last_checked"),
                FieldPanel("next_check"),
                FieldPanel("notes"),
            ],
            heading=_("Verification"),
        ),
    ]
    evidence_panels = [
        InlinePanel("sources", heading=_("Sources"), label=_("Source"), min_num=1),
        *verification_panels,
    ]
    promote_panels = [
        FieldPanel("record_id"),
        *Page.promote_panels,
    ]

    class Meta:
        abstract = True

    def full_clean(self, *args, **kwargs):
        if not self.record_id:
            self.record_id = self._record_id_of_translation() or self._free_record_id()
        super().full_clean(*args, **kwargs)

    def clean(self):
        super().clean()
        if self._others_with(self.record_id).exists():
            raise ValidationError({"record_id": _("Another record has this id.")})

    @property
    def permanent_path(self) -> str:
        """The address that stays when the page moves."""
        return reverse("record", args=[self.record_id])

    def _others_with(self, record_id: str):
        return type(self)._default_manager.filter(record_id=record_id).exclude(translation_key=self.translation_key)

    def _record_id_of_translation(self) -> str:
        siblings = type(self)._default_manager.filter(translation_key=self.translation_key).exclude(pk=self.pk)
        return siblings.values_list("record_id", flat=True).first() or ""

    def _free_record_id(self) -> str:
        base = slugify(self.title)[:110].strip("-") or "record"
        candidate, number = base, 2
        while self._others_with(candidate).exists():
            candidate, number = f"{base}-{number}", number + 1
        return candidate
