"""Addresses of the pages of provisions and themes."""

from django.urls import path

from initiatives.subjects import views

urlpatterns = [
    path("provisions/", views.provisions, name="provisions"),
    path("provisions/<slug:code>/", views.provision, name="provision"),
    path("themes/", views.themes),
    path("themes/<slug:code>/", views.theme, name="theme"),
]
