"""The tests: as production where that matters, quick where it does not."""

import tempfile
from pathlib import Path

from .base import *  # noqa: F403
from .base import CACHES

DEBUG = False
SECRET_KEY = "only-for-tests"  # noqa: S105
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
CACHES = CACHES | {
    "briefings": CACHES["briefings"] | {"LOCATION": Path(tempfile.gettempdir()) / "policytracker-test-briefings"}
}
AXES_ENABLED = False
WHITENOISE_AUTOREFRESH = True
