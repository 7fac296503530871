"""Addresses of the search, and of any record by its id."""

urlpatterns: list = []
