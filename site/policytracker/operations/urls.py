"""Addresses for those who run the site."""

from django.urls import path

from policytracker.operations import views

urlpatterns = [path("health/", views.health, name="health")]
