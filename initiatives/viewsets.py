"""The listings of initiatives and recommendations, and the menu of all records."""

import django_filters

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from wagtail.admin.ui.tables import Column
from wagtail.admin.viewsets.base import ViewSetGroup

from initiatives import choices
from initiatives.models import Action, InitiativePage, RecommendationPage
from policies.viewsets import (
    CommitmentListing,
    ElectionListing,
    InstrumentListing,
    JurisdictionListing,
    OrganisationListing,
    RecordFilterSet,
    RecordIndexView,
    RecordListing,
    one_of,
)


class InitiativeFilterSet(RecordFilterSet):
    kind = one_of(_("Kind"), choices.InitiativeKind)
    status = one_of(_("Status of the initiative"), choices.InitiativeStatus)
    action = django_filters.ModelChoiceFilter(
        label=_("Action"), field_name="implementations__action", queryset=Action.objects.order_by("code"), distinct=True
    )


class InitiativeIndexView(RecordIndexView):
    def annotate_queryset(self, pages):
        return super().annotate_queryset(pages).annotate(actions_count=Count("implementations", distinct=True))


class InitiativeListing(RecordListing):
    model = InitiativePage
    name = "initiatives"
    icon = "tasks"
    menu_label = _("Initiatives")
    index_view_class = InitiativeIndexView
    filterset_class = InitiativeFilterSet
    facts = ["kind", "status", Column("actions_count", label=_("Actions"), sort_key="actions_count")]


class RecommendationIndexView(RecordIndexView):
    default_ordering = "number"


class RecommendationListing(RecordListing):
    model = RecommendationPage
    name = "recommendations"
    icon = "openquote"
    menu_label = _("Recommendations")
    index_view_class = RecommendationIndexView
    filterset_class = RecordFilterSet
    facts = ["number"]


class RecordsGroup(ViewSetGroup):
    items = [
        InstrumentListing,
        CommitmentListing,
        InitiativeListing,
        ElectionListing,
        JurisdictionListing,
        OrganisationListing,
        RecommendationListing,
    ]
    menu_label = _("Records")
    menu_name = "records"
    menu_icon = "folder-open-inverse"
    menu_order = 150
