"""Addresses for those who run the site, and for programs that look through it."""

from django.urls import path

from policytracker.operations import views

urlpatterns = [
    path("health/", views.health, name="health"),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", views.sitemap_index, name="sitemap"),
    path("sitemap-<int:number>.xml", views.sitemap_file, name="sitemap_file"),
]
