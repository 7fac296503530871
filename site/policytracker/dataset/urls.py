"""Addresses of the data set: what there is, what its columns mean, and the files of each version that is kept."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from policytracker.dataset import views


class Version(StringConverter):
    """A day, or none where there are no records, and by what this content is told from other content."""

    regex = r"(?:\d{4}-\d{2}-\d{2}|empty)-[0-9a-f]{8}"


register_converter(Version, "dataset_version")

urlpatterns = [
    path("data/", views.data, name="data"),
    path("data/dictionary/", views.dictionary, name="data_dictionary"),
    path("data/latest/<path:name>", views.latest, name="data_latest"),
    path("data/<dataset_version:version>/<path:name>", views.file, name="data_file"),
]
