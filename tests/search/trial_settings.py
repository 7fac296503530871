"""Production, without the minutes that its static files take, which have nothing to do with search."""

from policytracker.settings.production import *  # noqa: F403
from policytracker.settings.production import STORAGES

STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
