"""Addresses of the search and its suggestions, and of any record by its id."""

from django.urls import path

from search import views

urlpatterns = [
    path("search/", views.search, name="search"),
    path("search/export.<export_form:form>", views.export, name="search_export"),
    path("search/suggest", views.suggest, name="suggest"),
    path("id/<slug:record_id>", views.record, name="record"),
]
