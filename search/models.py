"""The projection: what search, exports and the API know of each public page, in flat rows."""

from django.db import models


class EntryQuerySet(models.QuerySet):
    def present(self):
        """Entries of pages that readers can open; not the tombstones of those that are gone."""
        return self.filter(removed_at__isnull=True)

    def unacknowledged(self):
        """Entries whose newest version a search server has not confirmed yet."""
        return self.filter(acknowledged__lt=models.F("version"))


class Entry(models.Model):
    """One public page in one language, as it was when it was last written.

    A row is written in the transaction that publishes, changes, moves, restricts or unpublishes its page. The texts
    stand apart by weight: the full-text index of the database (migration 0002) covers title, names, subjects,
    summary and body, and follows them by itself. A page that is gone leaves its row as a tombstone.
    """

    page_id = models.PositiveBigIntegerField(unique=True)
    record_id = models.CharField(max_length=160, db_index=True)
    locale = models.CharField(max_length=20)
    kind = models.CharField(max_length=20)
    title = models.CharField(max_length=255)
    names = models.TextField(help_text="other titles, places, organisations, acronyms")
    subjects = models.TextField(help_text="provisions, themes, what sort of thing it is")
    summary = models.TextField()
    body = models.TextField()
    url = models.CharField(max_length=500)
    date = models.CharField(max_length=10, help_text="by which it is sorted, at the precision at which it is known")
    payload = models.JSONField(help_text="the whole record, as the API gives it")
    version = models.PositiveBigIntegerField(default=1)
    acknowledged = models.PositiveBigIntegerField(default=0)
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "entries"
        indexes = [
            models.Index(fields=["record_id", "locale"], name="entry_by_record"),
            models.Index(fields=["locale", "kind"], name="entry_by_kind"),
        ]

    def __str__(self):
        return self.record_id


class EntryFacet(models.Model):
    """A value by which an entry can be filtered and counted. `facet` is a name in `facets`, or `year` or `name`."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="facets")
    facet = models.CharField(max_length=20)
    value = models.CharField(max_length=255)

    class Meta:
        indexes = [models.Index(fields=["facet", "value", "entry"], name="facet_by_value")]

    def __str__(self):
        return f"{self.facet}={self.value}"
