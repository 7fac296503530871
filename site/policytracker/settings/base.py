"""What all environments share. Each of dev, test and production says only where it differs."""

import os
from pathlib import Path

import dj_database_url

from django.utils.translation import gettext_lazy as _

from policytracker import csp

REPOSITORY = Path(__file__).resolve().parents[3]
PACKAGE = REPOSITORY / "site" / "policytracker"
# What a running site writes: database, media, caches. Never in git.
VAR = Path(os.environ.get("VAR_DIR", REPOSITORY / "var"))

INSTALLED_APPS = [
    "policytracker.core",
    "policytracker.home",
    "policytracker.operations",
    "policytracker.dataset",
    "policytracker.alerts",
    "policies",
    "initiatives",
    "search",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.simple_translation",
    "wagtail.locales",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.embeds",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django_tasks",
    "axes",
    "corsheaders",
    "csp",
    "ninja",  # its own copies of what the description of the API needs, instead of a third party's
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "corsheaders.middleware.CorsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "policytracker.csp.AdminPolicy",
    "policytracker.core.answers.ApiAnswers",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "policytracker.core.middleware.ReadableAddress",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    "axes.middleware.AxesMiddleware",
    "policytracker.core.middleware.Refusals",
    "policytracker.core.middleware.PastDays",
    "policytracker.core.middleware.AtomicWrites",
]

ROOT_URLCONF = "policytracker.urls"
WSGI_APPLICATION = "policytracker.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [REPOSITORY / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
            "builtins": [
                "policytracker.core.templatetags.as_of",
                "policytracker.core.templatetags.dates",
                "policytracker.core.templatetags.navigation",
                "policies.templatetags.marks",
            ],
        },
    },
]

DATABASES = {
    "default": dj_database_url.parse(
        os.environ.get("DATABASE_URL", f"sqlite:///{VAR / 'policytracker.sqlite3'}"), conn_max_age=60
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # Write-ahead logging lets readers read while an editor publishes; IMMEDIATE makes writers queue instead of
    # failing when they turn from reading to writing. Readers have no transaction: see core.middleware.AtomicWrites.
    # Each thread maps as much of the file as is allowed here: enough for some thousand entries, little for a server.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        # What is deleted, an address of a subscriber above all, is overwritten.
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA mmap_size=33554432; PRAGMA secure_delete=ON;"
        ),
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
# Failed log-ins are counted by name alone, so that no reader's or editor's address is kept.
AXES_LOCKOUT_PARAMETERS = ["username"]
AXES_CLIENT_IP_CALLABLE = "policytracker.core.http.no_client_address"
AXES_DISABLE_ACCESS_LOG = True
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = 1

LANGUAGE_CODE = "en"
# The languages of the United Nations: content can be written in each. Where the interface has no translation, it
# speaks English.
LANGUAGES = [
    ("en", "English"),
    ("ar", "العربية"),
    ("zh-hans", "简体中文"),
    ("fr", "français"),
    ("ru", "русский"),
    ("es", "español"),
]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAIL_I18N_ENABLED = True
USE_I18N = True
LOCALE_PATHS = [PACKAGE / "locale"]
TIME_ZONE = "UTC"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [PACKAGE / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR / "media"

CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    # Finished briefings, by the hash of their contents (initiatives.briefings).
    "briefings": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": VAR / "briefings",
        "TIMEOUT": None,
        "OPTIONS": {"MAX_ENTRIES": 2000},
    },
}

CONTENT_SECURITY_POLICY = csp.PUBLIC_POLICY
# The scripts of any site may read the API, as anybody may, and nothing else; a reader's cookies are not sent along.
CORS_URLS_REGEX = r"^/api/v1/"
CORS_ALLOW_ALL_ORIGINS = True
CORS_ALLOW_METHODS = ["GET", "HEAD", "OPTIONS"]
CORS_ALLOW_HEADERS = ["accept", "accept-language", "content-type", "if-none-match"]
CORS_EXPOSE_HEADERS = ["ETag"]
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"  # Wagtail's preview panel shows pages in a frame of the same site.
SESSION_COOKIE_NAME = "session"
# Messages live in the session: a cookie would be set for readers.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SILENCED_SYSTEM_CHECKS = [
    "axes.W006",  # counting by address would mean keeping addresses: see AXES_LOCKOUT_PARAMETERS
    "security.W019",  # see X_FRAME_OPTIONS
]

WAGTAIL_SITE_NAME = "Policy Tracker"
WAGTAILADMIN_BASE_URL = os.environ.get("SITE_URL", "http://127.0.0.1:8000")
# Wagtail's own search serves the admin and stays on the database; the public search is the app `search`.
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAIL_GRAVATAR_PROVIDER_URL = None  # no third-party request, not even for an editor's picture
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAILEMBEDS_FINDERS: list[dict] = []
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "ods", "odt", "pdf", "txt", "xlsx"]
TAGGIT_CASE_INSENSITIVE = True
# The public search. Without hosts the embedded engine answers. Shards and replicas hold for the next index.
ELASTICSEARCH = {
    "hosts": [host for host in os.environ.get("ELASTICSEARCH_URL", "").split(",") if host],
    "api_key": os.environ.get("ELASTICSEARCH_API_KEY", ""),
    "index": os.environ.get("ELASTICSEARCH_INDEX", "policytracker"),
    "shards": int(os.environ.get("ELASTICSEARCH_SHARDS", "1")),
    "replicas": int(os.environ.get("ELASTICSEARCH_REPLICAS", "0")),
}

# The folder of the model that orders what was found by meaning; without it the order by words stays.
SEARCH_MODEL = Path(os.environ.get("SEARCH_MODEL") or VAR / "search-model")
# Where check_links asks for archived copies of sources that cannot be reached.
ARCHIVE_LOOKUP = "https://archive.org/wayback/available"

# The sender of alerts, such as "Policy Tracker <alerts@example.org>"; without one no mails are offered.
ALERTS_FROM = os.environ.get("ALERTS_FROM", "").strip()
# A mail server that is silent holds a reader up for so many seconds at most.
EMAIL_TIMEOUT = 10

POLICYTRACKER_NAME = _("Policy Tracker")
