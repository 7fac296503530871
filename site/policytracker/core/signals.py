"""Signals of the content, sent inside the transaction that writes it."""

from django.dispatch import Signal

# Sent with `instance` after a page and all its rows are written: at publishing, unpublishing, a change of address,
# a restriction lifted by code, or a plain save(). Wagtail's page_published comes later and only for publishing;
# Django's post_save comes before the rows are written.
page_written = Signal()
