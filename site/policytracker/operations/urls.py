"""Addresses for those who run the site."""

urlpatterns: list = []
