"""Development and `make demo`: no server to start first, nothing to configure."""

from .base import *  # noqa: F403

DEBUG = True
# Good for this machine alone; production takes its own from the environment.
SECRET_KEY = "only-for-development"  # noqa: S105
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
ALERTS_FROM = "Policy Tracker <alerts@example.org>"
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
