"""Addresses of policies that are not pages."""

from django.urls import path

from policies import views
from policies.elections import views as elections_views

urlpatterns = [
    path("compare/", views.comparison, name="compare"),
    path("compare/choose/", views.comparison_choice, name="compare_choice"),
    path("compare/export.<export_form:form>", views.comparison_file, name="comparison_export"),
    path("elections/calendar/", elections_views.month, name="election_calendar"),
    path("elections/calendar.ics", elections_views.calendar_feed, name="election_feed"),
]
