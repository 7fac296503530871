"""How records are checked in the admin, beyond what each column checks by itself.

Wagtail lets a draft lack what is required (`defer_required_fields`), so an editor can stop halfway. What holds for
the rows of a page is checked here and not in the page's `clean`: there the rows are still those of the last version.
"""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from wagtail.admin.forms import WagtailAdminPageForm


class RecordForm(WagtailAdminPageForm):
    """The form of a record. A page says in `distinct_rows` which of its rows may not repeat a value."""

    def clean(self):
        cleaned_data = super().clean()
        for rows, path in self.instance.distinct_rows.items():
            if rows in self.formsets:
                self._refuse_repetition(rows, path)
        return cleaned_data

    def rows(self, name: str) -> list:
        """The forms of the rows that stay, without those that have errors of their own."""
        return [
            form
            for form in self.formsets[name].forms
            if form.is_valid() and form.cleaned_data and not form.cleaned_data.get("DELETE")
        ]

    def _refuse_repetition(self, rows: str, path: str):
        field, _dot, attribute = path.partition(".")
        seen = set()
        for form in self.rows(rows):
            value = form.cleaned_data.get(field)
            if value and attribute:
                value = getattr(value, attribute)
            if value and value in seen:
                form.add_error(field, ValidationError(_("This stands in another row already: keep one of the two.")))
            seen.add(value)
