"""What the loader remembers, so that it neither repeats work nor overwrites an editor's."""

from django.db import models

from wagtail.models import Page


class LoadedRecord(models.Model):
    """A record as it was last loaded: what the data said, and what the site then held."""

    key = models.CharField(max_length=160, unique=True, help_text="kind:record_id")
    digest = models.CharField(max_length=64, help_text="of the record in the data")
    state = models.CharField(max_length=64, help_text="of what it was written into: the revision, or a digest")

    def __str__(self):
        return self.key


def state(page: Page) -> str:
    """By which version and place a page is recognised as the one that was loaded."""
    return f"{page.latest_revision_id} below {page.get_parent().pk}"
