"""The projection: what search, exports and the API know of each public page, in flat rows."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from search.changes import ChangeKind
from search.thesaurus import SynonymsError, parse

# Entries that a search server has not confirmed in their newest version.
PENDING = models.Q(acknowledged__lt=models.F("version"))


class EntryQuerySet(models.QuerySet):
    def present(self):
        """Entries of pages that readers can open; not the tombstones of those that are gone."""
        return self.filter(removed_at__isnull=True)

    def for_readers_of(self, language: str):
        """Each record once: in the reader's language, or in the site's where there is no such version."""
        own = models.Q(locale=language)
        if language != settings.LANGUAGE_CODE:
            own |= models.Q(locale=settings.LANGUAGE_CODE) & ~models.Q(also_in__contains=f",{language},")
        return self.present().filter(own)

    def gone_for_readers_of(self, language: str):
        """The tombstones of records that nobody can open any more, each once: of the version that a reader saw."""
        versions = Entry.objects.filter(record_id=models.OuterRef("record_id"))
        own = models.Q(locale=language)
        if language != settings.LANGUAGE_CODE:
            own |= models.Q(locale=settings.LANGUAGE_CODE) & ~models.Exists(versions.filter(locale=language))
        return self.filter(own, ~models.Exists(versions.present()), removed_at__isnull=False)

    def unacknowledged(self):
        """Entries whose newest version a search server has not confirmed yet."""
        return self.filter(PENDING)


class Entry(models.Model):
    """One public page in one language, as it was when it was last written.

    A row is written in the transaction that publishes, changes, moves, restricts or unpublishes its page. The texts
    stand apart by weight: the full-text index of the database (migration 0002) covers title, names, subjects,
    summary and body, and follows them by itself. A page that is gone leaves its row as a tombstone.
    """

    page_id = models.PositiveBigIntegerField(unique=True)
    record_id = models.CharField(max_length=160, db_index=True)
    locale = models.CharField(max_length=20)
    also_in = models.CharField(
        max_length=200, blank=True, help_text="other languages in which the record can be read: ,fr,ar,"
    )
    kind = models.CharField(max_length=20)
    title = models.CharField(max_length=255)
    names = models.TextField(help_text="other titles, places, organisations, acronyms")
    subjects = models.TextField(help_text="provisions, themes, what sort of thing it is")
    summary = models.TextField()
    body = models.TextField()
    url = models.CharField(max_length=500)
    date = models.CharField(max_length=10, help_text="by which it is sorted, at the precision at which it is known")
    values = models.JSONField(
        default=dict, help_text="what it is filtered by: {facet: [value, …]}; EntryFacet has rows"
    )
    payload = models.JSONField(help_text="the whole record, as the API gives it")
    version = models.PositiveBigIntegerField(default=1)
    acknowledged = models.PositiveBigIntegerField(default=0)
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "entries"
        indexes = [
            models.Index(fields=["record_id", "locale"], name="entry_by_record"),
            # With the version, so that what tells whether a name has changed reads no row: `vocabulary`.
            models.Index(fields=["kind", "locale", "version"], name="entry_by_kind"),
            models.Index(fields=["id"], name="entry_pending", condition=PENDING),
        ]

    def __str__(self):
        return self.record_id

    @property
    def whole(self) -> dict:
        """The record as the API gives it, and as it can be taken away."""
        return {"id": self.record_id, "kind": self.kind, "title": self.title, "url": self.url, **self.payload}


class EntryFacet(models.Model):
    """A value by which an entry can be filtered and counted. `facet` is a name in `facets`, or `year` or `name`."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="facets")
    facet = models.CharField(max_length=20)
    value = models.CharField(max_length=255)

    class Meta:
        indexes = [models.Index(fields=["facet", "value", "entry"], name="facet_by_value")]

    def __str__(self):
        return f"{self.facet}={self.value}"


class EntryVectors(models.Model):
    """What the texts of an entry mean, as numbers (see `search.semantics`), and the digest of these texts."""

    entry = models.OneToOneField(Entry, on_delete=models.CASCADE, primary_key=True, related_name="vectors")
    digest = models.CharField(max_length=64)
    vectors = models.BinaryField()

    class Meta:
        verbose_name_plural = "vectors of entries"

    def __str__(self):
        return f"vectors of {self.entry_id}"


class Change(models.Model):
    """Something that readers are told of a record: in feeds and, where they asked for it, by mail.

    Written in the transaction that writes the entry; when a page is gone, what was said of it goes. `round` is the run
    of mails in which it is told. A run takes what is committed by then, so that nothing comes in behind what was told.
    `before` and `after` tell which searches the record has left.
    """

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="changes")
    kind = models.CharField(max_length=10, choices=ChangeKind)
    at = models.DateTimeField()
    details = models.JSONField(default=dict)
    before = models.JSONField(
        default=dict,
        help_text="what it was filed under until then, as in Entry.values; empty where that has not changed",
    )
    after = models.JSONField(
        default=dict, help_text="what it was filed under from then on; empty where it was withdrawn"
    )
    round = models.PositiveIntegerField(null=True, db_index=True)

    class Meta:
        indexes = [models.Index(fields=["-at", "-id"], name="change_newest")]

    def __str__(self):
        return f"{self.kind} of {self.entry_id}"


class SynonymList(models.Model):
    """Rules of the thesaurus (see `search.thesaurus`), under the name of the file with which they began."""

    name = models.SlugField(_("name"), max_length=60, unique=True)
    text = models.TextField(
        _("rules"),
        help_text=_(
            "One rule a line. “a, b, c”: each finds the others. “a, b -> c”: the left ones find the right one too. "
            "“a -> provision:fact-checking”: it stands for what is filed under that. # begins a comment."
        ),
    )
    loaded = models.CharField(max_length=64, blank=True, editable=False, help_text="digest of the file as loaded")
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["name"]
        verbose_name = _("list of synonyms")
        verbose_name_plural = _("lists of synonyms")

    def __str__(self):
        return self.name

    def clean(self):
        super().clean()
        try:
            parse(self.name, self.text)
        except SynonymsError as error:
            raise ValidationError({"text": error.problems}) from error
