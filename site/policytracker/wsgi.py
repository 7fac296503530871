"""The entry point of a WSGI server, such as gunicorn."""

import os

from django.core.wsgi import get_wsgi_application

from search.languages import language_of

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "policytracker.settings.production")
application = get_wsgi_application()
# It reads its model the first time, which takes two seconds: before readers come, not while one waits.
language_of("elections")
