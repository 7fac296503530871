"""The form fields in which editors choose provisions, jurisdictions, organisations and themes."""

from django import forms
from django.conf import settings
from django.utils.translation import get_language

from policies import places
from policies.models import JurisdictionPage, OrganisationPage, Provision, Theme
from policytracker.core.choosers import ByHeading, FilteredCheckboxes


class ProvisionsByGroup(ByHeading):
    def in_order(self, records):
        return records.select_related("group")

    def heading(self, record):
        return record.group.label


class ProvisionChoice(ProvisionsByGroup, forms.ModelChoiceField):
    pass


class ProvisionChoices(ProvisionsByGroup, forms.ModelMultipleChoiceField):
    widget = FilteredCheckboxes


class JurisdictionChoices(ByHeading, forms.ModelMultipleChoiceField):
    """States by region, then the bodies that states form."""

    widget = FilteredCheckboxes

    def in_order(self, records):
        return sorted(
            in_first_language(records), key=lambda record: (not record.region, self.heading(record), record.title)
        )

    def heading(self, record):
        return places.name(record.region, get_language() or "en") or record.get_kind_display()


class OrganisationChoices(ByHeading, forms.ModelMultipleChoiceField):
    widget = FilteredCheckboxes

    def in_order(self, records):
        return in_first_language(records).order_by("stakeholder_group", "title")

    def heading(self, record):
        return record.get_stakeholder_group_display()


class ThemeChoices(forms.ModelMultipleChoiceField):
    """There are few themes: an editor sees which, and cannot make up more."""

    widget = FilteredCheckboxes

    def __init__(self, **kwargs):
        super().__init__(queryset=Theme.objects.all(), **kwargs)


def in_first_language(records):
    """Records refer to the page in the first language of the site, of which others are translations."""
    return records.filter(locale__language_code=settings.LANGUAGE_CODE)


def choices_of_many(db_field) -> dict:
    """The form field for a relation to many records, as Wagtail's `register_form_field_override` takes it."""
    fields = {JurisdictionPage: JurisdictionChoices, OrganisationPage: OrganisationChoices, Provision: ProvisionChoices}
    return {"form_class": fields[db_field.related_model]}
