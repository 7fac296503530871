"""The entry point of a WSGI server, such as gunicorn."""

import gc
import os
from importlib import import_module

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from search.languages import language_of
from search.semantics import model

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "policytracker.settings.production")
application = get_wsgi_application()
# They read their models the first time, which takes seconds: before readers come, not while one waits.
language_of("elections")
model.is_there()
# The same for all views and what they import.
import_module(settings.ROOT_URLCONF)
# What is here now stays, some 250,000 objects: looking through them for garbage every now and then would hold up a
# reader for a tenth of a second.
gc.collect()
gc.freeze()
