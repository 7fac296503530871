"""The address of the map."""

from django.urls import path

from policies.maps import views

urlpatterns = [path("map/", views.world, name="map")]
