from django.apps import AppConfig


class OperationsConfig(AppConfig):
    name = "policytracker.operations"
    label = "operations"
    verbose_name = "Operations"
