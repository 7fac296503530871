"""Addresses of the tracker that are not pages."""

from django.urls import path

from initiatives import views

urlpatterns = [
    path("tracker/export.<export_form:form>", views.tracker, name="tracker_export"),
    path("tracker/<int:number>/export.<export_form:form>", views.recommendation, name="recommendation_export"),
    path("tracker/differences/", views.differing, name="differences"),
]
