"""The two tracks: dated rows of what is reported and what is assessed, and the records whose history they are.

A published event is on the record for good: it is neither changed nor taken away. When something changes, a new event
supersedes it; when an event was wrong, another one says so and names it.
"""

import uuid

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import Truncator
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from modelcluster.fields import ParentalKey
from modelcluster.forms import BaseChildFormSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel

from policies.choices import ONLY_ASSESSED, CommitmentStatus, Track
from policytracker.core.forms import RecordForm
from policytracker.core.models import DatedRow, RecordPage
from policytracker.core.templatetags.dates import date_in_words

EVENTS = "status_events"


def new_event_id() -> str:
    return str(uuid.uuid4())


class TrackEvent(DatedRow):
    """That somebody said on a day how something stands. The present status of a track is its newest row."""

    event_id = models.CharField(
        _("event id"), max_length=40, default=new_event_id, editable=False, help_text=_("Unique within its record.")
    )
    track = models.CharField(
        _("track"), max_length=10, choices=Track, help_text=_("Who says so: the one who promised, or the evidence.")
    )
    status = models.CharField(_("status"), max_length=30, choices=CommitmentStatus)
    by = models.CharField(
        _("by whom"),
        max_length=160,
        blank=True,
        help_text=_("Who says so: the organisation, or whose evidence it is."),
    )
    read_on = models.DateField(_("source read on"), null=True, blank=True)
    searched_on = models.DateField(
        _("searched on"), null=True, blank=True, help_text=_("For “no evidence found”: the day of the search.")
    )
    corrects = models.CharField(
        _("corrects"),
        max_length=40,
        blank=True,
        help_text=_("The published event that was wrong. It stays visible, struck out, and no longer counts."),
    )

    panels = [
        FieldRowPanel([FieldPanel("track"), FieldPanel("status"), FieldPanel("date")]),
        FieldPanel("text"),
        FieldRowPanel([FieldPanel("by"), FieldPanel("source_url"), FieldPanel("read_on")]),
        FieldPanel("searched_on"),
        FieldPanel("corrects"),
    ]

    class Meta(DatedRow.Meta):
        abstract = True
        verbose_name = _("status event")

    def __str__(self):
        said = f"{self.get_track_display()}: {self.get_status_display()}"
        return f"{date_in_words(self.date)}, {said}. {Truncator(self.text).chars(36)}"

    @classmethod
    def said_in(cls) -> list[str]:
        """The fields that say something: all but those that tie the row to its record."""
        return [
            field.name
            for field in cls._meta.concrete_fields
            if not (field.primary_key or field.name == "sort_order" or isinstance(field, ParentalKey))
        ]

    def says_the_same(self, other: "TrackEvent") -> bool:
        return all(getattr(self, name) == getattr(other, name) for name in self.said_in() if name != "event_id")


class EventFormSet(BaseChildFormSet):
    """The events of a record, each of which can be said to correct one that is there already."""

    def add_fields(self, form, index):
        super().add_fields(form, index)
        field = form.fields["corrects"]
        there = [event for event in getattr(self.instance, EVENTS).all() if event.pk and event.pk != form.instance.pk]
        form.fields["corrects"] = forms.ChoiceField(
            choices=[("", _("Nothing")), *((event.event_id, str(event)) for event in there)],
            label=field.label,
            help_text=field.help_text,
            required=False,
        )


class EventsPanel(InlinePanel):
    """The panel of the events of a record."""

    def __init__(self, **options):
        super().__init__(EVENTS, **options)

    def clone_kwargs(self):
        options = super().clone_kwargs()
        del options["relation_name"]
        return options

    def get_form_options(self):
        options = super().get_form_options()
        options["formsets"][EVENTS]["formset"] = EventFormSet
        return options


class TrackedForm(RecordForm):
    """The form of a record with two tracks: what was published stays as it was, and each result says what it needs."""

    def clean(self):
        cleaned_data = super().clean()
        published = {event.pk: event for event in self.instance.published_events()}
        for form in self.formsets[EVENTS].forms:
            form.is_valid()  # from here on it has cleaned_data
            event = published.get(form.instance.pk)
            if event is None:
                self._check_new(form)
            elif self._is_deleted(form):
                message = _now("“%(event)s” was published: it stays. If it was wrong, add an event that corrects it.")
                self.add_error(None, ValidationError(message % {"event": event}))
            else:
                self._refuse_changes(form, event)
        return cleaned_data

    @staticmethod
    def _is_deleted(form) -> bool:
        return bool(form.cleaned_data.get("DELETE"))

    def _refuse_changes(self, form, event: TrackEvent):
        for name, value in list(form.cleaned_data.items()):
            if name in event.said_in() and (value or None) != (getattr(event, name) or None):
                message = _now(
                    "This was published and stays as it was. Add an event: a new one supersedes it, and one that "
                    "corrects it strikes it out."
                )
                form.add_error(name, ValidationError(message))

    def _check_new(self, form):
        if self.is_deferred_validation or not form.is_valid() or not form.cleaned_data or self._is_deleted(form):
            return
        said = form.cleaned_data
        of_looking, is_assessed = said["status"] in ONLY_ASSESSED, said["track"] == Track.ASSESSED
        problems = {
            "track": of_looking and not is_assessed and _now("This is a result of looking: it belongs to “assessed”."),
            "searched_on": said["status"] == CommitmentStatus.NO_EVIDENCE
            and not said["searched_on"]
            and _now("Write the day on which somebody searched."),
            "source_url": is_assessed
            and not of_looking
            and not said["source_url"]
            and _now("An assessment needs the source that it rests on."),
        }
        for field, problem in problems.items():
            if problem:
                form.add_error(field, ValidationError(problem))


class TrackedPage(RecordPage):
    """A record whose status is said on two tracks."""

    base_form_class = TrackedForm

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        self._keep_published_events()
        super().save(*args, **kwargs)

    @classmethod
    def event_model(cls) -> type[TrackEvent]:
        return cls._meta.get_field(EVENTS).related_model

    def published_events(self) -> models.QuerySet[TrackEvent]:
        """The events that are on the record; none as long as it has never been published."""
        parent = self._meta.get_field(EVENTS).field.name
        on_record = {f"{parent}__pk": self.pk, f"{parent}__first_published_at__isnull": False}
        return self.event_model().objects.filter(**on_record)

    def _keep_published_events(self):
        """Whatever version is published: an older one that was scheduled, or one that was made from less."""
        if EVENTS not in getattr(self, "_cluster_related_objects", {}):
            return
        rows = list(getattr(self, EVENTS).all())
        by_pk = {row.pk: row for row in rows if row.pk}
        by_id = {row.event_id: row for row in rows}
        for event in self.published_events():
            row = by_pk.get(event.pk) or by_id.get(event.event_id)
            if row is None:
                rows.append(event)
            else:
                for name in event.said_in():
                    setattr(row, name, getattr(event, name))
        setattr(self, EVENTS, rows)
