"""Addresses of the briefings: each as PDF, and the same in the browser."""

from django.urls import path

from initiatives.briefings import views

urlpatterns = [
    path("comparison.<briefing_form:form>", views.comparison, name="briefing_comparison"),
    path("election/<slug:record_id>.<briefing_form:form>", views.election, name="briefing_election"),
    path("recommendation/<int:number>.<briefing_form:form>", views.recommendation, name="briefing_recommendation"),
    path("instrument/<slug:record_id>.<briefing_form:form>", views.instrument, name="briefing_instrument"),
    path("jurisdiction/<slug:code>.<briefing_form:form>", views.jurisdiction, name="briefing_jurisdiction"),
    path("organisation/<slug:record_id>.<briefing_form:form>", views.organisation, name="briefing_organisation"),
]
