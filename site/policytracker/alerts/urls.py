"""Addresses of being told of changes."""

from django.urls import path

from policytracker.alerts import views

urlpatterns = [
    path("alerts/new/", views.ask, name="alert"),
    path("alerts/asked/", views.asked, name="alert_asked"),
    path("alerts/confirm/<str:token>/", views.confirmation, name="alert_confirmation"),
    path("alerts/of/<str:token>/", views.of_subscriber, name="alerts_of_subscriber"),
]
