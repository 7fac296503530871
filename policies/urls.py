"""Addresses of policies that are not pages."""

from django.urls import path

from policies import views

urlpatterns = [
    path("compare/", views.comparison, name="compare"),
    path("compare/export.<export_form:form>", views.comparison_file, name="comparison_export"),
]
