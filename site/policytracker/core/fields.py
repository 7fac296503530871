"""Columns that Django does not have."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from wagtail.admin.widgets import AdminAutoHeightTextInput

web_address = URLValidator(schemes=["http", "https"])


class WebAddressField(models.URLField):
    """An address that a browser opens: http and https, nothing else."""

    default_validators = [web_address]

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("max_length", 500)
        super().__init__(*args, **kwargs)


class LinesField(models.JSONField):
    """A short list of short texts: kept as JSON, edited as one text a line."""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("default", list)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def validate(self, value, model_instance):
        super().validate(value, model_instance)
        if not isinstance(value, list) or not all(isinstance(line, str) for line in value):
            raise ValidationError(_("This must be a list of texts."))

    def formfield(self, **kwargs):
        return LinesFormField(
            required=not self.blank, label=capfirst(self.verbose_name), help_text=self.help_text, initial=self.default
        )


class LinesFormField(forms.CharField):
    """A text area whose lines are the values. Empty lines are left out."""

    widget = AdminAutoHeightTextInput

    def prepare_value(self, value):
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value):
        lines = (line.strip() for line in super().to_python(value).splitlines())
        return [line for line in lines if line]

    def has_changed(self, initial, data):
        return self.to_python(data or "") != (initial or [])


class ChoiceListField(models.JSONField):
    """Some values out of a fixed list, without order or repetition: kept as JSON, edited as checkboxes.

    For values that a reader filters by, the projection for search has rows; here a list is enough.
    """

    def __init__(self, *args, values: type[models.TextChoices] | None = None, **kwargs):
        kwargs.setdefault("default", list)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)
        self.values = values

    def deconstruct(self):
        # The list of values is left out: a new value needs no migration.
        return super().deconstruct()

    def validate(self, value, model_instance):
        super().validate(value, model_instance)
        if not isinstance(value, list):
            raise ValidationError(_("This must be a list of values."))
        unknown = [item for item in value if item not in self.values.values]
        if unknown:
            raise ValidationError(_("Not in the list: %(items)s.") % {"items": ", ".join(map(str, unknown))})

    def labels(self, value: list[str]) -> list[str]:
        """The words for the values, in the order of the list, whatever the order in `value`."""
        return [choice.label for choice in self.values if choice.value in value]

    def contribute_to_class(self, cls, name, private_only=False):
        super().contribute_to_class(cls, name, private_only)
        if self.values:
            setattr(cls, f"{name}_labels", lambda page: self.labels(getattr(page, name)))

    def formfield(self, **kwargs):
        return forms.TypedMultipleChoiceField(
            choices=self.values.choices,
            coerce=str,
            required=not self.blank,
            label=capfirst(self.verbose_name),
            help_text=self.help_text,
            widget=forms.CheckboxSelectMultiple,
            initial=self.default,
        )
