from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "policytracker.core"
    label = "core"
    verbose_name = "Core"
