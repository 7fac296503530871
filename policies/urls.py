"""Addresses of policies that are not pages."""

from django.urls import path  # noqa: F401

urlpatterns: list = []
