"""The listings of records and of the vocabulary in the admin."""

import django_filters

from django import forms
from django.db.models import CharField, Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Length, Substr
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import BooleanColumn, Column, UpdatedAtColumn
from wagtail.admin.ui.tables.pages import BulkActionsColumn, PageStatusColumn, PageTitleColumn
from wagtail.admin.views.pages.listing import IndexView
from wagtail.admin.viewsets.pages import PageListingViewSet
from wagtail.admin.widgets import BooleanRadioSelect
from wagtail.models import Locale, Page
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from policies import choices
from policies.models import (
    CommitmentPage,
    ElectionPage,
    InstrumentPage,
    JurisdictionPage,
    OrganisationPage,
    Provision,
    ProvisionGroup,
    StatusEvent,
    Theme,
)
from policytracker.core.choices import StakeholderGroup, Verification


def one_of(label, values, **kwargs) -> django_filters.MultipleChoiceFilter:
    """A filter for any of the values that are ticked."""
    return django_filters.MultipleChoiceFilter(
        label=label, choices=values.choices, widget=forms.CheckboxSelectMultiple, **kwargs
    )


class ParentFilter(django_filters.ModelChoiceFilter):
    """Records that lie below a page."""

    def filter(self, queryset, value):
        return queryset.child_of(value) if value else queryset


class RecordFilterSet(WagtailFilterSet):
    verification = one_of(_("Verification"), Verification)
    next_check = django_filters.DateFromToRangeFilter(label=_("Next check"), widget=DateRangePickerWidget)
    latest_revision_created_at = django_filters.DateFromToRangeFilter(label=_("Updated"), widget=DateRangePickerWidget)
    live = django_filters.BooleanFilter(
        label=_("Published"),
        widget=BooleanRadioSelect,
    )

    class Meta:
        model = Page
        fields: list = []


class RecordIndexView(IndexView):
    """A listing of one kind of record, with the title of the page above each as `parent_title`.

    Its search looks into the columns: it finds ids and codes, also of drafts, and goes with every filter.
    """

    default_ordering = "title"
    search_in = ("title", "draft_title", "record_id")

    def annotate_queryset(self, pages):
        above = Page.objects.filter(path=Substr(OuterRef("path"), 1, Length(OuterRef("path")) - Page.steplen))
        return super().annotate_queryset(pages).annotate(parent_title=Subquery(above.values("title")))

    @cached_property
    def show_locale_labels(self):
        return Locale.objects.count() > 1

    def search_queryset(self, queryset):
        for word in (self.search_query or "").split():
            matches = Q()
            for field in self.search_in:
                matches |= Q(**{f"{field}__icontains": word})
            queryset = queryset.filter(matches)
        return queryset

    def get_ordering(self):
        ordering = self.request.GET.get("ordering", self.default_ordering)
        return ordering if ordering in self.get_valid_orderings() else self.default_ordering

    def order_queryset(self, queryset):
        column = F(self.ordering.lstrip("-"))
        descending = self.ordering.startswith("-")
        # What has no date stands last, whichever way the others go.
        return queryset.order_by(column.desc(nulls_last=True) if descending else column.asc(nulls_last=True), "title")


def parent_column(label) -> Column:
    return Column("parent_title", label=label, sort_key="parent_title")


class RecordListing(PageListingViewSet):
    """The listing of a kind of record; `facts` are the columns that this kind has beside those of all."""

    index_view_class = RecordIndexView
    facts: list = []

    @property
    def list_display(self):
        return [
            BulkActionsColumn("bulk_actions"),
            PageTitleColumn("title", label=_("Title"), sort_key="title", classname="title", width="30%"),
            *self.facts,
            "verification",
            "next_check",
            Column("last_published_at", label=_("Published"), sort_key="last_published_at", accessor=published_on),
            PageStatusColumn("status", label=_("Page"), sort_key="live"),
        ]

    @property
    def list_export(self):
        facts = [fact if isinstance(fact, str) else fact.name for fact in self.facts]
        return ["record_id", "title", *facts, "verification", "last_checked", "next_check", "last_published_at", "live"]

    export_headings = {"parent_title": _("Below"), "live": _("Published now"), "last_published_at": _("Published")}


def published_on(page):
    return page.last_published_at and page.last_published_at.date()


class InstrumentFilterSet(RecordFilterSet):
    jurisdiction = ParentFilter(label=_("Jurisdiction"), queryset=JurisdictionPage.objects.order_by("title"))
    kind = one_of(_("Kind"), choices.InstrumentKind)
    legal_force = one_of(_("Legal force"), choices.LegalForce)
    status = one_of(_("Status of the instrument"), choices.InstrumentStatus)
    provision = django_filters.ModelChoiceFilter(
        label=_("Provision"), field_name="provisions__provision", queryset=Provision.objects.all(), distinct=True
    )


class InstrumentListing(RecordListing):
    model = InstrumentPage
    name = "instruments"
    icon = "clipboard-list"
    menu_label = _("Instruments")
    filterset_class = InstrumentFilterSet
    facts = [parent_column(_("Jurisdiction")), "kind", "legal_force", "status"]


class StatusColumn(Column):
    """The present status of a commitment on one track, in words."""

    def get_value(self, instance):
        value = getattr(instance, self.name)
        return choices.CommitmentStatus(value).label if value else ""


class CommitmentIndexView(RecordIndexView):
    def annotate_queryset(self, pages):
        return (
            super()
            .annotate_queryset(pages)
            .annotate(
                reported=newest_status(choices.Track.REPORTED),
                assessed=newest_status(choices.Track.ASSESSED),
            )
        )


def newest_status(track) -> Subquery:
    """Of each commitment the newest status on a track; what another event corrects does not count."""
    corrections = StatusEvent.objects.filter(commitment=OuterRef("commitment"), corrects=OuterRef("event_id"))
    events = StatusEvent.objects.filter(~Exists(corrections), commitment=OuterRef("pk"), track=track)
    events = events.order_by("-date", "-sort_order")
    return Subquery(events.values("status")[:1], output_field=CharField())


class CommitmentFilterSet(RecordFilterSet):
    organisation = ParentFilter(label=_("Organisation"), queryset=OrganisationPage.objects.order_by("title"))
    kind = one_of(_("Kind"), choices.CommitmentKind)
    reported = one_of(_("Reported"), choices.CommitmentStatus)
    assessed = one_of(_("Assessed"), choices.CommitmentStatus)


class CommitmentListing(RecordListing):
    model = CommitmentPage
    name = "commitments"
    icon = "check"
    menu_label = _("Commitments")
    index_view_class = CommitmentIndexView
    filterset_class = CommitmentFilterSet
    facts = [
        parent_column(_("Organisation")),
        "kind",
        StatusColumn("reported", label=_("Reported"), sort_key="reported"),
        StatusColumn("assessed", label=_("Assessed"), sort_key="assessed"),
    ]


class ElectionFilterSet(RecordFilterSet):
    jurisdiction = ParentFilter(label=_("Jurisdiction"), queryset=JurisdictionPage.objects.order_by("title"))
    snap = django_filters.BooleanFilter(
        label=_("Called early"),
        widget=BooleanRadioSelect,
    )


class ElectionIndexView(RecordIndexView):
    default_ordering = "-date"


class ElectionListing(RecordListing):
    model = ElectionPage
    name = "elections"
    icon = "calendar-check"
    menu_label = _("Elections")
    index_view_class = ElectionIndexView
    filterset_class = ElectionFilterSet
    facts = ["date", parent_column(_("Jurisdiction"))]


class JurisdictionFilterSet(RecordFilterSet):
    kind = one_of(_("Kind"), choices.JurisdictionKind)


class JurisdictionIndexView(RecordIndexView):
    search_in = (*RecordIndexView.search_in, "code")


class JurisdictionListing(RecordListing):
    model = JurisdictionPage
    name = "jurisdictions"
    icon = "globe"
    menu_label = _("Jurisdictions")
    index_view_class = JurisdictionIndexView
    filterset_class = JurisdictionFilterSet
    facts = ["code", "kind", Column("numchild", label=_("Records below it"), sort_key="numchild")]


class OrganisationFilterSet(RecordFilterSet):
    stakeholder_group = one_of(_("Stakeholder group"), StakeholderGroup)


class OrganisationIndexView(RecordIndexView):
    search_in = (*RecordIndexView.search_in, "acronym")


class OrganisationListing(RecordListing):
    model = OrganisationPage
    name = "organisations"
    icon = "group"
    menu_label = _("Organisations")
    index_view_class = OrganisationIndexView
    filterset_class = OrganisationFilterSet
    facts = [
        "acronym",
        "stakeholder_group",
        Column("numchild", label=_("Commitments"), sort_key="numchild"),
    ]


class ProvisionViewSet(SnippetViewSet):
    model = Provision
    icon = "list-ul"
    menu_label = _("Provisions")
    list_display = ["label", "code", "group", BooleanColumn("restricts_expression"), UpdatedAtColumn()]
    list_filter = ["group", "restricts_expression"]
    list_export = ["code", "label", "group", "definition", "question", "restricts_expression"]
    search_fields = ["label", "code", "definition", "question"]
    # The chooser has no search: all of them stand on one page, in the order of their groups.
    chooser_per_page = 100
    inspect_view_enabled = True


class ProvisionGroupViewSet(SnippetViewSet):
    model = ProvisionGroup
    icon = "folder"
    menu_label = _("Groups of provisions")
    list_display = ["label", "code", "recommendation", UpdatedAtColumn()]
    search_fields = ["label", "code"]
    inspect_view_enabled = True


class ThemeViewSet(SnippetViewSet):
    model = Theme
    icon = "tag"
    menu_label = _("Themes")
    list_display = ["name", "slug", UpdatedAtColumn()]
    search_fields = ["name", "slug"]
    inspect_view_enabled = True


class VocabularyGroup(SnippetViewSetGroup):
    items = [ProvisionViewSet, ProvisionGroupViewSet, ThemeViewSet]
    menu_label = _("Vocabulary")
    menu_name = "vocabulary"
    menu_icon = "list-ul"
    menu_order = 220
