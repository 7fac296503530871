from django.apps import AppConfig


class DatasetConfig(AppConfig):
    name = "policytracker.dataset"
    label = "dataset"
    verbose_name = "Data set"
