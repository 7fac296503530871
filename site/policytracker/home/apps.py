from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "policytracker.home"
    label = "home"
    verbose_name = "Home"
