"""Form fields with which editors choose records: the choices stand under headings, and long lists can be filtered."""

from itertools import groupby

from django import forms
from django.forms.models import ModelChoiceIterator
from django.template.loader import render_to_string


class ByHeading:
    """For a field that offers records: under which heading each stands, and in what order."""

    class iterator(ModelChoiceIterator):  # noqa: N801 - the name that Django looks for
        def __iter__(self):
            if self.field.empty_label is not None:
                yield "", self.field.empty_label
            for heading, records in groupby(self.field.in_order(self.queryset), key=self.field.heading):
                yield str(heading), [self.choice(record) for record in records]

    def heading(self, record) -> str:
        raise NotImplementedError

    def in_order(self, records):
        """The records so that those with the same heading stand together."""
        raise NotImplementedError


class FilteredCheckboxes(forms.CheckboxSelectMultiple):
    """Checkboxes in a list that scrolls; typing narrows it down, and above it stands what is chosen.

    Without the script it is the whole list.
    """

    template_name = "admin/widgets/filtered_checkboxes.html"

    class Media:
        css = {"all": ["admin/choosers.css"]}
        js = ["admin/choosers.js"]

    def render(self, name, value, attrs=None, renderer=None):
        return render_to_string(self.template_name, self.get_context(name, value, attrs))
