"""Columns that Django does not have."""

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _


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
            label=self.verbose_name,
            help_text=self.help_text,
            widget=forms.CheckboxSelectMultiple,
            initial=self.default,
        )
