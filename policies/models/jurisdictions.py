"""Jurisdictions: states, parts of states and the bodies that states form."""

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Orderable

from policies import places
from policies.choices import FindingState, JurisdictionKind
from policytracker.core.fields import LinesField, WebAddressField
from policytracker.core.models import BasePage, RecordPage

# ISO 3166-1 alpha-2, ISO 3166-2, or the name of a body of states.
CODE = RegexValidator(
    r"^[A-Z]{2}(-[A-Z0-9]{1,3})?$|^[A-Z]+(-[A-Z]+)*$",
    _("Write LT, US-CA or the short name of an organisation."),
)


class JurisdictionIndexPage(BasePage):
    """All jurisdictions, by region."""

    introduction = RichTextField(_("introduction"), blank=True, features=["link"])

    content_panels = [*BasePage.content_panels, FieldPanel("introduction")]
    context_from = "policies.contexts.jurisdictions"
    template = "policies/jurisdiction_index_page.html"
    parent_page_types = ["home.HomePage"]
    subpage_types = ["policies.JurisdictionPage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("list of jurisdictions")


class JurisdictionPage(RecordPage):
    """A jurisdiction; its instruments and elections lie below it, so that a focal point can be given the branch."""

    code = models.CharField(_("code"), max_length=20, db_index=True, validators=[CODE], help_text=_("LT, US-CA, EU"))
    kind = models.CharField(_("kind"), max_length=20, choices=JurisdictionKind, default=JurisdictionKind.COUNTRY)
    part_of = models.CharField(
        _("part of"),
        max_length=20,
        blank=True,
        help_text=_("For a part of a country: the code of the country, such as US."),
    )
    overview = models.TextField(
        _("overview"), blank=True, help_text=_("What is distinctive, drawn from its instruments alone.")
    )
    features = LinesField(
        _("features"), help_text=_("What it is known for, each in a few words on a line of its own. Three to six.")
    )
    electoral_body_name = models.CharField(_("electoral body"), max_length=200, blank=True)
    electoral_body_url = WebAddressField(_("its address"), blank=True)

    content_panels = [
        *RecordPage.content_panels,
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("kind"), FieldPanel("code"), FieldPanel("part_of")])],
            heading=_("Place"),
        ),
        FieldPanel("overview"),
        FieldPanel("features"),
        MultiFieldPanel(
            [FieldPanel("electoral_body_name"), FieldPanel("electoral_body_url")], heading=_("Electoral body")
        ),
    ]
    evidence_panels = [
        InlinePanel(
            "findings",
            heading=_("Looked for and not found"),
            label=_("Finding"),
            help_text=_(
                "That a provision is there is read from the instruments. Write here only what somebody looked for and "
                "did not find, or what cannot apply, with the day. Without a row, readers see that nobody has looked."
            ),
        ),
        RecordPage.sources_panel,
        RecordPage.verification_panel,
    ]
    distinct_rows = {"findings": "provision"}
    context_from = "policies.contexts.jurisdiction"
    is_of_a_day = True
    is_sourced = False
    template = "policies/jurisdiction_page.html"
    parent_page_types = ["policies.JurisdictionIndexPage"]
    subpage_types = ["policies.InstrumentPage", "policies.ElectionPage"]

    class Meta:
        verbose_name = _("jurisdiction")
        verbose_name_plural = _("jurisdictions")

    def clean(self):
        super().clean()
        others = JurisdictionPage.objects.filter(code=self.code, alias_of__isnull=True)
        if self.code and others.exclude(translation_key=self.translation_key).exists():
            raise ValidationError({"code": _("Another jurisdiction has this code.")})
        if self.kind == JurisdictionKind.PART_OF_COUNTRY and not self.part_of:
            raise ValidationError({"part_of": _("Write the code of the country that it is a part of.")})

    @property
    def name(self) -> str:
        """The name in the reader's language; as the editors wrote it where the language data has none."""
        return self.name_in(get_language() or "en")

    def name_in(self, language: str) -> str:
        return self.shown_name(self.title, self.code, language)

    @staticmethod
    def shown_name(title: str, code: str, language: str) -> str:
        """The name in a language, for those who have only the columns."""
        return title if language == "en" else places.name(code, language) or title

    @property
    def region(self) -> str:
        """The code of its UN M49 region, see `places`."""
        return places.region(self.part_of or self.code)

    @property
    def subregion(self) -> str:
        return places.subregion(self.part_of or self.code)


class Finding(Orderable):
    """That somebody looked for a provision in a jurisdiction, when, and what came of it.

    That a provision *is* there is not written here: it follows from the instruments.
    """

    jurisdiction = ParentalKey(JurisdictionPage, on_delete=models.CASCADE, related_name="findings")
    provision = models.ForeignKey(
        "policies.Provision", on_delete=models.PROTECT, related_name="findings", verbose_name=_("provision")
    )
    state = models.CharField(_("state"), max_length=20, choices=FindingState)
    checked_on = models.DateField(_("checked on"))
    text = models.CharField(
        _("where was looked"), max_length=400, blank=True, help_text=_("Which laws, registers or sites.")
    )

    panels = [
        FieldRowPanel([FieldPanel("provision"), FieldPanel("state"), FieldPanel("checked_on")]),
        FieldPanel("text"),
    ]

    class Meta(Orderable.Meta):
        # One finding for a provision: see `distinct_rows`. Not a constraint of the database, which would refuse
        # an editor who swaps two rows.
        verbose_name = _("finding")
