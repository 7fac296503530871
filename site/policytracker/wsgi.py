"""The entry point of a WSGI server, such as gunicorn."""

import os

from django.core.wsgi import get_wsgi_application

from search.languages import language_of
from search.semantics import model

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "policytracker.settings.production")
application = get_wsgi_application()
# They read their models the first time, which takes seconds: before readers come, not while one waits.
language_of("elections")
model.is_there()
