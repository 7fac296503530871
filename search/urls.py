"""Addresses of the search and its suggestions, and of any record by its id."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from search import feeds, views
from search.citations import FORMS


class CitationForm(StringConverter):
    """The forms in which reference managers take a citation."""

    regex = "|".join(FORMS)


register_converter(CitationForm, "citation_form")

urlpatterns = [
    path("search/", views.search, name="search"),
    path("search/export.<export_form:form>", views.export, name="search_export"),
    path("briefings/search.<briefing_form:form>", views.search_briefing, name="briefing_search"),
    path("search/feed.atom", feeds.of_search, name="search_feed"),
    path("search/suggest", views.suggest, name="suggest"),
    path("id/<slug:record_id>", views.record, name="record"),
    path("id/<slug:record_id>.<citation_form:form>", views.cited, name="citation"),
    path("id/<slug:record_id>.atom", feeds.of_record, name="record_feed"),
]
