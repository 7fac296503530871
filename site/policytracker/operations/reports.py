"""What editors see of the sources that cannot be reached."""

import django_filters

from django import forms
from django.contrib.admin.utils import quote
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.reports import ReportView
from wagtail.permission_policies.pages import PagePermissionPolicy

from policytracker.core.choices import Reach
from policytracker.core.models import LinkCheck
from policytracker.operations.links.checking import naming


class LinkFilterSet(WagtailFilterSet):
    outcome = django_filters.MultipleChoiceFilter(
        label=_("Outcome"), choices=Reach.choices, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = LinkCheck
        fields = ["outcome"]


class AddressColumn(Column):
    def get_value(self, instance):
        return format_html('<a href="{0}" rel="nofollow noopener noreferrer">{0}</a>', instance.url)


class RecordsColumn(Column):
    """The records that name the address, each where it is edited."""

    def get_value(self, instance):
        pairs = ((reverse("wagtailadmin_pages:edit", args=[quote(pk)]), title) for pk, title in instance.records)
        return format_html_join(", ", '<a href="{}">{}</a>', pairs)


class ArchiveColumn(Column):
    def get_value(self, instance):
        if not instance.archive_url:
            return ""
        return format_html(
            '<a href="{}" rel="nofollow noopener noreferrer">{}</a>', instance.archive_url, _("Archived copy")
        )


class LinksReport(ReportView):
    """Addresses that records name and that failed when they were last asked for, those first that fail longest."""

    page_title = _("Sources that cannot be reached")
    header_icon = "link"
    index_url_name = "failing_sources_report"
    index_results_url_name = "failing_sources_report_results"
    model = LinkCheck
    filterset_class = LinkFilterSet
    is_searchable = False
    # For everybody who edits a page, a focal point of one country too.
    permission_policy = PagePermissionPolicy()
    any_permission_required = ["add", "change", "publish"]
    columns = [
        AddressColumn("url", label=_("Address")),
        Column("outcome", label=_("Outcome"), accessor="get_outcome_display"),
        Column("status", label=_("HTTP status")),
        DateColumn("first_failed", label=_("Fails since")),
        DateColumn("last_checked", label=_("Last checked")),
        ArchiveColumn("archive_url", label=_("Archived copy")),
        RecordsColumn("records", label=_("Records")),
    ]
    list_export = ["url", "outcome", "status", "problem", "first_failed", "last_checked", "archive_url"]

    def get_queryset(self):
        checks = LinkCheck.objects.order_by("first_failed", "url")
        # What is all right is shown to those who ask for it.
        return checks if self.request.GET.getlist("outcome") else checks.filter(first_failed__isnull=False)

    def decorate_paginated_queryset(self, checks):
        checks = list(checks)
        records = naming([check.url for check in checks])
        for check in checks:
            check.records = records[check.url]
        return checks
