"""Production. Everything secret or local to the place comes from the environment; what is missing stops the start."""

import os

from django.core.exceptions import ImproperlyConfigured

from .base import *  # noqa: F403
from .base import ALERTS_FROM


def required(name: str, purpose: str) -> str:
    """The environment variable `name`, or ImproperlyConfigured that says what it is for."""
    value = os.environ.get(name, "").strip()
    if not value:
        raise ImproperlyConfigured(f"Set the environment variable {name}: {purpose}.")
    return value


DEBUG = False
SECRET_KEY = required("SECRET_KEY", "a long random string that signs sessions")
ALLOWED_HOSTS = required("ALLOWED_HOSTS", "the host names of the site, separated by commas").split(",")
WAGTAILADMIN_BASE_URL = required("SITE_URL", "the public address of the site, such as https://tracker.example.org")
required("DATABASE_URL", "the database, such as postgres://user:password@host/name")
CSRF_TRUSTED_ORIGINS = [WAGTAILADMIN_BASE_URL]

if ALERTS_FROM:
    EMAIL_HOST = required("EMAIL_HOST", "the mail server, since ALERTS_FROM says that alerts are sent")
    EMAIL_PORT = int(os.environ.get("EMAIL_PORT", "587"))
    EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
    EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
    EMAIL_SECURITY = os.environ.get("EMAIL_SECURITY", "starttls")
    if EMAIL_SECURITY not in ("starttls", "tls", "none"):
        raise ImproperlyConfigured("Set the environment variable EMAIL_SECURITY to starttls, tls or none.")
    EMAIL_USE_TLS, EMAIL_USE_SSL = EMAIL_SECURITY == "starttls", EMAIL_SECURITY == "tls"

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

SECURE_SSL_REDIRECT = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True

# Where the service manager keeps it. Django alone would only mail errors, to nobody. No address of a reader is written.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
