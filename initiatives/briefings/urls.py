"""Addresses of the briefings."""

urlpatterns: list = []
