from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _

from wagtail import hooks
from wagtail.admin.auth import user_has_any_page_permission
from wagtail.admin.menu import MenuItem

from policytracker.operations.reports import LinksReport


class LinksReportMenuItem(MenuItem):
    def is_shown(self, request):
        return user_has_any_page_permission(request.user)


@hooks.register("register_reports_menu_item")
def links_report_menu_item():
    return LinksReportMenuItem(
        _("Sources that cannot be reached"),
        reverse("failing_sources_report"),
        name="failing-sources",
        icon_name="link",
        order=650,
    )


@hooks.register("register_admin_urls")
def links_report_urls():
    return [
        path("reports/sources/", LinksReport.as_view(), name="failing_sources_report"),
        path("reports/sources/results/", LinksReport.as_view(results_only=True), name="failing_sources_report_results"),
    ]
