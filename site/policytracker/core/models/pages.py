"""What every page of the site builds on."""

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.urls import reverse
from django.utils.functional import classproperty
from django.utils.module_loading import import_string
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.models import Locale, Page

from policytracker.core.as_of import read
from policytracker.core.choices import Verification
from policytracker.core.dates import in_order
from policytracker.core.editions import renew
from policytracker.core.fields import LinesField
from policytracker.core.forms import RecordForm
from policytracker.core.signals import page_written


class BasePage(Page):
    """A page that tells others when it and its rows have been written, in the same transaction."""

    # Where the function lies that gathers what the template shows beside the page itself. It asks about other models,
    # so it is named, not imported.
    context_from = ""
    # Whether it can be seen as it was on a day (`core.as_of`): the function then takes that day too.
    is_of_a_day = False
    # Whether it lists what its address asks for: the function then takes the query.
    reads_query = False

    class Meta:
        abstract = True

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        gather = import_string(self.context_from) if self.context_from else lambda page: {}
        if self.is_of_a_day:
            as_of = read(request)
            return context | {"as_of": as_of} | gather(self, as_of)
        if self.reads_query:
            return context | gather(self, request.GET)
        return context | gather(self)

    def save(self, *args, **kwargs):
        with transaction.atomic():
            renew()
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
            "Stable for ever, in addresses and in data that others keep: it cannot be changed once the record has been "
            "published. Lower case letters, figures and hyphens. Leave it empty: it is then made from the title."
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
    asked_as = LinesField(
        _("asked as"),
        help_text=_(
            "What readers who do not know its words would type to find it, each on a line of its own: up to ten "
            "questions and short searches, in other words than the record's own, true of it and of few others."
        ),
    )
    last_checked = models.DateField(
        _("last checked"),
        null=True,
        blank=True,
        help_text=_("The day on which an editor last held it against its sources."),
    )
    next_check = models.DateField(
        _("next check"),
        null=True,
        blank=True,
        help_text=_("From this day on it stands in the report “Due for a check”."),
    )

    # Whether it stands on sources of its own; jurisdictions and organisations stand on the records that they gather.
    is_sourced = True
    base_form_class = RecordForm
    exclude_fields_in_copy = ["record_id"]
    # Rows that may not repeat a value: the name of the rows, and of their field, or `field.attribute` of what it names.
    distinct_rows: dict[str, str] = {}
    # Pairs of partial dates, the first not after the second.
    dates_in_order: list[tuple[str, str]] = []

    sources_panel = InlinePanel(
        "sources",
        heading=_("Sources"),
        label=_("Source"),
        help_text=_("Where a reader can check this. The best one first."),
    )
    verification_panel = MultiFieldPanel(
        [
            FieldPanel("verification"),
            FieldRowPanel([FieldPanel("last_checked"), FieldPanel("next_check")]),
            FieldPanel("notes"),
        ],
        heading=_("Verification"),
    )
    evidence_panels = [
        InlinePanel(
            "sources",
            heading=_("Sources"),
            label=_("Source"),
            min_num=1,
            help_text=_("Where a reader can check this. The best one first. One is needed before it is published."),
        ),
        verification_panel,
    ]
    history_panels: list = []
    finding_panel = MultiFieldPanel(
        [FieldPanel("asked_as"), FieldPanel("search_description")], heading=_("To be found")
    )
    promote_panels = [FieldPanel("record_id"), FieldPanel("slug"), finding_panel]

    class Meta:
        abstract = True

    @classproperty
    def edit_handler(cls):
        """The tabs, in the order in which a record is written; a tab without panels is left out."""
        tabs = [
            (_("Content"), cls.content_panels),
            (_("Evidence"), cls.evidence_panels),
            (_("History"), cls.history_panels),
            (_("Address and publishing"), [*cls.promote_panels, *cls.settings_panels]),
        ]
        return TabbedInterface(
            [ObjectList(panels, heading=heading) for heading, panels in tabs if panels],
            base_form_class=cls.base_form_class,
        )

    def full_clean(self, *args, **kwargs):
        if not self.record_id:
            self.record_id = self._settled_record_id() or self._free_record_id(self._record_id_from_title())
        super().full_clean(*args, **kwargs)

    def clean(self):
        super().clean()
        settled = self._settled_record_id()
        if settled and self.record_id != settled:
            raise ValidationError({"record_id": _("This record is known as “%(id)s”: keep that.") % {"id": settled}})
        if not self.alias_of_id and self._others_with(self.record_id).exists():
            raise ValidationError({"record_id": _("Another record has this id.")})
        for earlier, later in self.dates_in_order:
            if not in_order(getattr(self, earlier), getattr(self, later)):
                name = self._meta.get_field(earlier).verbose_name
                raise ValidationError({later: _("This lies before the date in “%(field)s”.") % {"field": name}})

    def save(self, *args, **kwargs):
        with transaction.atomic():
            if self._state.adding:
                self._claim_record_id()
            super().save(*args, **kwargs)

    @property
    def permanent_path(self) -> str:
        """The address that stays when the page moves."""
        return reverse("record", args=[self.record_id])

    def _claim_record_id(self):
        """Give a new page an id that nobody else has, also when two editors save at the same moment."""
        # The row of the language is the lock: whoever comes second waits, and then sees the id of the first.
        locale = self.locale_id or Locale.get_default().pk
        Locale.objects.select_for_update(no_key=True).get(pk=locale)
        if not self.record_id:
            self.record_id = self._settled_record_id() or self._record_id_from_title()
        if not self.alias_of_id:
            self.record_id = self._free_record_id(self.record_id)

    def _settled_record_id(self) -> str:
        """The id that cannot be changed: of what has been published, and of what this is a translation of."""
        versions = type(self)._default_manager.filter(translation_key=self.translation_key)
        settled = versions.exclude(pk=self.pk) | versions.filter(first_published_at__isnull=False)
        return settled.values_list("record_id", flat=True).first() or ""

    def _others_with(self, record_id: str):
        """Other records of this kind with the id. An alias is the same record, shown in a second place."""
        same = type(self)._default_manager.filter(record_id=record_id, alias_of__isnull=True)
        return same.exclude(translation_key=self.translation_key)

    def _record_id_from_title(self) -> str:
        return slugify(self.title)[:110].strip("-") or "record"

    def _free_record_id(self, wanted: str) -> str:
        candidate, number = wanted, 2
        while self._others_with(candidate).exists():
            candidate, number = f"{wanted}-{number}", number + 1
        return candidate
