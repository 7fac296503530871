from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "policytracker.core"
    label = "core"
    verbose_name = "Core"

    def ready(self):
        from policytracker.core import signal_handlers  # noqa: F401
