"""The tests: as production where that matters, quick where it does not."""

import tempfile
from pathlib import Path

from .base import *  # noqa: F403
from .base import CACHES, ELASTICSEARCH

# Of their own for each process, and gone with it: tests write nothing where a site in the same folder has its data.
_var = tempfile.TemporaryDirectory(prefix="policytracker-tests-")
VAR = Path(_var.name)
DEBUG = False
SECRET_KEY = "only-for-tests"  # noqa: S105
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
ALERTS_FROM = "Policy Tracker <alerts@example.org>"
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# In memory: with a folder, tests that run side by side would find each other's briefings.
CACHES = {name: {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": name} for name in CACHES}
AXES_ENABLED = False
WHITENOISE_AUTOREFRESH = True
# Tests that want Elasticsearch name it themselves, whatever the one who runs them has set.
ELASTICSEARCH = ELASTICSEARCH | {"hosts": []}
# Reading what every record of every test means would take longer than the tests.
SEARCH_MODEL = None
