from django.apps import AppConfig


class AlertsConfig(AppConfig):
    name = "policytracker.alerts"
    label = "alerts"
    verbose_name = "Alerts"
