"""Addresses of the tracker and of evidence that are not pages."""

from django.urls import path

from initiatives import views
from initiatives.evidence import views as evidence_views

urlpatterns = [
    path("tracker/export.<export_form:form>", views.tracker, name="tracker_export"),
    path("tracker/<int:number>/export.<export_form:form>", views.recommendation, name="recommendation_export"),
    path("tracker/<int:number>/changes/", views.changes, name="recommendation_changes"),
    path("tracker/<int:number>/<str:code>/<slug:what>/", views.action_list, name="action_list"),
    path("tracker/differences/", views.differing, name="differences"),
    path("evidence/", evidence_views.old, name="old_evidence"),
    path("evidence/sources/", evidence_views.sources, name="failing_sources"),
]
